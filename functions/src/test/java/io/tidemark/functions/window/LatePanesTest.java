package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.Click;
import io.tidemark.functions.testing.SortedIds;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Late records that are batched for a second of processing time. Windows of 10 ms with 20 ms of
 * allowed lateness, if not said otherwise.
 */
@ParameterizedClass
@EnumSource(Backend.class)
class LatePanesTest {

  private static final EventTimeWindows<Click> CLICKS = EventTimeWindows.on(Windows.CLICKS);

  private final Backend backend;
  private Windows windows;

  LatePanesTest(Backend backend) {
    this.backend = backend;
  }

  @BeforeEach
  void start() throws Exception {
    start(CLICKS.tumbling(Duration.ofMillis(10)));
  }

  private void start(Windowing<Click> windowing) throws Exception {
    start(windowing, PaneTriggers.NONE.withLateInterval(Duration.ofSeconds(1)));
  }

  private void start(Windowing<Click> windowing, PaneTriggers triggers) throws Exception {
    if (windows != null) {
      windows.close();
    }
    windows =
        Windows.of(
            windowing.allowedLateness(Duration.ofMillis(20)).triggers(triggers),
            new SortedIds(),
            backend);
  }

  @AfterEach
  void nothingIsLeftAfterTheLastWindow() throws Exception {
    windows.watermark(Long.MAX_VALUE);
    assertThat(windows.stateEntries()).as("entries in state").isZero();
    assertThat(windows.timers()).as("timers").isZero();
    windows.close();
  }

  @Test
  void aPaneIsDueAnIntervalAfterTheFirstLateRecordSinceTheLastPane() throws Exception {
    windows.send("a", "1", 1);
    windows.watermark(9);
    assertThat(windows.panes()).containsExactly("+I a [0,10) ON_TIME 0: 1");

    windows.clock(300);
    windows.send("a", "2", 2);
    windows.clock(1200);
    windows.send("a", "3", 3);
    windows.clock(1299);
    assertThat(windows.panes()).isEmpty();
    windows.clock(1300);
    assertThat(windows.panes()).containsExactly("+U a [0,10) LATE 1: 1 2 3");

    windows.clock(5000);
    assertThat(windows.panes()).isEmpty();
    windows.send("a", "4", 4);
    windows.clock(6000);
    assertThat(windows.panes()).containsExactly("+U a [0,10) LATE 2: 1 2 3 4");
  }

  @Test
  void whatWaitsWhenTheWindowIsCleanedUpIsFlushedAsItsLastPane() throws Exception {
    windows.send("a", "1", 1);
    windows.watermark(9);
    windows.send("a", "2", 2);
    windows.watermark(28);
    assertThat(windows.panes()).containsExactly("+I a [0,10) ON_TIME 0: 1");
    windows.watermark(29);
    assertThat(windows.panes()).containsExactly("+U a [0,10) LATE 1 last: 1 2");
    windows.clock(1000);
    assertThat(windows.panes()).isEmpty();
  }

  @Test
  void nothingIsFlushedIfNothingWaits() throws Exception {
    windows.send("a", "1", 1);
    windows.watermark(9);
    windows.send("a", "2", 2);
    windows.clock(1000);
    windows.panes();
    windows.watermark(29);
    assertThat(windows.panes()).isEmpty();
  }

  @Test
  void aWindowFirstFilledWhenItIsCompleteWaitsForItsFirstPane() throws Exception {
    windows.watermark(9);
    windows.send("a", "1", 1);
    assertThat(windows.panes()).isEmpty();
    windows.clock(1000);
    assertThat(windows.panes()).containsExactly("+I a [0,10) LATE 0: 1");
  }

  @Test
  void eachSlidingWindowFlushesItsOwn() throws Exception {
    start(CLICKS.sliding(Duration.ofMillis(10), Duration.ofMillis(5)));
    windows.watermark(14);
    windows.send("a", "1", 7);
    assertThat(windows.panes()).isEmpty();
    windows.watermark(29);
    assertThat(windows.panes()).containsExactly("+I a [0,10) LATE 0 last: 1");
    windows.watermark(34);
    assertThat(windows.panes()).containsExactly("+I a [5,15) LATE 0 last: 1");
  }

  @Test
  void aMergedSessionIsDueWhenTheFirstOfItsPartsWas() throws Exception {
    start(CLICKS.session(Duration.ofMillis(10)));
    windows.watermark(24);
    windows.clock(100);
    windows.send("a", "1", 0);
    windows.clock(400);
    windows.send("a", "2", 15);
    windows.clock(700);
    windows.send("a", "3", 8);
    windows.clock(1099);
    assertThat(windows.panes()).isEmpty();
    windows.clock(1100);
    assertThat(windows.panes()).containsExactly("+I a [0,25) LATE 0: 1 2 3");
  }

  @Test
  void aSessionThatIsOpenAgainHasWhatWaitedInItsPaneOnTime() throws Exception {
    start(CLICKS.session(Duration.ofMillis(10)));
    windows.watermark(12);
    windows.send("a", "1", 0);
    windows.send("a", "2", 5);
    windows.clock(1000);
    assertThat(windows.panes()).isEmpty();
    windows.watermark(14);
    assertThat(windows.panes()).containsExactly("+I a [0,15) ON_TIME 0: 1 2");
  }

  @Test
  void whenALatePaneWasDueSaysNothingOfTheEarlyPaneOfASessionThatIsOpenAgain() throws Exception {
    start(
        CLICKS.session(Duration.ofMillis(10)),
        PaneTriggers.NONE
            .withLateInterval(Duration.ofSeconds(1))
            .withEarlyInterval(Duration.ofSeconds(1)));
    windows.watermark(12);
    windows.clock(500);
    windows.send("a", "1", 0);
    windows.clock(900);
    windows.send("a", "2", 5);
    windows.clock(1899);
    assertThat(windows.panes()).isEmpty();
    windows.clock(1900);
    assertThat(windows.panes()).containsExactly("+I a [0,15) EARLY 0: 1 2");
  }

  @Test
  void whatWaitsComesAfterARestore() throws Exception {
    windows.watermark(9);
    windows.send("a", "1", 1);
    windows.clock(900);
    windows.operator().restart();
    windows.clock(1000);
    assertThat(windows.panes()).containsExactly("+I a [0,10) LATE 0: 1");
  }
}
