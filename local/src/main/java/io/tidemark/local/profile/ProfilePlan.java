package io.tidemark.local.profile;

import io.tidemark.jobs.kit.params.CommandLine;
import io.tidemark.jobs.kit.params.EventParameters;
import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.WatermarkParameters;
import io.tidemark.local.cli.OutputFile;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What {@code profile} was asked for.
 *
 * @param parameters all of them, checked
 * @param settings how to measure
 * @param target the share of the events that is to be on time, between 0 and 1
 */
record ProfilePlan(Parameters parameters, ProfileSettings settings, double target) {

  /** In place of a file: JSON goes to the standard output, and nothing else does. */
  static final String STANDARD_OUTPUT = "-";

  static final Parameter<String> INPUT =
      Parameter.text("input", null, "A JSON Lines file, or a folder of them, also .gz");
  static final Parameter<Double> TARGET =
      Parameter.number("target", 0.999, "What share of the events is to be on time");
  static final Parameter<Integer> LIMIT =
      Parameter.integer("limit", null, "Read so many records at most");
  static final Parameter<Duration> FOR =
      Parameter.duration("for", null, "Kafka: read so long what comes, from kafka.start on");
  static final Parameter<String> JSON =
      Parameter.text("json", null, "The file to write everything into as JSON");
  static final Parameter<String> PLOT =
      Parameter.text("plot", null, "The file to draw into, .png or .svg");
  static final Parameter<Duration> WINDOW_SIZE =
      Parameter.duration("window.size", Duration.ofMinutes(1), "The windows to look at");

  private static final List<Parameter<?>> OF_KAFKA =
      List.of(
          KafkaParameters.BOOTSTRAP_SERVERS,
          KafkaParameters.EVENTS,
          KafkaParameters.PATTERN,
          KafkaParameters.START);

  private static final List<Parameter<?>> KNOWN =
      Parameters.join(
          List.of(INPUT, TARGET, LIMIT, FOR, JSON, PLOT, WINDOW_SIZE),
          OF_KAFKA,
          List.of(
              EventParameters.TIME,
              EventParameters.TIME_FORMAT,
              EventParameters.TYPE,
              EventParameters.USER,
              EventParameters.SENT_TIME,
              EventParameters.RECEIVED_TIME,
              // What else a job has of its feed does no harm, so that it can stay on the command
              // line.
              EventParameters.ID,
              EventParameters.ITEM,
              EventParameters.VALUE,
              EventParameters.GROUP_BY,
              WatermarkParameters.MAX_FUTURE,
              WatermarkParameters.IDLE_TIMEOUT));

  /** The keys with their defaults, a line each. */
  static String keys() {
    return KNOWN.stream()
        .map(
            parameter ->
                String.format(
                    "%n  --%-30s %s",
                    parameter.key(),
                    parameter.defaultText() == null ? "" : parameter.defaultText()))
        .collect(Collectors.joining());
  }

  /**
   * Reads the arguments.
   *
   * @throws ParameterException if they are bad usage
   */
  static ProfilePlan of(List<String> args) {
    Parameters parameters =
        Parameters.of(KNOWN, List.of(CommandLine.parse(withJsonToStandardOutput(args))));
    double target = parameters.get(TARGET);
    require(target > 0 && target < 1, TARGET, "is not between 0 and 1");
    Duration window = parameters.get(WINDOW_SIZE);
    require(!window.isZero(), WINDOW_SIZE, "must be at least 1ms");
    require(parameters.find(LIMIT).orElse(1) >= 1, LIMIT, "must be at least 1");
    checkSource(parameters);
    checkOutput(parameters, JSON);
    checkOutput(parameters, PLOT);
    ProfileSettings settings =
        new ProfileSettings(
            ProfileSettings.mapping(parameters),
            parameters.get(WatermarkParameters.MAX_FUTURE),
            parameters.get(WatermarkParameters.IDLE_TIMEOUT),
            window);
    ProfilePlan plan = new ProfilePlan(parameters, settings, target);
    plan.plot().ifPresent(ProfilePlot::requireKnownFormat);
    return plan;
  }

