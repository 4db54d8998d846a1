package io.tidemark.local.doctor;

import java.util.Optional;

/** The watermark is ahead of the clock: whatever happens now is late. */
final class PoisonedWatermark implements Check {

  private static final long FAR_MS = 60_000;

  @Override
  public Optional<Finding> find(Examination examination) {
    long now = examination.after().at().toEpochMilli();
    double watermark = Double.NEGATIVE_INFINITY;
    for (Vertex source : examination.after().sources()) {
      watermark =
          Math.max(
              watermark,
              source
                  .values("currentOutputWatermark")
                  // The end of all time is what a source says that has ended.
                  .filter(value -> value < Long.MAX_VALUE)
                  .max()
                  .orElse(Double.NEGATIVE_INFINITY));
    }
    if (watermark < now + FAR_MS) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "poisoned-watermark",
            String.format(
                "the watermark is at %s, %s ahead of the clock: every honest event is late",
                Words.moment((long) watermark), Words.length(watermark - now)),
            "lower watermark.max-future, or in a job of your own put a FutureGuard around the"
                + " strategy, and start again from before the event that did it"));
  }
}
