package io.tidemark.local.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IsoMillisTest {

  private final IsoMillis iso = new IsoMillis();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-01-01T00:00:00.000Z",
        "2026-01-01T23:59:59.999Z",
        "2024-02-29T12:34:56.007Z",
        "1970-01-01T00:00:00.000Z",
        "1969-12-31T23:59:59.990Z",
        "1000-01-01T01:02:03.456Z"
      })
  void writesWhatIsoInstantReads(String text) {
    assertThat(written(Instant.parse(text))).isEqualTo(text);
  }

  @Test
  void changesTheDateWithTheDay() {
    assertThat(written(Instant.parse("2026-01-01T23:59:59.999Z"))).startsWith("2026-01-01");
    assertThat(written(Instant.parse("2026-01-02T00:00:00.000Z"))).startsWith("2026-01-02");
    assertThat(written(Instant.parse("2026-01-01T23:59:59.999Z"))).startsWith("2026-01-01");
  }

  private String written(Instant instant) {
    StringBuilder out = new StringBuilder();
    iso.append(out, instant.toEpochMilli());
    return out.toString();
  }
}