  /** {@code --json} may stand alone. */
  private static List<String> withJsonToStandardOutput(List<String> args) {
    String json = "--" + JSON.key();
    List<String> whole = new ArrayList<>();
    for (int i = 0; i < args.size(); i++) {
      boolean alone =
          args.get(i).equals(json) && (i + 1 == args.size() || args.get(i + 1).startsWith("--"));
      whole.add(alone ? json + "=" + STANDARD_OUTPUT : args.get(i));
    }
    return whole;
  }

  private static void checkSource(Parameters parameters) {
    boolean isKafka =
        OF_KAFKA.stream().anyMatch(parameters::isSet)
            || !parameters.under(KafkaParameters.PROPERTIES_PREFIX).isEmpty();
    boolean isFile = parameters.find(INPUT).isPresent();
    require(isKafka || isFile, INPUT, "not set; a file, or for Kafka kafka.topic.events");
    require(!isKafka || !isFile, INPUT, "a file and Kafka, but one feed at a time");
    require(!isFile || !parameters.isSet(FOR), FOR, "is for Kafka; a file ends, or has a limit");
    require(
        parameters.get(KafkaParameters.START) != KafkaParameters.Start.COMMITTED,
        KafkaParameters.START,
        "earliest or latest, since a profile commits nothing");
    require(
        parameters.get(KafkaParameters.START) != KafkaParameters.Start.LATEST
            || parameters.isSet(FOR),
        FOR,
        "not set; with kafka.start latest it tells how long to read");
    require(
        !parameters.get(KafkaParameters.EVENTS).isEmpty(),
        KafkaParameters.EVENTS,
        "names no topic");
    if (isFile) {
      FileFeed.of(path(parameters, INPUT).orElseThrow());
    }
  }

  private static void checkOutput(Parameters parameters, Parameter<String> output) {
    if (parameters.get(output) == null || parameters.get(output).equals(STANDARD_OUTPUT)) {
      return;
    }
    Path file = OutputFile.named(output.key(), parameters.get(output));
    require(
        !path(parameters, INPUT).map(input -> isSame(input, file)).orElse(false),
        output,
        file + " would be overwritten");
  }

  private static boolean isSame(Path a, Path b) {
    return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize());
  }

  private static Optional<Path> path(Parameters parameters, Parameter<String> parameter) {
    return parameters
        .find(parameter)
        .map(
            text -> {
              try {
                return Path.of(text);
              } catch (InvalidPathException e) {
                throw new ParameterException(parameter.key() + ": '" + text + "' is no path");
              }
            });
  }

  private static void require(boolean met, Parameter<?> parameter, String otherwise) {
    if (!met) {
      throw new ParameterException(parameter.key() + ": " + otherwise);
    }
  }

  /** The file or folder to read; if there is none, the feed is Kafka's. */
  Optional<Path> input() {
    return path(parameters, INPUT);
  }

  /** How many records to read at most. */
  long limit() {
    return parameters.find(LIMIT).map(Integer::longValue).orElse(Long.MAX_VALUE);
  }

  /** How long to read from Kafka; if nothing is said, to what is its end now. */
  Optional<Duration> duration() {
    return parameters.find(FOR);
  }

  /** Whether the standard output is for JSON. */
  boolean isJsonToStandardOutput() {
    return parameters.find(JSON).filter(STANDARD_OUTPUT::equals).isPresent();
  }

  /** The file for JSON. */
  Optional<Path> json() {
    return isJsonToStandardOutput() ? Optional.empty() : path(parameters, JSON);
  }

  /** The file for the picture. */
  Optional<Path> plot() {
    return path(parameters, PLOT);
  }

  /** The end of a file's name, in lower case. */
  static String ending(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
