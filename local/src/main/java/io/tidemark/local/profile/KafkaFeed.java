package io.tidemark.local.profile;

import io.tidemark.functions.event.Event;
import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.local.broker.KafkaReader;
import io.tidemark.local.cli.FailureException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;

/**
 * The records of Kafka topics. Those of a partition come in its order; those of different ones in
 * the order of Kafka's timestamps, since a consumer that catches up gets a lot of one partition
 * before it gets any of the next.
 */
final class KafkaFeed implements Feed {

  private static final int TIMEOUT_MS = 10_000;
  private static final Duration POLL = Duration.ofMillis(200);
  private static final int RECORDS_PER_POLL = 5_000;
  private static final int MOST_WAITING = 200_000;
  private static final int LEAST_WAITING = 1_000;

  private final Consumer<byte[], byte[]> consumer;
  private final List<Lane> lanes;
  private final Map<TopicPartition, Lane> byPartition = new HashMap<>();
  private final Optional<Duration> duration;
  private final String name;

  private final PriorityQueue<Lane> byNextRecord =
      new PriorityQueue<>(Comparator.comparingLong(Lane::nextTimestamp));

  private KafkaFeed(
      Consumer<byte[], byte[]> consumer,
      List<Lane> lanes,
      Optional<Duration> duration,
      String name) {
    this.consumer = consumer;
    this.lanes = lanes;
    this.duration = duration;
    this.name = name;
    lanes.forEach(lane -> byPartition.put(lane.partition, lane));
  }

