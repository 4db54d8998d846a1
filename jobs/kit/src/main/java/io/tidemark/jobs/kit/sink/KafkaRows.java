package io.tidemark.jobs.kit.sink;

import io.tidemark.jobs.kit.params.KafkaParameters.Changelog;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes rows to the topics of an output, all but those that its format leaves out. */
final class KafkaRows<R> implements KafkaRecordSerializationSchema<R> {

  private static final long serialVersionUID = 1;

  private final String topic;
  private final OutputFormat<R> format;
  private final Changelog changelog;

  KafkaRows(String topic, OutputFormat<R> format, Changelog changelog) {
    this.topic = topic;
    this.format = format;
    this.changelog = changelog;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(R row, KafkaSinkContext context, Long timestamp) {
    OutputFormat.KafkaRecord record =
        changelog == Changelog.UPSERT ? format.toUpsert(row) : format.toKafka(row);
    if (record == null) {
      return null;
    }
    // No timestamp: a row's time is when it was written; event times are in the row.
    ProducerRecord<byte[], byte[]> toSend =
        new ProducerRecord<>(format.topic(row, topic), record.key(), record.value());
    record.headers().forEach((name, value) -> toSend.headers().add(name, value));
    return toSend;
  }
}
