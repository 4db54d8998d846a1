package io.tidemark.jobs.kit.sink;

import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes rows to one topic. */
final class KafkaRows<R> implements KafkaRecordSerializationSchema<R> {

  private static final long serialVersionUID = 1;

  private final String topic;
  private final OutputFormat<R> format;

  KafkaRows(String topic, OutputFormat<R> format) {
    this.topic = topic;
    this.format = format;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(R row, KafkaSinkContext context, Long timestamp) {
    OutputFormat.KafkaRecord record = format.toKafka(row);
    // No timestamp: a row's time is when it was written; event times are in the row.
    ProducerRecord<byte[], byte[]> toSend =
        new ProducerRecord<>(topic, record.key(), record.value());
    record.headers().forEach((name, value) -> toSend.headers().add(name, value));
    return toSend;
  }
}
