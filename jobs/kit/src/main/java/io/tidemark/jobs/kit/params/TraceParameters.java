package io.tidemark.jobs.kit.params;

import io.tidemark.functions.ledger.Tracer;
import java.util.List;

/** The sample of events that a job shows with what became of each. */
public final class TraceParameters {

  public static final Parameter<Integer> RATE =
      Parameter.integer(
          Tracer.RATE, 0, "Events a second, of each outcome, that the trace shows; 0: no trace");

  public static final List<Parameter<?>> ALL = List.of(RATE);

  private TraceParameters() {}

  /**
   * Whether there is a trace.
   *
   * @throws ParameterException if the rate is below zero
   */
  public static boolean isOn(Parameters parameters) {
    int rate = parameters.get(RATE);
    if (rate < 0) {
      throw new ParameterException(RATE.key() + ": " + rate + " is below zero");
    }
    return rate > 0;
  }
}
