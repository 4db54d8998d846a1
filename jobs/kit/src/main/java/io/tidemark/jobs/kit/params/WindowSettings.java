package io.tidemark.jobs.kit.params;

import java.io.Serializable;
import java.time.Duration;

/**
 * The windows of a job.
 *
 * @param size how long each is, in event time
 * @param allowedLateness for how long a complete one accepts late events, in event time
 */
public record WindowSettings(Duration size, Duration allowedLateness) implements Serializable {

  /**
   * Reads the windows.
   *
   * @throws ParameterException if there is no size, or it is zero
   */
  public static WindowSettings of(Parameters parameters) {
    Duration size =
        parameters
            .find(WindowParameters.SIZE)
            .orElseThrow(() -> new ParameterException("window.size: not set"));
    if (size.toMillis() == 0) {
      throw new ParameterException("window.size: must be at least 1ms");
    }
    return new WindowSettings(size, parameters.get(WindowParameters.ALLOWED_LATENESS));
  }
}
