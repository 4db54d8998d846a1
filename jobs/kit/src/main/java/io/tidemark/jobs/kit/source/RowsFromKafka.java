package io.tidemark.jobs.kit.source;

import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads rows from Kafka. Tombstones are none. */
final class RowsFromKafka<T> implements KafkaRecordDeserializationSchema<T> {

  private static final long serialVersionUID = 1;

  private final String name;
  private final RowReader<T> reader;

  private transient LenientReader<T> rows;

  RowsFromKafka(String name, RowReader<T> reader) {
    this.name = name;
    this.reader = reader;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    rows = new LenientReader<>(name, reader);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<T> out) {
    T row = record.value() == null ? null : rows.read(record.value());
    if (row != null) {
      out.collect(row);
    }
  }

  @Override
  public TypeInformation<T> getProducedType() {
    return reader.type();
  }
}
