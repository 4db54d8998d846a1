package io.tidemark.jobs.kit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.ledger.Entry;
import io.tidemark.functions.ledger.LedgerCounts;
import io.tidemark.functions.ledger.LedgerRow;
import org.junit.jupiter.api.Test;

class LedgerFormatTest {

  private final LedgerFormat format = new LedgerFormat();

  @Test
  void columnsAreThoseOfTheContractInItsOrder() {
    LedgerCounts totals = new LedgerCounts();
    for (Entry entry : Entry.values()) {
      totals.add(entry, 1L << entry.ordinal());
    }
    totals.add(Entry.READ, 1_000_000_000_000L);

    assertThat(line(new LedgerRow(12, false, totals, false)))
        .isEqualTo(
            "{\"checkpoint\":12,\"final\":false,\"read\":1000000000001,\"on_time\":2,"
                + "\"late_refined\":4,\"late_partial\":8,\"late_dropped\":16,\"filtered\":32,"
                + "\"duplicate\":64,\"malformed\":128,\"future\":256,\"assigned\":512,"
                + "\"assigned_on_time\":1024,\"assigned_late_refined\":2048,"
                + "\"assigned_late_dropped\":4096,\"in_flight\":999999999491,\"balanced\":false}");
  }

  @Test
  void finalRowOfNothingIsBalancedZeros() {
    assertThat(line(new LedgerRow(1, true, new LedgerCounts(), true)))
        .startsWith("{\"checkpoint\":1,\"final\":true,\"read\":0,")
        .endsWith("\"in_flight\":0,\"balanced\":true}");
  }

  @Test
  void balanceThatIsNotKnownYetIsNull() {
    LedgerCounts totals = new LedgerCounts();
    totals.add(Entry.READ, 3);
    totals.add(Entry.ON_TIME, 1);

    assertThat(line(new LedgerRow(2, false, totals, null)))
        .endsWith("\"in_flight\":2,\"balanced\":null}");
  }

  @Test
  void kafkaGetsTheLineWithoutAKey() {
    LedgerRow row = new LedgerRow(1, true, new LedgerCounts(), true);

    assertThat(format.toKafka(row).key()).isNull();
    assertThat(format.toKafka(row).value()).isEqualTo(format.toLine(row));
    assertThat(format.toKafka(row).headers()).isEmpty();
  }

  private String line(LedgerRow row) {
    return new String(format.toLine(row), UTF_8);
  }
}
