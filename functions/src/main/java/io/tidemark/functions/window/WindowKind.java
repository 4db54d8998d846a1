package io.tidemark.functions.window;

import java.time.Duration;
import java.time.ZoneOffset;

/** Where windows begin and end. */
sealed interface WindowKind<IN> {

  /** The operator for windows of this kind. */
  <ACC, OUT> WindowOperator<IN, ACC, OUT> operator(WindowSpec<IN, ACC, OUT> spec);

  /** What adds records up before they are sent to that operator. */
  <ACC> PreAggregator<IN, ACC> preAggregator(PreAggregationSpec<IN, ACC> spec);

  /** The same windows over what comes from there. */
  <ACC> WindowKind<Contribution<IN, ACC>> ofContributions();

  /** The windows in words, the same for the same windows: states are recognized by them. */
  String describe();

  /** Tumbling windows, and sliding ones. */
  record Aligned<IN>(Duration size, Duration slide, WindowAlignment alignment)
      implements WindowKind<IN> {

    @Override
    public <ACC, OUT> WindowOperator<IN, ACC, OUT> operator(WindowSpec<IN, ACC, OUT> spec) {
      WindowGrid grid = new WindowGrid(size, slide, alignment);
      return isSliced(spec.triggers(), spec.accumulation())
          ? new SlicedWindowOperator<>(grid, spec)
          : new EachWindowOperator<>(grid, spec);
    }

    @Override
    public <ACC> PreAggregator<IN, ACC> preAggregator(PreAggregationSpec<IN, ACC> spec) {
      return new SlicePreAggregator<>(new WindowGrid(size, slide, alignment), spec);
    }

    @Override
    public <ACC> WindowKind<Contribution<IN, ACC>> ofContributions() {
      return new Aligned<>(size, slide, alignment);
    }

    /**
     * What came into a window since its last pane, no slice can tell: neither how much, nor what it
     * adds up to, nor that it was nothing.
     */
    private boolean isSliced(PaneTriggers triggers, Accumulation accumulation) {
      return !size.equals(slide)
          && triggers.earlyCount() == 0
          && triggers.earlyEventTime().isZero()
          && !(triggers.isEarly() && accumulation == Accumulation.DISCARDING);
    }

    @Override
    public String describe() {
      return (size.equals(slide)
              ? "tumbling windows of " + size
              : "sliding windows of " + size + " each " + slide)
          + (alignment.offset().isZero() ? "" : " offset by " + alignment.offset())
          + (alignment.zone().equals(ZoneOffset.UTC) ? "" : " in " + alignment.zone());
    }
  }

  /**
   * Sessions.
   *
   * @param gap the gap behind a record
   * @param describe the kind in words
   */
  record Sessions<IN>(SessionGap<IN> gap, String describe) implements WindowKind<IN> {

    @Override
    public <ACC, OUT> WindowOperator<IN, ACC, OUT> operator(WindowSpec<IN, ACC, OUT> spec) {
      return new SessionWindowOperator<>(gap, spec);
    }

    @Override
    public <ACC> PreAggregator<IN, ACC> preAggregator(PreAggregationSpec<IN, ACC> spec) {
      return new SessionPreAggregator<>(gap, spec);
    }

    @Override
    public <ACC> WindowKind<Contribution<IN, ACC>> ofContributions() {
      return new Sessions<>(Contribution.gap(gap), describe);
    }
  }
}
