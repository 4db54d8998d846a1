package io.tidemark.functions.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class LedgerGaugesTest {

  private final Map<String, Gauge<?>> registered = new HashMap<>();
  private final LedgerCounts totals = new LedgerCounts();

  private LedgerGauges register() {
    LedgerGauges gauges = new LedgerGauges(totals);
    gauges.register(new Recording(""));
    return gauges;
  }

  private final class Recording extends UnregisteredMetricsGroup {
    private final String prefix;

    Recording(String prefix) {
      this.prefix = prefix;
    }

    @Override
    public MetricGroup addGroup(String name) {
      return new Recording(prefix + name + ".");
    }

    @Override
    public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
      registered.put(prefix + name, gauge);
      return gauge;
    }
  }

  private Object value(String column) {
    return registered.get("eventtime.ledger." + column).getValue();
  }

  @Test
  void everyColumnIsShownAndSoIsTheBalance() {
    register();
    assertThat(registered).hasSize(Entry.values().length + 1);
    for (Entry entry : Entry.values()) {
      assertThat(value(entry.column())).isEqualTo(0L);
    }
    assertThat(value("balanced")).isEqualTo(Double.NaN);
  }

  @Test
  void onlyWhatACompletedCheckpointHoldsIsShown() {
    LedgerGauges gauges = register();
    totals.add(Entry.READ, 3);
    gauges.begun(1, totals.copy(), true);
    totals.add(Entry.READ, 4);
    gauges.begun(2, totals.copy(), false);
    totals.add(Entry.READ, 5);
    gauges.begun(3, totals.copy(), true);
    assertThat(value("read")).isEqualTo(0L);

    gauges.completed(2);
    assertThat(value("read")).isEqualTo(7L);
    assertThat(value("balanced")).isEqualTo(0.0);
    gauges.completed(1);
    assertThat(value("read")).as("an older one").isEqualTo(7L);
    gauges.completed(3);
    assertThat(value("read")).isEqualTo(12L);
    assertThat(value("balanced")).isEqualTo(1.0);
  }

  @Test
  void aJobThatFailsGoesOnFromTheNumbersItHadShown() {
    totals.add(Entry.READ, 3);
    LedgerGauges gauges = register();
    totals.add(Entry.READ, 4);
    gauges.begun(8, totals.copy(), true);
    gauges.completed(8);
    Object shown = value("read");

    // It is restored from that checkpoint.
    register();
    assertThat(value("read")).isEqualTo(shown).isEqualTo(7L);
  }

  @Test
  void whatIsInFlightLeavesTheBalanceOpen() {
    LedgerGauges gauges = register();
    gauges.begun(1, totals.copy(), null);
    gauges.completed(1);
    assertThat(value("balanced")).isEqualTo(Double.NaN);
  }
}
