package io.tidemark.jobs.deduplicate;

import io.tidemark.jobs.kit.params.EventParameters;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import java.time.Duration;

/**
 * The parameters of deduplicate.
 *
 * @param horizon how far apart in event time two copies of an event can be; above zero
 */
public record DeduplicateParams(Duration horizon) {

  static DeduplicateParams of(Parameters parameters) {
    Duration horizon = parameters.get(EventParameters.DEDUP_HORIZON);
    if (horizon.isZero()) {
      throw new ParameterException("dedup.horizon: 0 is off, and this job does nothing else");
    }
    return new DeduplicateParams(horizon);
  }
}
