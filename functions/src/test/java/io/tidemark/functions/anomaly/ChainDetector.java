package io.tidemark.functions.anomaly;

/** Makes every score depend on all values before it, and on their times. */
final class ChainDetector implements Detector {

  private static final long serialVersionUID = 1;

  @Override
  public int size() {
    return 1;
  }

  @Override
  public Score next(double[] known, int at, long eventTimeMs, double value) {
    known[at] = (known[at] * 31 + value * 7 + eventTimeMs + 1) % 1_009;
    return new Score(known[at] / 1_009, value, value + known[at], "chain");
  }
}
