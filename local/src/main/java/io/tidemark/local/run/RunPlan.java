package io.tidemark.local.run;

import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.CommandLine;
import io.tidemark.jobs.kit.params.EndParameters;
import io.tidemark.jobs.kit.params.EndParameters.Source;
import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.TraceParameters;
import io.tidemark.local.broker.OutputTopics;
import io.tidemark.local.cli.Home;
import io.tidemark.local.cli.JobCatalog;
import io.tidemark.local.simulate.SimulatorParameters;
import io.tidemark.local.watch.WatchCommand;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What {@code run} was asked for.
 *
 * @param job the job
 * @param layers the values by key, an earlier layer goes before a later one
 * @param parameters all of them, merged and checked
 */
record RunPlan(Job<?, ?> job, List<Map<String, String>> layers, Parameters parameters) {

  static final Parameter<Duration> FOR =
      Parameter.duration(
          "for", null, "Drain and end after this time; else at the end of the input");

  static final Parameter<Boolean> PAGE =
      Parameter.flag("page", true, "Serve a page that shows the run, if its outputs go to Kafka");

  private static final String NO_PAGE = "--no-page";

  /** What the page needs to show events as dots. */
  private static final Map<String, String> TRACE = Map.of(TraceParameters.RATE.key(), "50");

  /** What the demonstration needs to show everything within half a minute. */
  private static final Map<String, String> DEMONSTRATION =
      Map.of(
          "dedup.horizon", "10min",
          "watermark.max-out-of-orderness", "2s",
          "watermark.idle-timeout", "3s",
          "window.allowed-lateness", "15s",
          "checkpoint.interval", "5s",
          "simulate.idle-partition", "3",
          "simulate.mischief", "true");

  /** What a job needs of the job before it: much that is too late. */
  private static final Map<String, String> MUCH_TOO_LATE =
      Map.of("watermark.max-out-of-orderness", "0s", "window.allowed-lateness", "0s");

  private static final Map<String, String> CLEAN_TRAFFIC = Map.of("simulate.mischief", "false");

  private static final Map<String, String> LAPTOP = Map.of("parallelism", "2");

  static RunPlan of(Job<?, ?> job, List<String> args) {
    Map<String, String> commandLine =
        CommandLine.parse(
            args.stream()
                .map(arg -> arg.equals(NO_PAGE) ? "--" + PAGE.key() + "=false" : arg)
                .toList());
    Map<String, String> yaml = JobParameters.yaml(job, commandLine, Home.conf());
    boolean sourceIsGiven =
        commandLine.containsKey(EndParameters.SOURCE.key())
            || yaml.containsKey(EndParameters.SOURCE.key());
    // A job that follows another one does not meet the traffic itself.
    boolean meetsTraffic =
        !sourceIsGiven
            && job.follows(Parameters.of(known(job), List.of(commandLine, yaml))).isEmpty();
    List<Map<String, String>> layers =
        List.of(commandLine, yaml, meetsTraffic ? demonstration(job) : CLEAN_TRAFFIC, LAPTOP);
    RunPlan plan = new RunPlan(job, layers, Parameters.of(known(job), layers));
    return plan.hasPage() && plan.mayMakeTopics() ? plan.traced() : plan;
  }

  /** What of the demonstration's settings a job has: not every one has windows. */
  private static Map<String, String> demonstration(Job<?, ?> job) {
    return whatItHas(job, DEMONSTRATION);
  }

  private static Map<String, String> whatItHas(Job<?, ?> job, Map<String, String> values) {
    Map<String, String> settings = new LinkedHashMap<>(values);
    settings.keySet().retainAll(known(job).stream().map(Parameter::key).toList());
    return settings;
  }

  /**
   * The job to run before this one, whose outputs this one reads: with what of this one's command
   * line it has, and so that there is something to read.
   */
  Optional<RunPlan> before() {
    return job.follows(parameters)
        .map(
            name -> {
              Job<?, ?> first = JobCatalog.all().get(name);
              Map<String, String> commandLine = whatItHas(first, layers.get(0));
              // These are where this one writes.
              commandLine.remove(EndParameters.SINK.key());
              commandLine.remove(EndParameters.SINK_PATH.key());
              Map<String, String> yaml = JobParameters.yaml(first, commandLine, Home.conf());
              List<Map<String, String>> firstLayers =
                  List.of(commandLine, yaml, MUCH_TOO_LATE, demonstration(first), LAPTOP);
              return new RunPlan(first, firstLayers, Parameters.of(known(first), firstLayers));
            });
  }

  private static List<Parameter<?>> known(Job<?, ?> job) {
    return Parameters.join(
        List.of(FOR, PAGE, WatchCommand.PORT), JobParameters.all(job), SimulatorParameters.ALL);
  }

  /** Whether the traffic is simulated, so that a broker is needed for it. */
  boolean isSimulated() {
    return parameters.find(EndParameters.SOURCE).orElse(Source.SIMULATOR) == Source.SIMULATOR;
  }

  /** Whether a page shows the run: it is fed by topics. */
  boolean hasPage() {
    return parameters.get(PAGE) && (isSimulated() || EndParameters.writesToKafka(parameters));
  }

  /** A job whose topic is missing fails; elsewhere, nobody makes one for the trace unasked. */
  private boolean mayMakeTopics() {
    return isSimulated()
        || OutputTopics.isOnThisMachine(parameters.get(KafkaParameters.BOOTSTRAP_SERVERS));
  }

  private RunPlan traced() {
    List<Map<String, String>> traced = Stream.concat(layers.stream(), Stream.of(TRACE)).toList();
    return new RunPlan(job, traced, Parameters.of(known(job), traced));
  }

  /** After which time to drain the job, if not at the end of its input. */
  Optional<Duration> duration() {
    return parameters.find(FOR);
  }

  /** The same, for a job that ends by itself, and too soon for a page. */
  RunPlan toItsEnd() {
    List<Map<String, String>> shortened = new ArrayList<>(layers);
    shortened.set(0, new LinkedHashMap<>(layers.get(0)));
    shortened.get(0).remove(FOR.key());
    shortened.get(0).put(PAGE.key(), "false");
    return new RunPlan(job, shortened, Parameters.of(known(job), shortened));
  }

  /** The parameters with other ends put on. */
  Parameters with(Map<String, String> ends) {
    List<Map<String, String>> withEnds = Stream.concat(Stream.of(ends), layers.stream()).toList();
    return Parameters.of(known(job), withEnds);
  }
}
