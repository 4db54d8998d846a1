package io.tidemark.jobs.kit.source;

import io.tidemark.functions.event.Decoded;
import io.tidemark.functions.event.Event;
import io.tidemark.functions.window.WindowSequence;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.WatermarkParameters;
import io.tidemark.jobs.kit.params.WindowParameters;
import io.tidemark.jobs.kit.params.WindowSettings;
import io.tidemark.watermarks.AdaptiveWatermarks;
import io.tidemark.watermarks.Idleness;
import io.tidemark.watermarks.MeasuredWatermarks;
import io.tidemark.watermarks.PunctuatedWatermarks;
import io.tidemark.watermarks.WatermarksAtWindowEnds;
import io.tidemark.watermarks.WatermarksFromSome;
import io.tidemark.watermarks.WatermarksPerEvent;
import java.time.Duration;
import java.util.Optional;
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
   * The strategy for decoded records: those pass it by that are broken, or whose time is not
   * believed.
   *
   * @param bounded whether the source ends by itself: then no partition is ever idle for long
   */
  public static WatermarkStrategy<Decoded> of(Parameters parameters, boolean bounded) {
    WatermarkStrategy<Decoded> strategy =
        MeasuredWatermarks.of(byName(parameters), parameters.get(WatermarkParameters.COMPLETENESS));
    strategy =
        switch (parameters.get(WatermarkParameters.EMIT)) {
          case PERIODIC -> atWindowEnds(strategy, parameters);
          case PER_EVENT -> WatermarksPerEvent.of(strategy);
        };
    Optional<Idleness> idleness = idleness(parameters, bounded);
    if (idleness.isPresent()) {
      strategy = idleness.get().around(strategy);
    }
    strategy =
        WatermarksFromSome.of(strategy, Decoded::tellsTime)
            .withTimestampAssigner(
                (decoded, sourceTime) ->
                    decoded.isEvent() ? decoded.event().time() : Event.NO_TIME);
    return aligned(strategy, parameters);
  }

  private static WatermarkStrategy<Decoded> byName(Parameters parameters) {
    return switch (parameters.get(WatermarkParameters.STRATEGY)) {
      case BOUNDED ->
          WatermarkStrategy.forBoundedOutOfOrderness(
              parameters.get(WatermarkParameters.MAX_OUT_OF_ORDERNESS));
      case ADAPTIVE -> adaptive(parameters);
      case PUNCTUATED -> punctuated(WatermarkParameters.markTypes(parameters));
      case ASCENDING -> WatermarkStrategy.forMonotonousTimestamps();
    };
  }

  /** Sessions end when their events say so. */
  private static WatermarkStrategy<Decoded> atWindowEnds(
      WatermarkStrategy<Decoded> strategy, Parameters parameters) {
    if (parameters.find(WindowParameters.SIZE).isEmpty()) {
      return strategy;
    }
    WindowSequence windows = WindowSettings.of(parameters).sequence();
    return WatermarksAtWindowEnds.of(strategy, windows::endAfter);
  }

  private static WatermarkStrategy<Decoded> aligned(
      WatermarkStrategy<Decoded> strategy, Parameters parameters) {
    return parameters
        .find(WatermarkParameters.ALIGNMENT_DRIFT)
        .map(
            drift ->
                strategy.withWatermarkAlignment(
                    parameters.get(WatermarkParameters.ALIGNMENT_GROUP),
                    drift,
                    parameters.get(WatermarkParameters.ALIGNMENT_INTERVAL)))
        .orElse(strategy);
  }

  /**
   * What becomes of partitions that fall silent, if anything does.
   *
   * @throws ParameterException if the watermark is to follow the clock when partitions are idle,
   *     and none ever is
   */
  static Optional<Idleness> idleness(Parameters parameters, boolean bounded) {
    Duration timeout = parameters.get(WatermarkParameters.IDLE_TIMEOUT);
    Optional<Duration> quietLag = parameters.find(WatermarkParameters.QUIET_ADVANCE);
    if (timeout.isZero() && quietLag.isPresent()) {
      throw new ParameterException(
          "watermark.quiet-advance: needs idle partitions; watermark.idle-timeout is 0");
    }
    if (bounded || timeout.isZero()) {
      return Optional.empty();
    }
    Idleness idleness =
        Idleness.after(timeout).withGrace(parameters.get(WatermarkParameters.IDLE_GRACE));
    return Optional.of(quietLag.map(idleness::followingTheClock).orElse(idleness));
  }
}
