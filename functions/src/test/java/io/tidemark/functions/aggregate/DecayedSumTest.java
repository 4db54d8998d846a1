package io.tidemark.functions.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.functions.testing.RoundTrip;
import io.tidemark.functions.testing.TypeChecks;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.junit.jupiter.api.Test;

class DecayedSumTest {

  private static final long HALF_LIFE = 10_000;

  /** An event with a weight. */
  private record Weighted(long thousandths, long time) {
    DecayedSum sum() {
      return DecayedSum.of(thousandths, time, HALF_LIFE);
    }
  }

  @Test
  void aWeightIsHalvedInAHalfLifeAndDoubledInOneBefore() {
    DecayedSum sum = DecayedSum.of(3_000, 12_345, HALF_LIFE);

    assertThat(sum.at(12_345, HALF_LIFE)).isCloseTo(3, within(1e-12));
    assertThat(sum.at(22_345, HALF_LIFE)).isCloseTo(1.5, within(1e-12));
    assertThat(sum.at(2_345, HALF_LIFE)).isCloseTo(6, within(1e-12));
    assertThat(sum.at(12_345 + 1_000 * HALF_LIFE, HALF_LIFE)).isCloseTo(0, within(1e-290));
    assertThat(sum.at(12_345 + 1_000_000_000 * HALF_LIFE, HALF_LIFE)).isZero();
  }

  @Test
  void timesBeforeTheEpochAreTimesLikeAnyOther() {
    DecayedSum sum = DecayedSum.of(1_000, -15_000, HALF_LIFE);

    assertThat(sum.at(-15_000, HALF_LIFE)).isCloseTo(1, within(1e-12));
    assertThat(sum.at(5_000, HALF_LIFE)).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void isWhatTheFormulaSaysWhateverWayItIsPutTogether() {
    Random random = new Random(1);
    for (int round = 0; round < 200; round++) {
      List<Weighted> events = random(random, 1 + random.nextInt(40));
      long time = 2_000_000_000_000L + random.nextInt(1_000_000);
      double expected = 0;
      for (Weighted event : events) {
        expected +=
            event.thousandths / 1000.0 * Math.pow(2, -(time - event.time) / (double) HALF_LIFE);
      }
      double first = sum(random, events).at(time, HALF_LIFE);

      assertThat(first).isCloseTo(expected, within(Math.max(1, Math.abs(expected)) * 1e-12));
      for (int i = 0; i < 5; i++) {
        Collections.shuffle(events, random);
        // Not one bit is different.
        assertThat(sum(random, events).at(time, HALF_LIFE)).isEqualTo(first);
      }
    }
  }

  @Test
  void whatIsTakenOutLeavesNoTraceAndNoLength() {
    Random random = new Random(2);
    for (int round = 0; round < 200; round++) {
      List<Weighted> stay = random(random, 1 + random.nextInt(10));
      List<Weighted> go = random(random, 1 + random.nextInt(10));
      DecayedSum both = sum(random, stay).plus(sum(random, go));

      DecayedSum left = both.minus(sum(random, go));

      assertThat(left.events()).isEqualTo(stay.size());
      assertThat(left.at(2_000_000_500_000L, HALF_LIFE))
          .isEqualTo(sum(random, stay).at(2_000_000_500_000L, HALF_LIFE));
      assertThat(left.units().bitLength())
          .isLessThanOrEqualTo(sum(random, stay).units().bitLength());
    }
  }

  @Test
  void aTotalThatEventsComeIntoAndGoOutOfDoesNotGrow() {
    DecayedSum total = DecayedSum.ZERO;
    for (long period = 0; period < 10_000; period++) {
      total = total.plus(DecayedSum.of(1_000, period * HALF_LIFE + 7, HALF_LIFE));
      if (period >= 5) {
        total = total.minus(DecayedSum.of(1_000, (period - 5) * HALF_LIFE + 7, HALF_LIFE));
      }
    }
    assertThat(total.events()).isEqualTo(5);
    assertThat(total.units().bitLength()).isLessThan(80);
  }

  @Test
  void weightsThatCancelEachOtherAreNothingButEventsStill() {
    DecayedSum sum = DecayedSum.of(5_000, 3, HALF_LIFE).plus(DecayedSum.of(-5_000, 3, HALF_LIFE));

    assertThat(sum.at(99, HALF_LIFE)).isZero();
    assertThat(sum.events()).isEqualTo(2);
    assertThat(sum.plus(DecayedSum.of(1_000, 4_000_000_000_000L, HALF_LIFE)).events()).isEqualTo(3);
    assertThat(sum.minus(sum).events()).isZero();
  }

  @Test
  void itIsAPojoInSavepoints() throws Exception {
    TypeInformation<DecayedSum> type = TypeInformation.of(DecayedSum.class);
    DecayedSum sum = DecayedSum.of(-1_500, 1_700_000_000_123L, HALF_LIFE);

    TypeChecks.assertNoGenericPart(type);
    TypeChecks.assertRestoresAsItIs(type);
    assertThat(new RoundTrip<>(type).of(sum)).isEqualTo(sum);
  }

  private static List<Weighted> random(Random random, int n) {
    List<Weighted> events = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      long weight = (1 + random.nextInt(9)) * (random.nextInt(5) == 0 ? -125L : 1000L);
      events.add(new Weighted(weight, 2_000_000_000_000L + random.nextInt(600_000)));
    }
    return events;
  }

  /** One by one, or in parts. */
  private static DecayedSum sum(Random random, List<Weighted> events) {
    if (events.size() < 3 || random.nextBoolean()) {
      DecayedSum sum = DecayedSum.ZERO;
      for (Weighted event : events) {
        sum = sum.plus(event.sum());
      }
      return sum;
    }
    int middle = random.nextInt(events.size());
    return sum(random, events.subList(0, middle))
        .plus(sum(random, events.subList(middle, events.size())));
  }
}
