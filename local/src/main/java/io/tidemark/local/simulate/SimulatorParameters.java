package io.tidemark.local.simulate;

import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;

/** The simulator's options as parameters of the command line. */
public final class SimulatorParameters {

  public static final List<Parameter<?>> ALL =
      SimulatorOptions.ALL.stream().<Parameter<?>>map(SimulatorParameters::parameter).toList();

  private SimulatorParameters() {}

  /**
   * The traffic that the parameters describe; if they do not say when it starts, it starts now.
   *
   * @throws ParameterException if they make no sense
   */
  public static TrafficModel traffic(Parameters parameters) {
    try {
      return TrafficModel.from(parameters.toConfiguration(), Clock.systemUTC());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(e.getMessage());
    }
  }

  private static Parameter<?> parameter(ConfigOption<?> option) {
    if (option.equals(SimulatorOptions.START)) {
      return Parameter.of(option, "instant, such as 2026-01-01T10:00:00Z");
    }
    if (option.equals(SimulatorOptions.DURATION)) {
      return Parameter.of(option, Parameter.DURATION);
    }
    Object byDefault = option.defaultValue();
    if (byDefault instanceof Duration) {
      return Parameter.of(option, Parameter.DURATION);
    }
    if (byDefault instanceof Boolean) {
      return Parameter.of(option, "true|false");
    }
    return Parameter.of(option, byDefault instanceof Double ? "number" : "whole number");
  }
}
