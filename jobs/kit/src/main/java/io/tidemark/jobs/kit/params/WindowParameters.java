package io.tidemark.jobs.kit.params;

import java.time.Duration;
import java.util.List;

/** Windows of event time. */
public final class WindowParameters {

  public static final Parameter<Duration> SIZE =
      Parameter.duration("window.size", null, "The length of a window: tumbling windows");
  public static final Parameter<Duration> ALLOWED_LATENESS =
      Parameter.duration(
          "window.allowed-lateness",
          Duration.ZERO,
          "For how much event time a complete window still accepts late events");

  public static final List<Parameter<?>> ALL = List.of(SIZE, ALLOWED_LATENESS);

  private WindowParameters() {}
}
