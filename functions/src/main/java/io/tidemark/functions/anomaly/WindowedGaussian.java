package io.tidemark.functions.anomaly;

/**
 * How many standard deviations a value is from the mean of the values before it, which fade
 * exponentially.
 *
 * <p>After the detector "windowed Gaussian" of Lavin and Ahmad, "Evaluating Real-time Anomaly
 * Detection Algorithms: the Numenta Anomaly Benchmark" (ICMLA 2015), with the fading memory of
 * Roberts, "Control Chart Tests Based on Geometric Moving Averages" (Technometrics 1959), in place
 * of a window.
 */
final class WindowedGaussian implements Detector {

  private static final long serialVersionUID = 1;

  /** How many values count, about. */
  private static final double MEMORY = 1_000;

  /** Of so few nothing can be said. */
  private static final int TOO_FEW = 30;

  /** One value in a hundred thousand is as far out as an alert. */
  private static final double ALERT_DEVIATIONS = 4.4;

  private static final int COUNT = 0;
  private static final int MEAN = 1;
  private static final int VARIANCE = 2;

  @Override
  public int size() {
    return 3;
  }

  @Override
  public Score next(double[] known, int at, long eventTimeMs, double value) {
    double count = known[at + COUNT]++;
    double mean = count == 0 ? value : known[at + MEAN];
    double variance = known[at + VARIANCE];
    double away = value - mean;
    double share = 1 / Math.min(count + 1, MEMORY);
    known[at + MEAN] = mean + share * away;
    known[at + VARIANCE] = (1 - share) * (variance + share * away * away);
    if (count < TOO_FEW) {
      return Score.nothingKnown(value);
    }
    double margin = ALERT_DEVIATIONS * Math.sqrt(variance);
    double surprise = away == 0 ? 0 : Math.abs(away) / margin;
    return Score.of(surprise, mean - margin, mean + margin, "far from the mean");
  }
}
