package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidemark.functions.testing.Click;
import io.tidemark.functions.testing.JoinIds;
import io.tidemark.functions.testing.OperatorUnderTest;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.dag.Transformation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  @Test
  void aNegativeTriggerIsRefused() {
    Duration negative = Duration.ofNanos(-1);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PaneTriggers.NONE.withEarlyInterval(negative))
        .withMessage("a trigger cannot be negative");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PaneTriggers.NONE.withEarlyEventTime(negative));
    assertThatIllegalArgumentException().isThrownBy(() -> PaneTriggers.NONE.withEarlyCount(-1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PaneTriggers.NONE.withLateInterval(negative));
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
