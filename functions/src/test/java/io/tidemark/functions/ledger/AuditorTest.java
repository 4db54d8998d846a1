package io.tidemark.functions.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.testing.OperatorUnderTest;
import io.tidemark.functions.testing.OperatorUnderTest.Snapshot;
import io.tidemark.functions.testing.RoundTrip;
import io.tidemark.functions.testing.TypeChecks;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditorTest {

  private OperatorUnderTest<LedgerCounts, LedgerRow> auditor;

  @BeforeEach
  void start() throws Exception {
    auditor = auditor(true);
  }

  private static OperatorUnderTest<LedgerCounts, LedgerRow> auditor(boolean alignedBarriers)
      throws Exception {
    return OperatorUnderTest.start(
        OperatorUnderTest.streamOf(TypeInformation.of(LedgerCounts.class))
            .transform("audit", TypeInformation.of(LedgerRow.class), new Auditor(alignedBarriers)));
  }

  @AfterEach
  void stop() throws Exception {
    auditor.close();
  }

  private void tell(Entry entry, long n) throws Exception {
    auditor.send(counts(entry, n), 0);
  }

  private static LedgerCounts counts(Entry entry, long n) {
    LedgerCounts counts = new LedgerCounts();
    counts.add(entry, n);
    return counts;
  }

  /** The rows since the last call, such as {@code 12 final: read=3 on_time=3; balanced true}. */
  private List<String> rows() {
    return auditor.results().stream()
        .map(
            row ->
                String.format(
                    "%d%s: %s; balanced %s",
                    row.checkpoint(), row.isFinal() ? " final" : "", row.totals(), row.balanced()))
        .toList();
  }

  @Test
  void eachCheckpointHasARowOfItsTotals() throws Exception {
    tell(Entry.READ, 3);
    tell(Entry.ON_TIME, 2);
    tell(Entry.MALFORMED, 1);
    assertThat(rows()).isEmpty();

    auditor.beforeBarrier(7);
    assertThat(rows()).containsExactly("7: read=3 on_time=2 malformed=1; balanced true");

    tell(Entry.ON_TIME, 4);
    tell(Entry.READ, 4);
    auditor.beforeBarrier(8);
    auditor.beforeBarrier(9);
    assertThat(rows())
        .containsExactly(
            "8: read=7 on_time=6 malformed=1; balanced true",
            "9: read=7 on_time=6 malformed=1; balanced true");
  }

  @Test
  void anOutcomeThatIsMissingShowsAndSoDoesAReadThatIsMissing() throws Exception {
    tell(Entry.READ, 3);
    tell(Entry.ON_TIME, 2);
    auditor.beforeBarrier(1);
    assertThat(rows()).containsExactly("1: read=3 on_time=2; balanced false");

    tell(Entry.ON_TIME, 2);
    auditor.beforeBarrier(2);
    assertThat(rows()).containsExactly("2: read=3 on_time=4; balanced false");

    tell(Entry.READ, 1);
    auditor.beforeBarrier(3);
    assertThat(rows()).containsExactly("3: read=4 on_time=4; balanced true");
  }

  @Test
  void theEndHasAFinalRowAndNoOtherFollows() throws Exception {
    tell(Entry.READ, 1);
    auditor.beforeBarrier(5);
    tell(Entry.FILTERED, 1);
    auditor.results();
    auditor.endInput();
    assertThat(rows()).containsExactly("6 final: read=1 filtered=1; balanced true");

    auditor.beforeBarrier(6);
    assertThat(rows()).isEmpty();
  }

  @Test
  void anInputThatEndsBeforeTheFirstCheckpointHasItsFinalRow() throws Exception {
    tell(Entry.READ, 1);
    tell(Entry.FUTURE, 1);
    auditor.endInput();
    assertThat(rows()).containsExactly("1 final: read=1 future=1; balanced true");
  }

  @Test
  void totalsGoOnAfterARestore() throws Exception {
    tell(Entry.READ, 2);
    tell(Entry.ON_TIME, 2);
    auditor.beforeBarrier(11);
    Snapshot snapshot = auditor.snapshot();
    tell(Entry.READ, 100);
    auditor.beforeBarrier(12);
    auditor.results();

    auditor.restore(snapshot, 1);
    assertThat(accumulator(Entry.READ)).isEqualTo(2);
    tell(Entry.READ, 1);
    tell(Entry.DUPLICATE, 1);
    auditor.endInput();
    assertThat(rows()).containsExactly("12 final: read=3 on_time=2 duplicate=1; balanced true");
  }

  @Test
  void theTotalsAreTheJobsAccumulators() throws Exception {
    tell(Entry.READ, 2);
    tell(Entry.READ, 3);
    tell(Entry.LATE_DROPPED, 1);
    assertThat(accumulator(Entry.READ)).isEqualTo(5);
    assertThat(accumulator(Entry.LATE_DROPPED)).isEqualTo(1);
    assertThat(accumulator(Entry.FUTURE)).isEqualTo(0);
  }

  private long accumulator(Entry entry) {
    return auditor
        .harness()
        .getOperator()
        .getRuntimeContext()
        .<Long, Long>getAccumulator("ledger." + entry.column())
        .getLocalValue();
  }

  @Test
  void whereBarriersOvertakeRecordsOnlyTheFinalRowCanTell() throws Exception {
    auditor.close();
    auditor = auditor(false);
    tell(Entry.READ, 3);
    tell(Entry.ON_TIME, 2);
    auditor.beforeBarrier(1);
    tell(Entry.ON_TIME, 1);
    auditor.beforeBarrier(2);
    auditor.endInput();
    assertThat(rows())
        .containsExactly(
            "1: read=3 on_time=2; balanced null",
            "2: read=3 on_time=3; balanced null",
            "3 final: read=3 on_time=3; balanced true");
  }

  @Test
  void aRowArrivesWhole() throws Exception {
    TypeInformation<LedgerRow> type = TypeInformation.of(LedgerRow.class);
    TypeChecks.assertNoGenericPart(type);
    TypeChecks.assertRestoresAsItIs(type);
    for (Boolean balanced : new Boolean[] {true, false, null}) {
      LedgerRow row =
          new LedgerRow(12, balanced == null, counts(Entry.ASSIGNED_LATE_DROPPED, 3), balanced);
      assertThat(new RoundTrip<>(type).of(row)).isEqualTo(row);
    }
  }
}
