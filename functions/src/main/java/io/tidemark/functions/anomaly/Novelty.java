package io.tidemark.functions.anomaly;

/**
 * What is new in a series: values that {@linkplain RecordBreaking break its records}, or that are
 * {@linkplain RelativeEntropy spread as never before}, whichever is the greater surprise. Behind a
 * surprise only a greater one counts for a while, since one incident is one alert.
 */
final class Novelty implements Detector {

  private static final long serialVersionUID = 1;

  /** For how many values only a greater surprise counts. */
  private static final double QUIET = 200;

  /** What is left of the score of a lesser one. */
  private static final double DAMPING = 0.1;

  private static final int PEAK = 0;
  private static final int SINCE = 1;
  private static final int OWN = 2;

  private final Detector records = new RecordBreaking();
  private final Detector spread = new RelativeEntropy();

  @Override
  public int size() {
    return OWN + records.size() + spread.size();
  }

  @Override
  public Score next(double[] known, int at, long eventTimeMs, double value) {
    Score broken = records.next(known, at + OWN, eventTimeMs, value);
    Score shape = spread.next(known, at + OWN + records.size(), eventTimeMs, value);
    Score greater =
        shape.score() > broken.score()
            ? new Score(shape.score(), broken.expectedLow(), broken.expectedHigh(), shape.reason())
            : broken;
    if (++known[at + SINCE] > QUIET) {
      known[at + PEAK] = 0;
    }
    if (greater.score() <= known[at + PEAK]) {
      return greater.damped(DAMPING);
    }
    known[at + PEAK] = greater.score();
    known[at + SINCE] = 0;
    return greater;
  }
}
