package io.tidemark.jobs.kit.sink;

import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.Parameters;
import java.util.Locale;

/** The outputs that every job has. */
public enum Output {
  RESULTS,
  LATE,
  DEAD_LETTERS,
  LEDGER;

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
    };
  }
}
