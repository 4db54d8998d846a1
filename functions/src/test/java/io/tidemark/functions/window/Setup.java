package io.tidemark.functions.window;

import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.Click;
import io.tidemark.functions.testing.DeductibleIds;
import io.tidemark.functions.testing.SortedIds;
import java.time.Duration;
import java.time.ZoneOffset;

/**
 * Everything that is set about some windows.
 *
 * @param shape where they begin and end
 * @param latenessMs the allowed lateness
 * @param triggers when there are panes
 * @param accumulation what panes say of those before them
 * @param isDeductible whether the aggregate is
 */
record Setup(
    Shape shape,
    long latenessMs,
    PaneTriggers triggers,
    Accumulation accumulation,
    boolean isDeductible) {

  sealed interface Shape {}

  /** Tumbling windows and sliding ones. */
  record Aligned(long sizeMs, long slideMs, WindowAlignment alignment) implements Shape {

    /** Aligned to the epoch, and moved by an offset. */
    Aligned(long sizeMs, long slideMs, long offsetMs) {
      this(sizeMs, slideMs, new WindowAlignment(Duration.ofMillis(offsetMs), ZoneOffset.UTC));
    }

    long offsetMs() {
      return alignment.offset().toMillis();
    }
  }

  /** Sessions with one gap. */
  record Sessions(long gapMs) implements Shape {}

  /** Sessions of records which say what the gap behind them is. */
  record OwnGaps() implements Shape {}

  /** The gap that a click's id says, as in {@code 17~250}. */
  static long gapOf(Click click) {
    return Long.parseLong(click.id().substring(click.id().indexOf('~') + 1));
  }

  Setup with(PaneTriggers paneTriggers) {
    return new Setup(shape, latenessMs, paneTriggers, accumulation, isDeductible);
  }

  Setup with(Shape otherShape) {
    return new Setup(otherShape, latenessMs, triggers, accumulation, isDeductible);
  }

  Setup with(Accumulation mode) {
    return new Setup(shape, latenessMs, triggers, mode, isDeductible);
  }

  Setup withLateness(long allowedLatenessMs) {
    return new Setup(shape, allowedLatenessMs, triggers, accumulation, isDeductible);
  }

  SortedIds aggregate() {
    return isDeductible ? new DeductibleIds() : new SortedIds();
  }

  Windowing<Click> windowing() {
    return windowing(EventTimeWindows.on(Windows.CLICKS));
  }

  /** The same with records that are added up before they are sent by their key. */
  Windowing<Click> preAggregated() {
    return windowing(EventTimeWindows.on(Windows.CLICKS, Click::key));
  }

  private Windowing<Click> windowing(EventTimeWindows<Click> clicks) {
    Windowing<Click> windowing;
    if (shape instanceof Aligned aligned) {
      windowing =
          clicks.sliding(
              Duration.ofMillis(aligned.sizeMs()),
              Duration.ofMillis(aligned.slideMs()),
              aligned.alignment());
    } else if (shape instanceof Sessions sessions) {
      windowing = clicks.session(Duration.ofMillis(sessions.gapMs()));
    } else {
      windowing = clicks.session(Setup::gapOf);
    }
    return windowing
        .allowedLateness(Duration.ofMillis(latenessMs))
        .triggers(triggers)
        .accumulation(accumulation);
  }

  Windows start(Backend backend) throws Exception {
    return Windows.of(windowing(), aggregate(), backend);
  }
}
