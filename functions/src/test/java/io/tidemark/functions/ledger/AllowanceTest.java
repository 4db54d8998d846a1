package io.tidemark.functions.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AllowanceTest {

  private final Allowance allowance = new Allowance(10, 1_000);

  @Test
  void burstIsTakenUpToASecondsWorth() {
    assertThat(takenAt(1_000, 25)).isEqualTo(10);
  }

  @Test
  void whatTimeAllowsIsTakenHoweverMuchComes() {
    takenAt(1_000, 25);

    assertThat(LongStream.rangeClosed(1_001, 3_000).map(now -> takenAt(now, 5)).sum())
        .isEqualTo(20);
  }

  @Test
  void longPauseSavesUpNoMoreThanASecondsWorth() {
    takenAt(1_000, 25);

    assertThat(takenAt(1_000_000, 25)).isEqualTo(10);
  }

  @Test
  void clockThatGoesBackAllowsNothing() {
    takenAt(1_000, 25);

    assertThat(takenAt(500, 5)).isZero();
  }

  private long takenAt(long nowMs, int events) {
    return LongStream.range(0, events).filter(event -> allowance.take(nowMs)).count();
  }
}
