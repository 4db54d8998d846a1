package io.tidemark.watermarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The operator behind a source that is scripted as Flink's behaves. */
class IdlenessOperatorTest {

  private static final WatermarkStatus IDLE = WatermarkStatus.IDLE;
  private static final WatermarkStatus ACTIVE = WatermarkStatus.ACTIVE;
  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Duration GRACE = Duration.ofSeconds(60);
  private static final Idleness IDLENESS = Idleness.after(TIMEOUT).withGrace(GRACE);

  /** The time of day by the clock, long after the events. */
  private static final long NOW = 1_000_000_000L;

  private OneInputStreamOperatorTestHarness<String, String> harness;

  private void start(Idleness idleness) throws Exception {
    harness = new OneInputStreamOperatorTestHarness<>(idleness.operator());
    harness.setProcessingTime(NOW);
    harness.open();
  }

  @AfterEach
  void stop() throws Exception {
    if (harness != null) {
      harness.close();
    }
  }

  /** What has come out since this was asked last. */
  private List<Object> out() {
    List<Object> out = List.copyOf(harness.getOutput());
    harness.getOutput().clear();
    return out;
  }

  private void sourceSays(WatermarkStatus status) throws Exception {
    harness.processWatermarkStatus(status);
  }

  private void event(String event, long time) throws Exception {
    harness.processElement(event, time);
  }

  private static StreamRecord<String> record(String event, long time) {
    return new StreamRecord<>(event, time);
  }

  private void pass(Duration time) throws Exception {
    harness.setProcessingTime(harness.getProcessingTime() + time.toMillis());
  }

  @Test
  void anActiveSourcePassesAsItIs() throws Exception {
    start(IDLENESS);
    event("a", 1);
    harness.processWatermark(0);
    pass(Duration.ofDays(1));
    event("b", 2);

    assertThat(out()).containsExactly(record("a", 1), new Watermark(0), record("b", 2));
  }

  @Test
  void activeComesBeforeTheRecordThatWakesIt() throws Exception {
    start(IDLENESS);
    sourceSays(IDLE);
    event("a", 1);
    event("b", 2);
    sourceSays(ACTIVE);
    harness.processWatermark(1);

    assertThat(out())
        .containsExactly(IDLE, ACTIVE, record("a", 1), record("b", 2), new Watermark(1));
  }

  @Test
  void aRecordWithoutATimestampWakesNothing() throws Exception {
    start(IDLENESS);
    sourceSays(IDLE);
    harness.processElement(new StreamRecord<>("none"));
    event("least", Long.MIN_VALUE);

    assertThat(out())
        .containsExactly(IDLE, new StreamRecord<>("none"), record("least", Long.MIN_VALUE));
  }

  @Test
  void whatWokeWithoutComingToAWatermarkIsIdleAgainWhenItIsSilent() throws Exception {
    start(IDLENESS);
    sourceSays(IDLE);
    event("a", 1);
    out();
    pass(TIMEOUT.minusMillis(1));
    assertThat(out()).isEmpty();
    pass(Duration.ofMillis(200));
    assertThat(out()).containsExactly(IDLE);

    event("b", 2);

    assertThat(out()).containsExactly(ACTIVE, record("b", 2));
  }

  @Test
  void whatWakesWithoutComingToAWatermarkIsIdleWhenTheGraceIsOver() throws Exception {
    start(IDLENESS);
    sourceSays(IDLE);
    out();
    for (int second = 0; second < GRACE.toSeconds(); second++) {
      event("e", second);
      assertThat(out()).doesNotContain(IDLE);
      pass(Duration.ofSeconds(1));
    }
    assertThat(out()).containsExactly(IDLE);

    // Its events wake nothing now.
    for (int second = 0; second < 100; second++) {
      event("e", second);
      pass(Duration.ofSeconds(1));
      assertThat(out()).containsExactly(record("e", second));
    }

    // The source's watermark does, which it says first.
    sourceSays(ACTIVE);
    harness.processWatermark(500);
    assertThat(out()).containsExactly(ACTIVE, new Watermark(500));
  }

