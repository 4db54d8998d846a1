package io.tidemark.jobs.clickcounts;

import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.WindowParameters;
import io.tidemark.jobs.kit.params.WindowSettings;
import java.util.List;

/**
 * The parameters of click-counts.
 *
 * @param windows the windows that clicks are counted in
 * @param distinct what else to count the different ones of
 */
public record ClickCountsParams(WindowSettings windows, Distinct distinct) {

  /** What to count the different ones of. */
  public enum Distinct {
    NONE,
    USER
  }

  static final Parameter<Distinct> DISTINCT =
      Parameter.oneOf(
          Distinct.class,
          "distinct",
          Distinct.NONE,
          "user: also how many different users there were, within 1.6 %");

  static final List<Parameter<?>> ALL = Parameters.join(List.of(DISTINCT), WindowParameters.ALL);

  static ClickCountsParams of(Parameters parameters) {
    return new ClickCountsParams(WindowSettings.of(parameters), parameters.get(DISTINCT));
  }
}
