package io.tidemark.bench.flink;

import io.tidemark.bench.workload.TopicPrefix;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.common.TopicPartition;

/** Clicks from Kafka, by Flink's own connector. */
final class TopicClicks {

  private TopicClicks() {}

  /**
   * What a run reads of a topic.
   *
   * @param source the source as it is, but for where it ends and when it begins
   */
  static <T> DataStream<T> open(
      StreamExecutionEnvironment env,
      TopicPrefix prefix,
      KafkaSourceBuilder<T> source,
      WatermarkStrategy<T> watermarks) {
    Map<TopicPartition, Long> ends = new HashMap<>();
    for (int partition = 0; partition < prefix.partitions(); partition++) {
      ends.put(new TopicPartition(prefix.topic(), partition), prefix.ends().get(partition));
    }
    var bounded = source.setBounded(OffsetsInitializer.offsets(ends)).build();
    return env.fromSource(
        new GatedSource<>(bounded), watermarks, "clicks", bounded.getProducedType());
  }
}
