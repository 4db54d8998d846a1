package io.tidemark.jobs.kit;

import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.sink.Output;
import java.util.LinkedHashMap;
import java.util.Map;

/** The topics that a job writes to. */
public final class JobTopics {

  private JobTopics() {}

  /** Each topic with the output whose rows it gets. */
  public static <P> Map<String, Output> of(Job<P, ?> job, Parameters parameters) {
    Map<String, Output> topics = new LinkedHashMap<>();
    for (Output output : Output.of(parameters)) {
      String topic = output.topic(job.name(), parameters);
      if (output == Output.RESULTS) {
        job.resultTopics(job.params(parameters), topic).forEach(one -> topics.put(one, output));
      } else {
        topics.put(topic, output);
      }
    }
    return topics;
  }
}
