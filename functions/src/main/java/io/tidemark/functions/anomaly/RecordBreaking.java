package io.tidemark.functions.anomaly;

/**
 * How far a value breaks the series' own records: it is compared with what was expected by several
 * fading averages and by the averages of its hour of the day and of the week (in UTC), and each
 * difference with the greatest one so far. So are the averages themselves with the slowest of them,
 * since a level that changes need not have a value that stands out.
 *
 * <p>Records need neither a distribution nor a threshold in the values' own unit, and of n
 * unsuspicious values only about ln n are records (Chandler, "The Distribution and Frequency of
 * Record Values", Journal of the Royal Statistical Society B, 1952): alerts become rare by
 * themselves, also where values of any size occur. A size that was seen once is expected from then
 * on. The averages are those of Roberts, "Control Chart Tests Based on Geometric Moving Averages"
 * (Technometrics 1959), and of Winters, "Forecasting Sales by Exponentially Weighted Moving
 * Averages" (Management Science 1960), whose seasons here are hours of event time, so that a gap
 * does no harm.
 */
final class RecordBreaking implements Detector {

  private static final long serialVersionUID = 1;

  /** How many values each average is of, about; the slowest one last. */
  private static final int[] AVERAGES = {2, 8, 32, 256};

  private static final int SLOWEST = AVERAGES.length - 1;

  /** The seasons of a day and of a week, an hour each. */
  private static final int[] SEASONS = {24, 7 * 24};

  /** How many values the average of a season is of, at most. */
  private static final double SEASON_MEMORY = 60;

  /** In so many values a record fades to a third, and the range of the values as well. */
  private static final double RECORD_MEMORY = 20_000;

  private static final double FADING = Math.exp(-1 / RECORD_MEMORY);

  /** What is small against the range of the values is no record worth the name. */
  private static final double SMALL = 0.1;

  /** Of so few values nothing can be said. */
  private static final int TOO_FEW = 100;

  /** By how much a record must be broken for an alert: not quite a quarter. */
  private static final double ALERT_RATIO = Math.log(1.23);

  private static final int COUNT = 0;
  private static final int LOW = 1;
  private static final int HIGH = 2;
  private static final int AVERAGE = 3;
  private static final int SEASON = AVERAGE + AVERAGES.length;

  /** Where the records are: two for each difference, upwards and downwards. */
  private static final int RECORD = SEASON + 2 * (24 + 7 * 24);

  private static final int DIFFERENCES = AVERAGES.length + SLOWEST + SEASONS.length;

  private static final long HOUR_MS = 3_600_000;

  @Override
  public int size() {
    return RECORD + 2 * DIFFERENCES;
  }

  @Override
  public Score next(double[] known, int at, long eventTimeMs, double value) {
    Verdict verdict = new Verdict(known, at, value);
    for (int i = 0; i < AVERAGES.length; i++) {
      verdict.ofValue(known[at + AVERAGE + i], "unlike the last " + AVERAGES[i]);
    }
    for (int i = 0; i < AVERAGES.length; i++) {
      double share = 1 / Math.min(known[at + COUNT], AVERAGES[i]);
      known[at + AVERAGE + i] += share * (value - known[at + AVERAGE + i]);
    }
    double slowest = known[at + AVERAGE + SLOWEST];
    for (int i = 0; i < SLOWEST; i++) {
      verdict.of(known[at + AVERAGE + i] - slowest, "the level of the last " + AVERAGES[i]);
    }
    int season = at + SEASON;
    for (int hours : SEASONS) {
      int hour = season + 2 * Math.floorMod(Math.floorDiv(eventTimeMs, HOUR_MS), hours);
      double seen = known[hour];
      verdict.ofValue(
          seen == 0 ? value : known[hour + 1],
          hours == 24 ? "unlike this hour of the day" : "unlike this hour of the week");
      known[hour] = Math.min(seen + 1, SEASON_MEMORY);
      known[hour + 1] += (value - known[hour + 1]) / known[hour];
      season += 2 * hours;
    }
    return verdict.score();
  }

  /** What the differences of one value say, asked one after the other. */
  private static final class Verdict {

    private final double[] known;
    private final double value;
    private final double small;
    private final boolean isKnown;

    private int record;
    private double surprise;
    private String reason = "";
    private double low = Double.NEGATIVE_INFINITY;
    private double high = Double.POSITIVE_INFINITY;

    Verdict(double[] known, int at, double value) {
      this.known = known;
      this.value = value;
      boolean isFirst = known[at + COUNT]++ == 0;
      if (isFirst) {
        for (int i = 0; i < AVERAGES.length; i++) {
          known[at + AVERAGE + i] = value;
        }
      }
      double range = isFirst ? 0 : known[at + HIGH] - known[at + LOW];
      known[at + LOW] = isFirst ? value : Math.min(value, known[at + LOW] + (1 - FADING) * range);
      known[at + HIGH] = isFirst ? value : Math.max(value, known[at + HIGH] - (1 - FADING) * range);
      small = SMALL * (known[at + HIGH] - known[at + LOW]);
      isKnown = known[at + COUNT] > TOO_FEW;
      record = at + RECORD;
    }

    /** The value against what was expected of it. */
    void ofValue(double expected, String unlikeWhat) {
      low = Math.max(low, expected - worthAnAlert(known[record + 1]));
      high = Math.min(high, expected + worthAnAlert(known[record]));
      of(value - expected, unlikeWhat);
    }

    private double worthAnAlert(double greatest) {
      return (greatest + small) * Math.exp(ALERT_RATIO) - small;
    }

    void of(double difference, String what) {
      int side = difference > 0 ? record : record + 1;
      double size = Math.abs(difference);
      known[record] *= FADING;
      known[record + 1] *= FADING;
      if (isKnown && size > known[side]) {
        double ratio = Math.log((size + small) / (known[side] + small)) / ALERT_RATIO;
        if (ratio > surprise) {
          surprise = ratio;
          reason = what;
        }
      }
      known[side] = Math.max(known[side], size);
      record += 2;
    }

    Score score() {
      if (!isKnown) {
        return Score.nothingKnown(value);
      }
      // The averages may disagree so much that no value would suit them all.
      return Score.of(surprise, Math.min(low, high), Math.max(low, high), reason);
    }
  }
}
