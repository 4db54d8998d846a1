package io.tidemark.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class DrawTest {

  private static final List<Fault> ALL = List.of(Fault.values());

  @Test
  void aSeedDrawsTheSameRoundWhereverItStandsInARun() {
    ChaosSettings five = ChaosSettings.parse(List.of("--rounds", "5", "--seed", "7"));
    ChaosSettings one = ChaosSettings.parse(List.of("--rounds", "1", "--seed", "11"));
    assertThat(five.draw(4)).isEqualTo(one.draw(0));
  }

  @Test
  void seedsNextToEachOtherDrawAllFaults() {
    assertThat(
            LongStream.range(0, 60)
                .mapToObj(seed -> Draw.of(seed, ALL, null).fault())
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrderElementsOf(ALL);
  }

  @Test
  void loadIsDrawnOnlyIfItIsAskedFor() {
    assertThat(ChaosSettings.parse(List.of()).faults())
        .isEqualTo(Fault.THAT_BREAK)
        .doesNotContain(Fault.SLOW_SINK, Fault.BURST);
    assertThat(ChaosSettings.parse(List.of("--faults", "slow-sink,burst")).faults())
        .containsExactly(Fault.SLOW_SINK, Fault.BURST);
  }

  @Test
  void aMomentThatIsGivenChangesNothingElse() {
    Draw drawn = Draw.of(3, ALL, null);
    Draw given = Draw.of(3, ALL, Duration.ofSeconds(1));
    assertThat(given.moment()).isEqualTo(Duration.ofSeconds(1));
    assertThat(given.fault()).isEqualTo(drawn.fault());
    assertThat(given.down()).isEqualTo(drawn.down());
  }

  @Test
  void aPauseIsLongerThanClientsWait() {
    for (long seed = 0; seed < 100; seed++) {
      assertThat(Draw.of(seed, List.of(Fault.BROKER_PAUSE), null).down())
          .isGreaterThan(ChaosJob.TIMEOUT);
    }
  }
}