  @Test
  void silenceGivesANewGrace() throws Exception {
    start(IDLENESS.withGrace(Duration.ZERO));
    sourceSays(IDLE);
    event("a", 1);
    pass(Duration.ofMillis(200));
    assertThat(out()).containsExactly(IDLE, ACTIVE, record("a", 1), IDLE);
    event("b", 2);
    assertThat(out()).containsExactly(record("b", 2));

    pass(TIMEOUT);
    event("c", 3);

    assertThat(out()).containsExactly(ACTIVE, record("c", 3));
  }

  @Test
  void whileTheSourceIsSilentTheWatermarkFollowsTheClock() throws Exception {
    start(IDLENESS.followingTheClock(Duration.ofSeconds(10)));
    harness.processWatermark(5);
    sourceSays(IDLE);
    assertThat(out()).containsExactly(new Watermark(5), IDLE);

    pass(Duration.ofMillis(200));
    assertThat(out()).containsExactly(ACTIVE, new Watermark(NOW - 10_000 + 200), IDLE);
    pass(Duration.ofMillis(200));
    assertThat(out()).containsExactly(ACTIVE, new Watermark(NOW - 10_000 + 400), IDLE);
  }

  @Test
  void aWatermarkThatIsAheadOfTheClockDoesNotGoBackToFollowIt() throws Exception {
    start(IDLENESS.followingTheClock(Duration.ofSeconds(10)));
    harness.processWatermark(NOW);
    sourceSays(IDLE);
    pass(Duration.ofSeconds(10));
    assertThat(out()).containsExactly(new Watermark(NOW), IDLE);

    pass(Duration.ofMillis(200));

    assertThat(out()).containsExactly(ACTIVE, new Watermark(NOW + 200), IDLE);
  }

  @Test
  void theSourcesOwnWatermarkCountsAgainWhenItHasPassedTheClocks() throws Exception {
    start(IDLENESS.followingTheClock(Duration.ZERO));
    sourceSays(IDLE);
    pass(Duration.ofMillis(200));
    assertThat(out()).containsExactly(IDLE, ACTIVE, new Watermark(NOW + 200), IDLE);

    event("a", NOW + 100);
    sourceSays(ACTIVE);
    harness.processWatermark(NOW + 99);
    harness.processWatermark(NOW + 201);

    assertThat(out()).containsExactly(ACTIVE, record("a", NOW + 100), new Watermark(NOW + 201));
  }

  @Test
  void theClockIsNotFollowedWhileEventsCome() throws Exception {
    start(IDLENESS.followingTheClock(Duration.ZERO));
    sourceSays(IDLE);
    event("a", 1);
    out();
    pass(TIMEOUT.minusMillis(1));
    assertThat(out()).isEmpty();

    pass(Duration.ofMillis(1));

    assertThat(out()).containsExactly(IDLE, ACTIVE, new Watermark(NOW + 30_000), IDLE);
  }

  @Test
  void aStreamThatEndsWhileItIsIdleSaysThatEventTimeHasEnded() throws Exception {
    start(IDLENESS);
    sourceSays(IDLE);
    out();

    // Flink hands the last watermark to the operator, and drops it further on.
    harness.endInput();

    assertThat(out()).containsExactly(ACTIVE, Watermark.MAX_WATERMARK);
  }

  @Test
  void itSaysSoOnceOnly() throws Exception {
    start(IDLENESS);
    harness.processWatermark(Watermark.MAX_WATERMARK);
    harness.endInput();

    assertThat(out()).containsExactly(Watermark.MAX_WATERMARK);
  }

  @Test
  void aStreamThatEndsBesideOthersIsIdleFromThenOn() throws Exception {
    start(IDLENESS.followingTheClock(Duration.ZERO).endingBeforeOthers());
    harness.processWatermark(5);
    harness.processWatermark(Watermark.MAX_WATERMARK);
    harness.endInput();
    pass(Duration.ofHours(1));

    assertThat(out()).containsExactly(new Watermark(5), IDLE);
  }

