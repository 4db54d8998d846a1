package io.tidemark.local.profile;

import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.WatermarkParameters;
import io.tidemark.jobs.kit.params.WatermarkParameters.Strategy;
import io.tidemark.jobs.kit.params.WindowParameters;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The watermark that suits a feed.
 *
 * @param target the share of the events that is to be on time
 * @param strategy adaptive where one bound for all is too narrow in one part of the feed or too
 *     wide in another, else bounded
 * @param boundMs the least bound that meets the target over the whole feed
 * @param narrowestMs the least bound that a part of the feed needs
 * @param widestMs the largest one
 * @param idleTimeoutMs longer than nearly all silences
 * @param kept the share of the events that is to be late at most, not lost
 * @param latenessMs the allowed lateness that keeps them, for windows of any kind
 * @param latenessOfAllMs the one that would have kept every event
 */
record Recommendation(
    double target,
    Strategy strategy,
    long boundMs,
    long narrowestMs,
    long widestMs,
    long idleTimeoutMs,
    double kept,
    long latenessMs,
    long latenessOfAllMs) {

  private static final double KEPT = 0.9999;

  /** Parts that differ by less than this do so by chance, too. */
  private static final int MUCH_WIDER = 3;

  /** Nobody waits for less. */
  private static final long WORTH_IT_MS = 1000;

  /** A quantile is worth little if fewer events than this are beyond it. */
  private static final int ENOUGH_BEYOND = 30;

  private static final int LEAST_PARTS = 8;

  private static final double USUAL_GAP = 0.999;

  private static final List<Long> IDLE_TIMEOUTS_MS =
      Stream.of(
              "PT10S", "PT15S", "PT20S", "PT30S", "PT1M", "PT2M", "PT5M", "PT10M", "PT15M", "PT20M",
              "PT30M", "PT1H", "PT2H", "PT3H", "PT6H", "PT12H", "P1D")
          .map(timeout -> Duration.parse(timeout).toMillis())
          .toList();

  /** What suits a feed that was measured, for a share of events on time. */
  static Recommendation of(Profile profile, double target) {
    LengthHistogram delays = profile.behindSlowest();
    long boundMs = delays.quantile(target);
    LongSummaryStatistics boundsOfParts = boundsOfParts(profile.parts(), target);
    boolean drifts =
        boundsOfParts.getCount() >= LEAST_PARTS
            && boundsOfParts.getMax() >= MUCH_WIDER * boundsOfParts.getMin()
            && boundsOfParts.getMax() - boundsOfParts.getMin() >= WORTH_IT_MS;
    double kept = Math.max(KEPT, 1 - (1 - target) / 10);
    // An adaptive bound may be as narrow as it likes when a straggler comes.
    long sureBoundMs = drifts ? 0 : boundMs;
    return new Recommendation(
        target,
        drifts ? Strategy.ADAPTIVE : Strategy.BOUNDED,
        boundMs,
        boundsOfParts.getCount() == 0 ? boundMs : boundsOfParts.getMin(),
        boundsOfParts.getCount() == 0 ? boundMs : boundsOfParts.getMax(),
        idleTimeout(profile.gaps()),
        kept,
        beyond(delays.quantile(kept), sureBoundMs),
        beyond(delays.max(), sureBoundMs));
  }

  private static long beyond(long delayMs, long boundMs) {
    return delayMs <= boundMs ? 0 : LengthHistogram.roundedUp(delayMs - boundMs);
  }

  /** The bound that each part needs, at a share that its size allows to tell; none if too small. */
  private static LongSummaryStatistics boundsOfParts(List<LengthHistogram> parts, double target) {
    if (parts.isEmpty()) {
      return new LongSummaryStatistics();
    }
    double share = Math.min(target, 1 - (double) ENOUGH_BEYOND / parts.get(0).count());
    return parts.stream().mapToLong(part -> part.quantile(share)).summaryStatistics();
  }

  private static long idleTimeout(LengthHistogram gaps) {
    long enoughMs = 2 * gaps.quantile(USUAL_GAP);
    return IDLE_TIMEOUTS_MS.stream()
        .filter(timeoutMs -> timeoutMs >= enoughMs)
        .findFirst()
        .orElse(LengthHistogram.roundedUp(enoughMs));
  }

  /** The parameters that a job takes it by, in the order in which people read them. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put(WatermarkParameters.STRATEGY.key(), Parameter.name(strategy));
    if (strategy == Strategy.ADAPTIVE) {
      parameters.put(
          WatermarkParameters.COMPLETENESS.key(), BigDecimal.valueOf(target).toPlainString());
      long ceilingMs = 2 * Math.max(boundMs, widestMs);
      if (ceilingMs > WatermarkParameters.CEILING.option().defaultValue().toMillis()) {
        parameters.put(
            WatermarkParameters.CEILING.key(), Spans.exact(LengthHistogram.roundedUp(ceilingMs)));
      }
    }
    parameters.put(WatermarkParameters.MAX_OUT_OF_ORDERNESS.key(), Spans.exact(boundMs));
    parameters.put(WatermarkParameters.IDLE_TIMEOUT.key(), Spans.exact(idleTimeoutMs));
    parameters.put(WindowParameters.ALLOWED_LATENESS.key(), Spans.exact(latenessMs));
    return parameters;
  }
}
