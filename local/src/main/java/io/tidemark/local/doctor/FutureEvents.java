package io.tidemark.local.doctor;

import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.WatermarkParameters;
import java.util.Optional;

/** Events from the future came, and the guard kept them from the watermark. */
final class FutureEvents implements Check {

  @Override
  public Optional<Finding> find(Examination examination) {
    double future = 0;
    for (Vertex vertex : examination.after().vertices()) {
      future += vertex.sum("eventtime.future");
    }
    if (future == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "future-events",
            String.format(
                "%s events were more than %s ahead of the clock; they moved no watermark%s",
                Words.count(future),
                examination
                    .parameter(WatermarkParameters.MAX_FUTURE)
                    .map(most -> Words.length(most.toMillis()))
                    .orElse("allowed"),
                examination
                    .parameter(WatermarkParameters.FUTURE_POLICY)
                    .map(policy -> " (watermark.future-policy: " + Parameter.name(policy) + ")")
                    .orElse("")),
            "look at the dead letters with reason future, and set the clock of whoever sent them;"
                + " watermark.clock-skew-correction does so for devices that are off by little"));
  }
}
