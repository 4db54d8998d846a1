package io.tidemark.jobs.kit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.window.Timing;
import io.tidemark.functions.window.WindowBounds;
import io.tidemark.functions.window.WindowResult;
import io.tidemark.jobs.kit.sink.OutputFormat.KafkaRecord;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowResultFormatTest {

  private static final WindowBounds WINDOW =
      new WindowBounds(1_767_261_600_000L, 1_767_265_200_000L);

  private final WindowResultFormat<Long> format =
      new WindowResultFormat<>((sum, json) -> json.writeNumberField("sum", sum));

  @Test
  void resultIsWrittenAsTheContractHasItAndThenItsColumns() {
    assertThat(format.toLine(result(RowKind.INSERT, "i1", Timing.ON_TIME, 0, false)))
        .asString(UTF_8)
        .isEqualTo(
            "{\"op\":\"+I\",\"key\":\"i1\",\"window_start\":\"2026-01-01T10:00:00.000Z\","
                + "\"window_end\":\"2026-01-01T11:00:00.000Z\",\"timing\":\"ON_TIME\",\"pane\":0,"
                + "\"last\":false,\"sum\":42}");
  }

  @ParameterizedTest
  @CsvSource({"INSERT, +I", "UPDATE_BEFORE, -U", "UPDATE_AFTER, +U", "DELETE, -D"})
  void opIsWrittenAsFlinkPrintsIt(RowKind kind, String op) {
    assertThat(format.toLine(result(kind, "i1", Timing.EARLY, 1, false)))
        .asString(UTF_8)
        .startsWith("{\"op\":\"" + op + "\",")
        .contains("\"timing\":\"EARLY\",\"pane\":1");
  }

  @Test
  void keyMayHoldAnyText() {
    assertThat(format.toLine(result(RowKind.INSERT, "a\"\n\ud83d\ude80", Timing.LATE, 3, true)))
        .asString(UTF_8)
        .contains("\"key\":\"a\\\"\\n\ud83d\ude80\"")
        .contains("\"timing\":\"LATE\",\"pane\":3,\"last\":true");
  }

  @Test
  void kafkaKeyIsKeyAndWindowSoThatTheNewestPaneStays() {
    WindowResult<Long> result = result(RowKind.UPDATE_AFTER, "i1", Timing.LATE, 2, false);

    KafkaRecord record = format.toKafka(result);

    assertThat(record.key())
        .asString(UTF_8)
        .isEqualTo(
            "{\"key\":\"i1\",\"window_start\":\"2026-01-01T10:00:00.000Z\","
                + "\"window_end\":\"2026-01-01T11:00:00.000Z\"}");
    assertThat(record.value()).isEqualTo(format.toLine(result));
    assertThat(record.headers()).isEmpty();
  }

  private static WindowResult<Long> result(
      RowKind op, String key, Timing timing, int pane, boolean last) {
    return new WindowResult<>(op, key, WINDOW, timing, pane, pane, last, 42L);
  }
}
