package io.tidemark.jobs.kit.source;

import io.tidemark.functions.event.EventDecoder;
import io.tidemark.functions.event.EventMapping;
import io.tidemark.functions.event.Field;
import io.tidemark.functions.event.FutureGuard;
import io.tidemark.functions.event.TimeCorrection;
import io.tidemark.jobs.kit.params.EventParameters;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.WatermarkParameters;
import io.tidemark.watermarks.ClockSkew;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * Makes decoders of events.
 *
 * @param mapping where the fields are
 * @param futureGuard which event times to believe
 * @param timeCorrections makes what sets event times right, one for each decoder
 */
public record DecoderFactory(
    EventMapping mapping,
    FutureGuard futureGuard,
    SerializableSupplier<TimeCorrection> timeCorrections)
    implements RecordDecoders {

  /**
   * What the parameters describe.
   *
   * @param needed the fields that the job cannot do without
   * @param read the other fields that it looks at
   * @throws ParameterException if the parameters make no sense together
   */
  public static DecoderFactory of(Parameters parameters, Set<Field> needed, Set<Field> read) {
    return of(parameters, needed, read, Map.of());
  }

  /**
   * The same for a job that has a say of its own.
   *
   * @param pointers where fields are, in place of what the parameters say
   * @throws ParameterException as above
   */
  public static DecoderFactory of(
      Parameters parameters, Set<Field> needed, Set<Field> read, Map<Field, String> pointers) {
    Set<Field> all = EnumSet.noneOf(Field.class);
    all.addAll(read);
    if (parameters.get(WatermarkParameters.SKEW_CORRECTION)) {
      all.add(Field.USER);
    }
    return new DecoderFactory(
        EventParameters.mapping(parameters, needed, pointers).reading(all),
        FutureGuard.of(
            parameters.get(WatermarkParameters.MAX_FUTURE),
            parameters.get(WatermarkParameters.FUTURE_POLICY)),
        timeCorrections(parameters));
  }

  private static SerializableSupplier<TimeCorrection> timeCorrections(Parameters parameters) {
    if (!parameters.get(WatermarkParameters.SKEW_CORRECTION)) {
      return TimeCorrection::none;
    }
    Duration least = parameters.get(WatermarkParameters.SKEW_LEAST);
    Duration most = parameters.get(WatermarkParameters.SKEW_MOST);
    if (least.compareTo(most) > 0) {
      throw new ParameterException(
          "watermark.clock-skew-least: is above watermark.clock-skew-most");
    }
    return () -> new ClockSkew(least, most)::corrected;
  }

  /** The same, without objection to any time. */
  public DecoderFactory withoutFutureGuard() {
    return new DecoderFactory(mapping, FutureGuard.off(), timeCorrections);
  }

  /** A decoder by the machine's clock. */
  @Override
  public EventDecoder create() {
    return create(InstantSource.system());
  }

  /** A decoder by some clock. */
  public EventDecoder create(InstantSource clock) {
    return new EventDecoder(mapping, futureGuard, timeCorrections.get(), clock);
  }
}
