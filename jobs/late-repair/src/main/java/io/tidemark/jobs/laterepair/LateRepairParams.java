package io.tidemark.jobs.laterepair;

import io.tidemark.functions.window.Accumulation;
import io.tidemark.jobs.kit.params.AggregateParameters;
import io.tidemark.jobs.kit.params.AggregateParameters.Aggregate;
import io.tidemark.jobs.kit.params.AggregateParameters.Distinct;
import io.tidemark.jobs.kit.params.EndParameters;
import io.tidemark.jobs.kit.params.EventParameters;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.WindowParameters;
import io.tidemark.jobs.kit.sink.Output;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The parameters of late-repair.
 *
 * @param job the name of the job to repair
 * @param aggregate what that job makes of a window's events
 */
public record LateRepairParams(String job, Aggregate aggregate) {

  static final Parameter<String> JOB =
      Parameter.text(
          "repair.job", "click-counts", "The job whose results to repair; its YAML file counts");

  /** Its own, and all with which the base job says what its results are. */
  static final List<Parameter<?>> ALL =
      Parameters.join(
          List.of(JOB, AggregateParameters.AGGREGATE, AggregateParameters.DISTINCT),
          WindowParameters.ALL);

  /** The jobs whose results add up with events that come later. */
  private static final List<String> REPAIRABLE = List.of("click-counts");

  static LateRepairParams of(Parameters parameters) {
    String job = parameters.get(JOB);
    if (!isRepairable(job)) {
      throw new ParameterException(
          String.format(
              "repair.job: '%s' is none whose results add up with late events; %s is",
              job, String.join(", ", REPAIRABLE)));
    }
    refuseWhatDoesNotAddUp(parameters);
    refuseSecondThoughts(parameters);
    refuseToWriteOverWhatIsRead(parameters);
    return new LateRepairParams(job, parameters.get(AggregateParameters.AGGREGATE));
  }

  static boolean isRepairable(String job) {
    return REPAIRABLE.contains(job);
  }

  private static void refuseWhatDoesNotAddUp(Parameters parameters) {
    if (parameters.get(AggregateParameters.DISTINCT) != Distinct.NONE) {
      throw new ParameterException(
          "distinct: late-repair cannot know which users a result has counted already");
    }
    if (parameters.find(WindowParameters.SESSION_GAP).isPresent()) {
      throw new ParameterException(
          "window.session-gap: late-repair has no sessions: a late event would move their bounds;"
              + " windows of a size it can repair");
    }
    if (parameters.get(WindowParameters.ACCUMULATION) == Accumulation.DISCARDING) {
      throw new ParameterException(
          "window.accumulation: late-repair cannot repair shares (discarding), only results that"
              + " have all of their window");
    }
  }

  /** The base job has already filtered what is late. */
  private static void refuseSecondThoughts(Parameters parameters) {
    for (Parameter<?> parameter :
        List.of(EventParameters.FILTER_TYPES, EventParameters.DEDUP_HORIZON)) {
      if (parameters.isSet(parameter)) {
        throw new ParameterException(
            parameter.key() + ": not for late-repair: late events have been through that already");
      }
    }
  }

  private static void refuseToWriteOverWhatIsRead(Parameters parameters) {
    if (parameters.find(EndParameters.SOURCE_PATH).isEmpty()
        || parameters.find(EndParameters.SINK_PATH).isEmpty()) {
      return;
    }
    Path source = absolute(parameters.get(EndParameters.SOURCE_PATH));
    Path sink = absolute(parameters.get(EndParameters.SINK_PATH));
    if (sink.startsWith(source) && Files.exists(sink.resolve(Output.RESULTS.fileName()))) {
      throw new ParameterException(
          String.format(
              "sink.path: %s has results, which are read; name a folder that is not there yet, such"
                  + " as %s",
              parameters.get(EndParameters.SINK_PATH),
              unused(Path.of(parameters.get(EndParameters.SOURCE_PATH)))));
    }
  }

  private static Path unused(Path source) {
    return IntStream.iterate(1, number -> number + 1)
        .mapToObj(number -> source.resolve("repair-" + number))
        .filter(Files::notExists)
        .findFirst()
        .orElseThrow();
  }

  private static Path absolute(String path) {
    return Path.of(path).toAbsolutePath().normalize();
  }
}
