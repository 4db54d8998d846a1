package io.tidemark.watermarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClockSkewTest {

  private static final long NOON = 1_767_268_800_000L;
  private static final Duration LEAST = Duration.ofSeconds(2);
  private static final Duration MOST = Duration.ofDays(1);

  private final ClockSkew skew = new ClockSkew(LEAST, MOST);

  /**
   * A phone sends an event of right now.
   *
   * @param aheadMs how far the phone's clock is ahead of the collector's
   * @return how far the corrected time is behind the true one
   */
  private long correctedOff(String phone, long trueTime, long aheadMs, long onTheWayMs) {
    long said = trueTime + aheadMs;
    return skew.corrected(phone, said, said, trueTime + onTheWayMs) - trueTime;
  }

  @Test
  void aClockThatIsAheadOrBehindIsSetRightUpToTheTimeOnTheWay() {
    assertThat(correctedOff("ahead", NOON, 60_000, 80)).isEqualTo(80);
    assertThat(correctedOff("behind", NOON, -60_000, 80)).isEqualTo(80);
  }

  @Test
  void whatAnEventWaitedOnTheDeviceIsNoSkew() {
    // It happened an hour before it was sent, by a clock ten minutes ahead.
    long corrected = skew.corrected("p", NOON + 600_000, NOON + 4_200_000, NOON + 3_600_000 + 50);

    assertThat(corrected).isEqualTo(NOON + 50);
  }

  @Test
  void theLeastOfTheLastEightDifferencesCounts() {
    assertThat(correctedOff("p", NOON, 60_000, 100)).isEqualTo(100);
    for (int i = 1; i <= 7; i++) {
      assertThat(correctedOff("p", NOON + i, 60_000, 5_000)).isEqualTo(100);
    }
    assertThat(correctedOff("p", NOON + 8, 60_000, 4_000)).isEqualTo(4_000);
    assertThat(correctedOff("p", NOON + 9, 60_000, 50)).isEqualTo(50);
  }

  @Test
  void aClockThatWasSetRightIsBelievedAfterEightEventsAtTheLatest() {
    correctedOff("p", NOON, 60_000, 100);
    for (int i = 1; i <= 7; i++) {
      correctedOff("p", NOON + i, 0, 100);
    }
    assertThat(correctedOff("p", NOON + 8, 0, 100)).isZero();
  }

  @Test
  void constantSkewAndAnyDelaysLeaveNoMoreThanTheLeastDelay() {
    Random random = new Random(11);
    for (int phone = 0; phone < 2_000; phone++) {
      long sign = random.nextBoolean() ? 1 : -1;
      long aheadMs = sign * (4_000 + (long) (random.nextDouble() * 80_000_000));
      long[] lastDelays = new long[8];
      Arrays.fill(lastDelays, Long.MAX_VALUE);
      for (int i = 0; i < 50; i++) {
        // Mostly quick, at times minutes; the quick ones are below the least skew.
        long delay = random.nextInt(6) > 0 ? random.nextInt(1_900) : random.nextInt(300_000);
        lastDelays[i % 8] = delay;
        long leastDelay = Arrays.stream(lastDelays).min().getAsLong();

        long off = correctedOff("p" + phone, NOON + i * 1_000L, aheadMs, delay);

        // Where slow ways alone hide the skew, it is left as it was.
        boolean corrected = Math.abs(leastDelay - aheadMs) > LEAST.toMillis();
        assertThat(off).isEqualTo(corrected ? leastDelay : aheadMs);
      }
    }
  }

  @Test
  void aRightClockIsLeftAloneHoweverLongEventsTake() {
    Random random = new Random(12);
    assertThat(correctedOff("p", NOON, 0, 700)).isZero();
    for (int i = 1; i < 1_000; i++) {
      long delay = i % 7 == 0 ? random.nextInt(2_000) : random.nextInt(600_000);
      assertThat(correctedOff("p", NOON + i, 0, delay)).isZero();
    }
  }

  @Test
  void bothLimitsAreWithinWhatTheySay() {
    assertThat(correctedOff("a", NOON, -2_000, 0)).isEqualTo(-2_000);
    assertThat(correctedOff("b", NOON, -2_001, 0)).isZero();
    assertThat(correctedOff("c", NOON, 2_000, 0)).isEqualTo(2_000);
    assertThat(correctedOff("d", NOON, 2_001, 0)).isZero();
    assertThat(correctedOff("e", NOON, MOST.toMillis(), 0)).isZero();
    assertThat(correctedOff("f", NOON, MOST.toMillis() + 1, 0)).isEqualTo(86_400_001);
    assertThat(correctedOff("g", NOON, -MOST.toMillis(), 0)).isZero();
    assertThat(correctedOff("h", NOON, -MOST.toMillis() - 1, 0)).isEqualTo(-86_400_001);
  }

  @Test
  void oneBrokenSentTimeDoesNotUndoWhatIsKnownOfADevice() {
    assertThat(correctedOff("p", NOON, 60_000, 100)).isEqualTo(100);

    // Sent in the year 2100, and before the epoch: of a clock that is a minute ahead.
    assertThat(skew.corrected("p", NOON + 60_000, 4_102_444_800_000L, NOON)).isEqualTo(NOON + 100);
    assertThat(skew.corrected("p", NOON + 60_000, -1, NOON)).isEqualTo(NOON + 100);

    for (int i = 0; i < 20; i++) {
      assertThat(correctedOff("p", NOON + i, 60_000, 200)).isBetween(100L, 200L);
    }
  }

  @Test
  void aDeviceWithoutANameIsJudgedByTheOneEvent() {
    assertThat(correctedOff(null, NOON, 60_000, 100)).isEqualTo(100);
    assertThat(correctedOff(null, NOON, 60_000, 5_000)).isEqualTo(5_000);
    assertThat(correctedOff(null, NOON, 0, 1_000)).isZero();
    assertThat(correctedOff(null, NOON, 2 * MOST.toMillis(), 0)).isEqualTo(2 * MOST.toMillis());
  }

  @Test
  void devicesDoNotShareASkew() {
    correctedOff("a", NOON, 60_000, 0);

    assertThat(correctedOff("b", NOON, -60_000, 500)).isEqualTo(500);
  }

  @Test
  void theDeviceNotHeardOfForLongestIsForgotten() {
    correctedOff("old", NOON, 60_000, 10);
    correctedOff("kept", NOON, 60_000, 10);
    for (int i = 0; i < 49_998; i++) {
      correctedOff("p" + i, NOON, 60_000, 10);
    }
    assertThat(correctedOff("kept", NOON, 60_000, 900)).isEqualTo(10);

    correctedOff("one more", NOON, 60_000, 10);

    assertThat(correctedOff("kept", NOON, 60_000, 900)).isEqualTo(10);
    assertThat(correctedOff("old", NOON, 60_000, 900)).isEqualTo(900);
  }

  @Test
  void timesAtTheEndsOfTimeWrapAroundNowhere() {
    ClockSkew any = new ClockSkew(Duration.ZERO, ChronoUnit.FOREVER.getDuration());
    assertThat(any.corrected(null, -NOON, Long.MAX_VALUE, 0)).isEqualTo(Long.MIN_VALUE);
    assertThat(any.corrected(null, Long.MAX_VALUE - 5, 0, 10)).isEqualTo(Long.MAX_VALUE);
    assertThat(any.corrected(null, Long.MIN_VALUE + 5, 10, 0)).isEqualTo(Long.MIN_VALUE);
    // An unbelievable difference, not one that has wrapped around to be a small one.
    assertThat(skew.corrected("p", NOON, Long.MIN_VALUE + 1, Long.MAX_VALUE)).isEqualTo(NOON);
    assertThat(skew.corrected("p", NOON, Long.MAX_VALUE, Long.MIN_VALUE + 1)).isEqualTo(NOON);
  }

  @Test
  void limitsThatContradictEachOtherAreRefused() {
    assertThatThrownBy(() -> new ClockSkew(MOST, LEAST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no skew is between PT24H and PT2S");
    assertThatThrownBy(() -> new ClockSkew(Duration.ofMillis(-1), MOST))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