  /**
   * Connects, and finds the partitions.
   *
   * @param duration how long to read; if nothing is said, to what is the end now
   * @throws FailureException if there is no Kafka, or no such topic
   */
  static KafkaFeed open(Parameters parameters, Optional<Duration> duration)
      throws FailureException {
    String servers = parameters.get(KafkaParameters.BOOTSTRAP_SERVERS);
    Consumer<byte[], byte[]> consumer = null;
    try {
      consumer =
          KafkaReader.open(
              parameters,
              Map.of(
                  ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                  TIMEOUT_MS,
                  ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                  RECORDS_PER_POLL));
      Set<String> topics = topics(parameters, consumer, servers);
      List<TopicPartition> partitions = new ArrayList<>();
      for (String topic : topics) {
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .sorted(Comparator.comparingInt(TopicPartition::partition))
            .forEach(partitions::add);
      }
      consumer.assign(partitions);
      if (parameters.get(KafkaParameters.START) == KafkaParameters.Start.LATEST) {
        consumer.seekToEnd(partitions);
      } else {
        consumer.seekToBeginning(partitions);
      }
      Map<TopicPartition, Long> ends =
          duration.isPresent() ? null : consumer.endOffsets(partitions);
      List<Lane> lanes = new ArrayList<>();
      for (TopicPartition partition : partitions) {
        long end = ends == null ? Long.MAX_VALUE : ends.get(partition);
        // A partition that has nothing to read has ended, and holds no watermark back.
        if (consumer.position(partition) < end) {
          lanes.add(new Lane(partition, lanes.size(), end));
        }
      }
      consumer.assign(lanes.stream().map(lane -> lane.partition).toList());
      return new KafkaFeed(
          consumer, lanes, duration, "topic " + String.join(", ", topics) + " at " + servers);
    } catch (KafkaException e) {
      if (consumer != null) {
        consumer.close();
      }
      throw noAnswer(servers, e);
    } catch (FailureException | RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  private static FailureException noAnswer(String servers, KafkaException e) {
    return new FailureException(
        String.format(
            "kafka.bootstrap.servers: no Kafka answers at %s: %s",
            servers, FailureException.inOneLine(e)),
        e);
  }

  private static Set<String> topics(Parameters parameters, Consumer<?, ?> consumer, String servers)
      throws FailureException {
    Map<String, List<PartitionInfo>> there = consumer.listTopics();
    Optional<String> pattern = parameters.find(KafkaParameters.PATTERN);
    Set<String> topics = new TreeSet<>();
    if (pattern.isPresent()) {
      Pattern compiled = pattern(pattern.get());
      there.keySet().stream().filter(compiled.asMatchPredicate()).forEach(topics::add);
      if (topics.isEmpty()) {
        throw new FailureException(
            "kafka.topic.pattern: no topic matches " + pattern.get() + " at " + servers);
      }
      return topics;
    }
    for (String topic : parameters.get(KafkaParameters.EVENTS)) {
      if (!there.containsKey(topic)) {
        throw new FailureException("kafka.topic.events: no topic " + topic + " at " + servers);
      }
      topics.add(topic);
    }
    return topics;
  }

  /** A regular expression that names topics. */
  static Pattern pattern(String text) {
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new ParameterException(
          KafkaParameters.PATTERN.key()
              + ": '"
              + text
              + "' is no regular expression: "
              + e.getDescription());
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<String> partitions() {
    return lanes.stream()
        .map(lane -> lane.partition.topic() + "/" + lane.partition.partition())
        .toList();
  }

  @Override
  public void read(Receiver receiver, Enough enough) throws FailureException {
    long startNanos = System.nanoTime();
    try {
      while (!enough.isReached() && !isOver(startNanos)) {
        poll();
        handOver(receiver, enough);
      }
    } catch (KafkaException e) {
      throw new FailureException("cannot read " + name + ": " + FailureException.inOneLine(e), e);
    }
  }

  private boolean isOver(long startNanos) {
    if (duration.isPresent()) {
      return System.nanoTime() - startNanos >= duration.get().toNanos();
    }
    return lanes.stream().allMatch(lane -> lane.isEmpty() && lane.isAtEnd(consumer));
  }

  private void poll() {
    int mostPerLane = Math.max(LEAST_WAITING, MOST_WAITING / Math.max(1, lanes.size()));
    for (Lane lane : lanes) {
      if (lane.waiting.size() >= mostPerLane || lane.hasReachedItsEnd(consumer)) {
        consumer.pause(List.of(lane.partition));
      } else {
        consumer.resume(List.of(lane.partition));
      }
    }
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
      Lane lane = byPartition.get(new TopicPartition(record.topic(), record.partition()));
      if (record.offset() < lane.end) {
        boolean wasEmpty = lane.isEmpty();
        lane.waiting.add(record);
        if (wasEmpty) {
          byNextRecord.add(lane);
        }
      }
    }
  }

  /** Hands over what waits, as long as no earlier record can come. */
  private void handOver(Receiver receiver, Enough enough) {
    for (Lane lane : lanes) {
      if (lane.isEmpty() && !lane.isAtEnd(consumer)) {
        return;
      }
    }
    while (!byNextRecord.isEmpty() && enough.takeOne()) {
      Lane lane = byNextRecord.remove();
      lane.handOver(receiver);
      if (!lane.isEmpty()) {
        byNextRecord.add(lane);
      } else if (!lane.isAtEnd(consumer)) {
        return;
      }
    }
  }

  @Override
  public void close() {
    consumer.close();
  }

  /** A partition, and what of it was read and not yet handed over. */
  private static final class Lane {

    private final TopicPartition partition;
    private final int number;
    private final long end;
    private final ArrayDeque<ConsumerRecord<byte[], byte[]>> waiting = new ArrayDeque<>();

    Lane(TopicPartition partition, int number, long end) {
      this.partition = partition;
      this.number = number;
      this.end = end;
    }

    boolean isEmpty() {
      return waiting.isEmpty();
    }

    long nextTimestamp() {
      return waiting.element().timestamp();
    }

    boolean hasReachedItsEnd(Consumer<?, ?> consumer) {
      return consumer.position(partition) >= end;
    }

    /** Whether there is nothing more to read, for good or for now. */
    boolean isAtEnd(Consumer<?, ?> consumer) {
      return hasReachedItsEnd(consumer) || consumer.currentLag(partition).orElse(1) == 0;
    }

    void handOver(Receiver receiver) {
      ConsumerRecord<byte[], byte[]> record = waiting.remove();
      boolean hasTime = record.timestampType() != TimestampType.NO_TIMESTAMP_TYPE;
      // Only a time that the broker set is a judge; one that the producer set is the sender's word.
      boolean isBrokers = record.timestampType() == TimestampType.LOG_APPEND_TIME;
      receiver.receive(
          number,
          record.value(),
          isBrokers ? record.timestamp() : Event.NO_TIME,
          hasTime && !isBrokers ? record.timestamp() : Event.NO_TIME);
    }
  }
}
