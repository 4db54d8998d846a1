package io.tidemark.jobs.kit.sink;

import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.TraceParameters;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** The outputs that jobs have. */
public enum Output {
  RESULTS,
  LATE,
  DEAD_LETTERS,
  LEDGER,
  TRACE;

  /** Those that every job has. */
  public static final Set<Output> OF_EVERY_JOB =
      Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(TRACE)));

  /** Those that a job with the given parameters has. */
  public static Set<Output> of(Parameters parameters) {
    return TraceParameters.isOn(parameters) ? EnumSet.allOf(Output.class) : OF_EVERY_JOB;
  }

  /** The name in topics, files and Flink's web UI. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The file that it is written to in the sink's folder. */
  public String fileName() {
    return label() + ".jsonl";
  }

  /** The topic that it is written to. */
  public String topic(String job, Parameters parameters) {
    return parameters.find(topicParameter()).orElse(job + "." + label() + ".v1");
  }

  private Parameter<String> topicParameter() {
    return switch (this) {
      case RESULTS -> KafkaParameters.RESULTS;
      case LATE -> KafkaParameters.LATE;
      case DEAD_LETTERS -> KafkaParameters.DEAD_LETTERS;
      case LEDGER -> KafkaParameters.LEDGER;
      case TRACE -> KafkaParameters.TRACE;
    };
  }
}