  @Test
  void aStreamOfABoundedJobIsNeverIdleAndFollowsNoClock() throws Exception {
    for (Idleness idleness :
        List.of(
            IDLENESS.inBoundedJob(),
            IDLENESS.inBoundedJob().followingTheClock(Duration.ZERO),
            IDLENESS.followingTheClock(Duration.ZERO).inBoundedJob())) {
      start(idleness);
      sourceSays(IDLE);
      pass(TIMEOUT);
      event("a", 1);
      pass(GRACE);
      sourceSays(ACTIVE);
      harness.processWatermark(0);
      sourceSays(IDLE);
      harness.endInput();

      assertThat(out()).containsExactly(record("a", 1), new Watermark(0), Watermark.MAX_WATERMARK);
      harness.close();
    }
  }

  @Test
  void withoutPeriodicWatermarksItLooksAtTheClockAllTheSame() throws Exception {
    harness = new OneInputStreamOperatorTestHarness<>(IDLENESS.operator());
    harness.getExecutionConfig().setAutoWatermarkInterval(0);
    harness.setProcessingTime(NOW);
    harness.open();
    sourceSays(IDLE);
    event("a", 1);
    out();

    pass(TIMEOUT.plusMillis(200));

    assertThat(out()).containsExactly(IDLE);
  }

  @Test
  void timesWithoutEndAreTimesLikeAnyOther() throws Exception {
    Duration forever = Duration.ofSeconds(Long.MAX_VALUE);
    start(Idleness.after(forever).withGrace(forever).followingTheClock(forever));
    sourceSays(IDLE);
    event("a", 1);
    pass(Duration.ofDays(1_000));

    assertThat(out()).containsExactly(IDLE, ACTIVE, record("a", 1));
  }

  @Test
  void whateverHappensWatermarksGoUpOnlyAndNoneIsSaidWhileIdle() throws Exception {
    Random random = new Random(13);
    for (int stream = 0; stream < 40; stream++) {
      Idleness idleness =
          Idleness.after(Duration.ofMillis(500 + random.nextInt(500)))
              .withGrace(Duration.ofMillis(random.nextInt(2_000)));
      start(random.nextBoolean() ? idleness.followingTheClock(Duration.ofSeconds(1)) : idleness);
      long sourceWatermark = NOW - 10_000;
      boolean sourceIdle = false;
      for (int step = 0; step < 200; step++) {
        switch (random.nextInt(4)) {
          case 0 -> event("e", NOW + step * 100L - random.nextInt(20_000));
          case 1 -> pass(Duration.ofMillis(random.nextInt(700)));
          case 2 -> {
            // As Flink's source: a watermark is preceded by ACTIVE.
            if (sourceIdle) {
              sourceSays(ACTIVE);
              sourceIdle = false;
            }
            sourceWatermark += 1 + random.nextInt(500);
            harness.processWatermark(sourceWatermark);
          }
          default -> {
            if (!sourceIdle) {
              sourceSays(IDLE);
              sourceIdle = true;
            }
          }
        }
      }
      harness.endInput();

      boolean idle = false;
      long last = Long.MIN_VALUE;
      for (Object element : out()) {
        if (element instanceof WatermarkStatus status) {
          assertThat(status.isIdle()).as("a status said twice").isNotEqualTo(idle);
          idle = status.isIdle();
        } else if (element instanceof Watermark mark) {
          assertThat(idle).isFalse();
          assertThat(mark.getTimestamp()).isGreaterThan(last);
          last = mark.getTimestamp();
        }
      }
      assertThat(last).isEqualTo(Long.MAX_VALUE);
      harness.close();
    }
  }

  @Test
  void timesThatAreNoneAreRefused() {
    Duration negative = Duration.ofMillis(-1);
    assertThatThrownBy(() -> Idleness.after(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("an idle timeout must be above zero: PT0S");
    assertThatThrownBy(() -> Idleness.after(negative)).hasMessageContaining("-0.001");
    assertThatThrownBy(() -> IDLENESS.withGrace(negative))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a grace cannot be negative: PT-0.001S");
    assertThatThrownBy(() -> IDLENESS.followingTheClock(negative))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a lag cannot be negative: PT-0.001S");
  }
}
