package io.tidemark.jobs.kit.params;

import java.util.List;

/** The two ends of a job: where events come from and where its outputs go. */
public final class EndParameters {

  /** Where events come from. */
  public enum Source {
    KAFKA,
    FILE,
    /** Kafka on this laptop, filled by simulated traffic. */
    SIMULATOR
  }

  /** Where the outputs go. */
  public enum Sink {
    PRINT,
    FILE,
    KAFKA
  }

  public static final Parameter<Source> SOURCE =
      Parameter.oneOf(
          Source.class,
          "source",
          null,
          "Where events come from; none, on a laptop: a demonstration with simulated traffic");
  public static final Parameter<String> SOURCE_PATH =
      Parameter.path(
          "source.path", null, "For file: a JSON Lines file, or a folder of them read in order");
  public static final Parameter<List<String>> SINK =
      Parameter.list("sink", List.of("print"), "Where the outputs go: print, file, kafka");
  public static final Parameter<String> SINK_PATH =
      Parameter.path("sink.path", null, "For file: the folder to write results.jsonl … into");

  public static final List<Parameter<?>> ALL = List.of(SOURCE, SOURCE_PATH, SINK, SINK_PATH);

  private EndParameters() {}

  /**
   * Whether any output goes to Kafka.
   *
   * @throws ParameterException if a sink is none that there is
   */
  public static boolean writesToKafka(Parameters parameters) {
    return parameters.choices(SINK, Sink.class).contains(Sink.KAFKA);
  }
}
