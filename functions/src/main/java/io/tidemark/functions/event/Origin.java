package io.tidemark.functions.event;

/**
 * Where a record was read.
 *
 * @param name the topic, or the file's path
 * @param partition the topic's partition, or {@link #FILE}
 * @param position the offset in the partition, or the line in the file, counted from 1
 */
public record Origin(String name, int partition, long position) {

  /** The partition of what comes from a file. */
  public static final int FILE = -1;

  /** A record of a Kafka topic. */
  public static Origin ofTopic(String topic, int partition, long offset) {
    return new Origin(topic, partition, offset);
  }

  /** A line of a file, counted from 1. */
  public static Origin ofFile(String path, long line) {
    return new Origin(path, FILE, line);
  }

  /** Whether the record came from a file, so that its position is a line. */
  public boolean isFile() {
    return partition == FILE;
  }
}
