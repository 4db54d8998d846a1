package io.tidemark.bench.workload;

/**
 * Where results are to be written.
 *
 * @param bootstrapServers where Kafka is
 * @param topic the topic's name; it is there, and empty
 */
public record OutputTopic(String bootstrapServers, String topic) {}
