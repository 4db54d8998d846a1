package io.tidemark.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.local.chaos.Sent.Fate;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The oracle knows what must come out, and of nothing it says so. */
final class VerdictTest {

  @Test
  void whatTrafficSaysOfARecordIsWhatTheOracleCounts() {
    Traffic traffic = new Traffic(1, 1_000);
    Oracle oracle = new Oracle();
    long onTime = 0;
    for (int i = 0; i < 5_000; i++) {
      Sent sent = traffic.next();
      oracle.add(sent);
      onTime += sent.fate() == Fate.ON_TIME ? 1 : 0;
    }
    assertThat(oracle.sent()).isEqualTo(5_000);
    assertThat(oracle.windows().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(oracle.of(Fate.ON_TIME))
        .isEqualTo(onTime);
    for (Fate fate : Fate.values()) {
      assertThat(oracle.of(fate) > 0).as(fate.name()).isEqualTo(fate != Fate.LATE_DROPPED);
    }
  }

  @Test
  void theSameSeedIsTheSameTraffic() {
    Traffic one = new Traffic(5, 100);
    Traffic same = new Traffic(5, 100);
    for (int i = 0; i < 1_000; i++) {
      assertThat(new Content(one.next().value())).isEqualTo(new Content(same.next().value()));
    }
  }

  @Test
  void lateEventsAreForWindowsOfTheRoundBefore() {
    Traffic traffic = new Traffic(1, 1_000);
    traffic.next();
    long endOfFirst = traffic.end().get(0).timeMs();
    assertThat(traffic.late())
        .hasSize(Traffic.PARTITIONS)
        .allSatisfy(
            late -> {
              assertThat(late.timeMs()).isLessThan(endOfFirst);
              assertThat(new String(late.value(), StandardCharsets.UTF_8)).contains("\"hot\"");
            });
  }
}
