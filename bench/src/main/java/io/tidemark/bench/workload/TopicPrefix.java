package io.tidemark.bench.workload;

import java.util.List;

/**
 * What a run reads of a topic: each partition from its first record to an end. Slow engines read
 * the beginning of what fast ones read.
 *
 * @param bootstrapServers where Kafka is
 * @param topic the topic's name
 * @param ends the first offset after the prefix, by partition
 */
public record TopicPrefix(String bootstrapServers, String topic, List<Long> ends) {

  public TopicPrefix {
    if (ends.stream().anyMatch(end -> end == 0)) {
      throw new IllegalArgumentException("too few clicks: a partition has none: " + ends);
    }
    ends = List.copyOf(ends);
  }

  public int partitions() {
    return ends.size();
  }

  /** How many consumers have something to read, of so many. */
  public int readers(int consumers) {
    return Math.min(consumers, partitions());
  }
}
