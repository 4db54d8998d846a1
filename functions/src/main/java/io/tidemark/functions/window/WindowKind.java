package io.tidemark.functions.window;

import java.time.Duration;
import java.time.ZoneOffset;

/** Where windows begin and end. */
sealed interface WindowKind<IN> {

  /** The operator for windows of this kind. */
  <ACC, OUT> WindowOperator<IN, ACC, OUT> operator(WindowSpec<IN, ACC, OUT> spec);

  /** The kind in words, the same for the same windows: states are recognized by it. */
  String describe();

  /** Tumbling windows, and sliding ones. */
  record Aligned<IN>(Duration size, Duration slide, WindowAlignment alignment)
      implements WindowKind<IN> {

    @Override
    public <ACC, OUT> WindowOperator<IN, ACC, OUT> operator(WindowSpec<IN, ACC, OUT> spec) {
      WindowGrid grid = new WindowGrid(size, slide, alignment);
      // An early pane needs to know what has changed in a window since its last one: no slice does.
      return size.equals(slide) || spec.triggers().isEarly()
          ? new EachWindowOperator<>(grid, spec)
          : new SlicedWindowOperator<>(grid, spec);
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
  }
}
