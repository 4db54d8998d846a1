package io.tidemark.jobs.kit.source;

import io.tidemark.functions.event.Decoded;
import io.tidemark.functions.event.Event;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.WatermarkParameters;
import io.tidemark.watermarks.AdaptiveWatermarks;
import io.tidemark.watermarks.PunctuatedWatermarks;
import io.tidemark.watermarks.WatermarksFromSome;
import io.tidemark.watermarks.WatermarksPerEvent;
import java.time.Duration;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/** The watermark strategy that the parameters describe. */
public final class Watermarks {

  private Watermarks() {}

  private static WatermarkStrategy<Decoded> punctuated(Set<String> markTypes) {
    return PunctuatedWatermarks.of(
        decoded ->
            decoded.event().type() != null && markTypes.contains(decoded.event().type())
                ? decoded.event().time()
                : PunctuatedWatermarks.NONE);
  }

  private static WatermarkStrategy<Decoded> adaptive(Parameters parameters) {
    double completeness = parameters.get(WatermarkParameters.COMPLETENESS);
    if (!(completeness > 0 && completeness < 1)) {
      throw new ParameterException(
          "watermark.completeness: " + completeness + " is not between 0 and 1");
    }
    Duration floor = parameters.get(WatermarkParameters.FLOOR);
    Duration ceiling = parameters.get(WatermarkParameters.CEILING);
    if (floor.compareTo(ceiling) > 0) {
      throw new ParameterException("watermark.adaptive.floor: is above watermark.adaptive.ceiling");
    }
    return AdaptiveWatermarks.<Decoded>completeness(completeness)
        .between(floor, ceiling)
        .beginningWith(parameters.get(WatermarkParameters.MAX_OUT_OF_ORDERNESS));
  }

  /**
   * The strategy for decoded records: broken ones pass it by.
   *
   * @param bounded whether the source ends by itself: then no partition is ever idle for long
   */
  public static WatermarkStrategy<Decoded> of(Parameters parameters, boolean bounded) {
    WatermarkStrategy<Decoded> strategy =
        switch (parameters.get(WatermarkParameters.STRATEGY)) {
          case BOUNDED ->
              WatermarkStrategy.forBoundedOutOfOrderness(
                  parameters.get(WatermarkParameters.MAX_OUT_OF_ORDERNESS));
          case ADAPTIVE -> adaptive(parameters);
          case PUNCTUATED -> punctuated(WatermarkParameters.markTypes(parameters));
          case ASCENDING -> WatermarkStrategy.forMonotonousTimestamps();
        };
    if (parameters.get(WatermarkParameters.EMIT) == WatermarkParameters.Emit.PER_EVENT) {
      strategy = WatermarksPerEvent.of(strategy);
    }
    Duration idleTimeout = parameters.get(WatermarkParameters.IDLE_TIMEOUT);
    if (!bounded && !idleTimeout.isZero()) {
      strategy = strategy.withIdleness(idleTimeout);
    }
    return WatermarksFromSome.of(strategy, Decoded::isEvent)
        .withTimestampAssigner(
            (decoded, sourceTime) -> decoded.isEvent() ? decoded.event().time() : Event.NO_TIME);
  }
}
