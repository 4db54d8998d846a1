package io.tidemark.jobs.kit.params;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

  private static final List<String> NAMES =
      List.of("window.size", "window.allowed-lateness", "sink", "source", "sink.path");

  @ParameterizedTest
  @CsvSource({
    "window.size, window.size",
    "windw.size, window.size",
    "window.sizes, window.size",
    "window_size, window.size",
    "WINDOW.SIZE, window.size",
    "allowed-lateness, window.allowed-lateness",
    "sourc, source",
    "sinks, sink",
    "sinkpath, sink.path",
    "'', sink",
  })
  void nameWithTheFewestEditsIsFound(String typed, String nearest) {
    assertThat(NearestName.to(typed, NAMES)).hasValue(nearest);
  }

  @Test
  void ofTwoAsNearTheFirstInTheAlphabetIsFound() {
    assertThat(NearestName.to("x", List.of("c", "a", "b"))).hasValue("a");
  }

  @Test
  void withoutNamesThereIsNone() {
    assertThat(NearestName.to("x", List.of())).isEmpty();
  }
}
