package io.tidemark.jobs.activityanomalies;

import io.tidemark.functions.anomaly.DetectorKind;
import io.tidemark.functions.anomaly.Score;
import io.tidemark.functions.anomaly.ScoringSpec;
import io.tidemark.functions.anomaly.WindowScorer;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.WindowParameters;
import io.tidemark.jobs.kit.params.WindowSettings;
import java.time.Duration;
import java.util.List;

/**
 * The parameters of activity-anomalies.
 *
 * @param on what is scored
 * @param windows the windows that events are counted in; null if values are scored
 * @param scoring how it is scored
 * @param forgetAfter how long a key may be without events before its counts are forgotten
 */
public record ActivityAnomaliesParams(
    On on, WindowSettings windows, ScoringSpec scoring, Duration forgetAfter) {

  /** What is scored. */
  public enum On {
    COUNT,
    VALUE
  }

  /** Which scores are told of. */
  public enum Emit {
    ALERTS,
    ALL
  }

  static final Parameter<On> ON =
      Parameter.oneOf(
          On.class,
          "anomaly.on",
          On.COUNT,
          "What is scored: how many events a key has in each window, or event.value of each event");
  static final Parameter<Emit> EMIT =
      Parameter.oneOf(
          Emit.class, "anomaly.emit", Emit.ALERTS, "Which scores are written: alerts, or all");
  static final Parameter<DetectorKind> DETECTOR =
      Parameter.oneOf(
          DetectorKind.class, "anomaly.detector", DetectorKind.NOVELTY, "What scores them");
  static final Parameter<Double> THRESHOLD =
      Parameter.number(
          "anomaly.threshold", Score.ALERT, "The least score of an alert, between 0 and 1");
  static final Parameter<Duration> FORGET_AFTER =
      Parameter.duration(
          "anomaly.forget-after",
          Duration.ofDays(1),
          "With counts: windows without events count as zero until their key has had none for this"
              + " long in event time; then it is forgotten");

  static final List<Parameter<?>> ALL =
      List.of(
          ON,
          EMIT,
          DETECTOR,
          THRESHOLD,
          FORGET_AFTER,
          WindowParameters.SIZE,
          WindowParameters.SLIDE,
          WindowParameters.OFFSET,
          WindowParameters.TIMEZONE,
          WindowParameters.ALLOWED_LATENESS,
          WindowParameters.LATE_INTERVAL,
          WindowParameters.PRE_AGGREGATION);

  static ActivityAnomaliesParams of(Parameters parameters) {
    On on = parameters.get(ON);
    Duration forgetAfter = parameters.get(FORGET_AFTER);
    if (forgetAfter.isZero()) {
      throw new ParameterException("anomaly.forget-after: must be at least 1ms");
    }
    return new ActivityAnomaliesParams(
        on,
        on == On.COUNT ? WindowSettings.of(parameters) : null,
        scoring(parameters),
        forgetAfter);
  }

  private static ScoringSpec scoring(Parameters parameters) {
    DetectorKind kind = parameters.get(DETECTOR);
    double alertAt = parameters.get(THRESHOLD);
    if (!(alertAt > 0 && alertAt <= 1)) {
      throw new ParameterException("anomaly.threshold: " + alertAt + " is not above 0 and up to 1");
    }
    return new ScoringSpec(
        Parameter.name(kind), kind.create(), alertAt, parameters.get(EMIT) == Emit.ALERTS);
  }

  WindowScorer windowScorer() {
    return new WindowScorer(scoring, windows.sequence(), windows.allowedLateness(), forgetAfter);
  }
}
