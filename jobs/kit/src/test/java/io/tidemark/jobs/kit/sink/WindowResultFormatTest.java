package io.tidemark.jobs.kit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.window.Accumulation;
import io.tidemark.functions.window.Timing;
import io.tidemark.functions.window.WindowBounds;
import io.tidemark.functions.window.WindowResult;
import io.tidemark.jobs.kit.sink.OutputFormat.KafkaRecord;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WindowResultFormatTest {

  private static final WindowBounds WINDOW =
      new WindowBounds(1_767_261_600_000L, 1_767_265_200_000L);

  private static final String KEY =
      "{\"key\":\"i1\",\"window_start\":\"2026-01-01T10:00:00.000Z\","
          + "\"window_end\":\"2026-01-01T11:00:00.000Z\"";

  private final WindowResultFormat<Long> format = format(Accumulation.RETRACTING);

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

  @ParameterizedTest
  @CsvSource({
    "DISCARDING,   INSERT",
    "ACCUMULATING, INSERT",
    "ACCUMULATING, UPDATE_AFTER",
    "RETRACTING,   INSERT",
    "RETRACTING,   UPDATE_AFTER",
  })
  void rowThatSaysWhatAWindowHasIsWrittenEverywhere(Accumulation accumulation, RowKind op) {
    WindowResult<Long> row = result(op, "i1", Timing.LATE, 2, false);
    WindowResultFormat<Long> written = format(accumulation);

    assertThat(written.toLine(row)).asString(UTF_8).endsWith("\"sum\":42}");
    assertThat(written.toKafka(row).value()).isEqualTo(written.toLine(row));
    assertThat(written.toUpsert(row).value()).isEqualTo(written.toLine(row));
    assertThat(written.toUpsert(row).key()).isEqualTo(written.toKafka(row).key());
    assertThat(written.toKafka(row).headers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"UPDATE_BEFORE", "DELETE"})
  void rowThatTakesBackIsAFullRowForWhoeverReadsAllRows(RowKind op) {
    WindowResult<Long> row = result(op, "i1", Timing.LATE, 2, false);

    assertThat(format.toLine(row)).asString(UTF_8).endsWith("\"sum\":42}");
    assertThat(format.toKafka(row).value()).isEqualTo(format.toLine(row));
    assertThat(format.toKafka(row).key()).asString(UTF_8).isEqualTo(KEY + "}");
  }

  @ParameterizedTest
  @CsvSource({"UPDATE_BEFORE", "DELETE"})
  void rowThatTakesBackIsNotWrittenWhereRowsAccumulate(RowKind op) {
    WindowResult<Long> row = result(op, "i1", Timing.LATE, 2, false);
    WindowResultFormat<Long> accumulating = format(Accumulation.ACCUMULATING);

    assertThat(accumulating.toLine(row)).isNull();
    assertThat(accumulating.toKafka(row)).isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"ACCUMULATING", "RETRACTING"})
  void inAnUpsertTopicTheNewRowIsEnoughToReplaceTheOldOne(Accumulation accumulation) {
    assertThat(
            format(accumulation)
                .toUpsert(result(RowKind.UPDATE_BEFORE, "i1", Timing.LATE, 2, false)))
        .isNull();
  }

  @ParameterizedTest
  @EnumSource(names = {"ACCUMULATING", "RETRACTING"})
  void inAnUpsertTopicADeletedSessionIsATombstoneEvenIfItsValueIsNotKnown(
      Accumulation accumulation) {
    WindowResult<Long> deletion =
        new WindowResult<>(RowKind.DELETE, "i1", WINDOW, Timing.LATE, 2, 2, true, null);

    KafkaRecord tombstone = format(accumulation).toUpsert(deletion);

    assertThat(tombstone.key()).asString(UTF_8).isEqualTo(KEY + "}");
    assertThat(tombstone.value()).isNull();
    assertThat(tombstone.headers()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"ACCUMULATING", "RETRACTING"})
  void kafkaKeyIsKeyAndWindowSoThatTheNewestPaneStays(Accumulation accumulation) {
    WindowResult<Long> row = result(RowKind.UPDATE_AFTER, "i1", Timing.LATE, 2, false);

    assertThat(format(accumulation).toKafka(row).key()).asString(UTF_8).isEqualTo(KEY + "}");
  }

  @Test
  void kafkaKeyOfAShareHasThePaneTooSoThatNoneReplacesAnother() {
    WindowResult<Long> share = result(RowKind.INSERT, "i1", Timing.LATE, 2, false);

    assertThat(format(Accumulation.DISCARDING).toUpsert(share).key())
        .asString(UTF_8)
        .isEqualTo(KEY + ",\"pane\":2}");
  }

  private static WindowResultFormat<Long> format(Accumulation accumulation) {
    return new WindowResultFormat<>(accumulation, (sum, json) -> json.writeNumberField("sum", sum));
  }

  private static WindowResult<Long> result(
      RowKind op, String key, Timing timing, int pane, boolean last) {
    return new WindowResult<>(op, key, WINDOW, timing, pane, pane, last, 42L);
  }
}
