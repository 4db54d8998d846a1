package io.tidemark.jobs.feedranking;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrendRowsTest {

  private static final String ROW =
      "{\"op\":\"-U\",\"key\":\"all\",\"window_start\":\"2026-01-01T09:59:00.000Z\","
          + "\"window_end\":\"2026-01-01T10:00:00.000Z\",\"timing\":\"ON_TIME\",\"pane\":0,"
          + "\"last\":true,\"rank\":2,\"item\":\"i7\",\"count\":42}";

  private final TrendRows rows = new TrendRows("all");

  @Test
  void aRowSaysWhatIsOnARank() throws IOException {
    TrendRow row = read(ROW);

    assertThat(row)
        .isEqualTo(new TrendRow(RowKind.UPDATE_BEFORE, 1767261600000L, 2, "i7", 42, true));
    assertThat(rows.time(row)).isEqualTo(1767261599999L);
    assertThat(rows.tellsTime(row)).isTrue();
  }

  @Test
  void anEarlyRowDoesNotTellTheTime() throws IOException {
    TrendRow row = read(ROW.replace("ON_TIME", "EARLY"));

    assertThat(rows.tellsTime(row)).isFalse();
  }

  @Test
  void lateRowsAndThoseOfOtherKeysArePassedOver() throws IOException {
    assertThat(read(ROW.replace("ON_TIME", "LATE"))).isNull();
    assertThat(read(ROW.replace("\"all\"", "\"tv\""))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "null",
        "{}",
        "{\"key\":\"all\",\"timing\":\"ON_TIME\",\"op\":\"+I\",\"rank\":0,\"item\":\"a\","
            + "\"count\":1,\"window_end\":\"2026-01-01T10:00:00Z\"}",
        "{\"key\":\"all\",\"timing\":\"ON_TIME\",\"op\":\"+X\",\"rank\":1,\"item\":\"a\","
            + "\"count\":1,\"window_end\":\"2026-01-01T10:00:00Z\"}",
        "{\"key\":\"all\",\"timing\":\"ON_TIME\",\"op\":\"+I\",\"rank\":1,\"item\":\"a\","
            + "\"count\":1,\"window_end\":\"yesterday\"}",
        "{\"key\":\"all\",\"timing\":\"ON_TIME\",\"op\":\"+I\",\"rank\":1,\"item\":{},"
            + "\"count\":1,\"window_end\":\"2026-01-01T10:00:00Z\"}",
      })
  void whatIsNoRowIsSaidToBeNone(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(IOException.class);
  }

  private TrendRow read(String text) throws IOException {
    return rows.read(text.getBytes(UTF_8));
  }
}
