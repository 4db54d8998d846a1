package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.Click;
import io.tidemark.functions.testing.JoinIds;
import io.tidemark.functions.testing.OperatorUnderTest;
import io.tidemark.functions.testing.SortedIds;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventTimeWindowsTest {

  private static EventTimeWindows<Click> clicks() {
    return EventTimeWindows.on(
        OperatorUnderTest.streamOf(TypeInformation.of(Click.class)).keyBy(Click::key));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0001S"})
  void aSizeThatIsNotAboveZeroIsRefused(Duration size) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clicks().tumbling(size))
        .withMessage("a window's size must be above zero, not " + size);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0001S"})
  void aSlideThatIsNotAboveZeroIsRefused(Duration slide) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clicks().sliding(Duration.ofMinutes(1), slide))
        .withMessage("a window's slide must be above zero, not " + slide);
  }

  @Test
  void theSizeOfSlidingWindowsIsJudgedBeforeTheirSlide() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clicks().sliding(Duration.ZERO, Duration.ZERO))
        .withMessage("a window's size must be above zero, not PT0S");
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1M0.001S", "PT2M"})
  void aSlideThatIsLargerThanTheSizeIsRefused(Duration slide) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clicks().sliding(Duration.ofMinutes(1), slide))
        .withMessage("with a slide of %s events between windows of PT1M would be in none", slide);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT0S", "PT-1S", "PT0.0001S"})
  void aGapThatIsNotAboveZeroIsRefused(Duration gap) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clicks().session(gap))
        .withMessage("a session's gap must be above zero, not " + gap);
  }

  static List<Function<Duration, PaneTriggers>> triggers() {
    return List.of(
        PaneTriggers.NONE::withEarlyInterval,
        PaneTriggers.NONE::withEarlyEventTime,
        PaneTriggers.NONE::withLateInterval);
  }

  @ParameterizedTest
  @MethodSource("triggers")
  void aTriggerThatIsNegativeOrNotAMillisecondIsRefused(Function<Duration, PaneTriggers> trigger) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trigger.apply(Duration.ofNanos(-1)))
        .withMessage("a trigger cannot be negative: PT-0.000000001S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> trigger.apply(Duration.ofNanos(999_999)))
        .withMessage("a trigger is at least a millisecond, not PT0.000999999S");
  }

  @Test
  void aNegativeCountIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PaneTriggers.NONE.withEarlyCount(-1))
        .withMessage("a trigger cannot be negative: -1");
  }

  @Test
  void recordsWithoutTimestampsFailTheJob() throws Exception {
    for (Windowing<Click> windowing :
        List.of(
            clicks().tumbling(Duration.ofMinutes(1)),
            clicks().sliding(Duration.ofMinutes(2), Duration.ofMinutes(1)),
            clicks().session(Duration.ofMinutes(1)))) {
      try (Windows windows = Windows.of(windowing, new SortedIds(), Backend.HASHMAP)) {
        StreamRecord<Click> record = new StreamRecord<>(new Click("a", "1"));
        assertThatIllegalStateException()
            .isThrownBy(() -> windows.operator().harness().processElement(record))
            .withMessageEndingWith(
                ": records have no timestamps; does the stream have a watermark strategy?");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT-1S", "PT-0.000000001S"})
  void aNegativeLatenessIsRefused(Duration lateness) {
    Windowing<Click> windows = clicks().tumbling(Duration.ofMinutes(1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> windows.allowedLateness(lateness))
        .withMessage("allowed lateness cannot be negative: " + lateness);
  }

  @Test
  void theOperatorHasTheGivenNameAndId() {
    WindowedStreams<Click, String> streams =
        clicks().tumbling(Duration.ofMinutes(1)).aggregate(new JoinIds(), "counts");
    Transformation<?> operator = streams.results().getTransformation();
    assertThat(operator.getName()).isEqualTo("counts");
    assertThat(operator.getUid()).isEqualTo("counts");
  }
}
