package io.tidemark.jobs.kit.source;

import io.tidemark.functions.event.Decoded;
import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.Origin;
import io.tidemark.functions.event.RecordDecoder;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/** Decodes Kafka's records, one for one. */
final class KafkaEvents implements KafkaRecordDeserializationSchema<Decoded> {

  private static final long serialVersionUID = 1;

  private final RecordDecoders decoders;

  private transient RecordDecoder decoder;

  KafkaEvents(RecordDecoders decoders) {
    this.decoders = decoders;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    decoder = decoders.create();
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Decoded> out) {
    // Only a time that the broker set is a judge; one that the producer set is the sender's word.
    long brokerTimeMs =
        record.timestampType() == TimestampType.LOG_APPEND_TIME
            ? record.timestamp()
            : Event.NO_TIME;
    out.collect(
        decoder.decode(
            record.value(),
            brokerTimeMs,
            Origin.ofTopic(record.topic(), record.partition(), record.offset())));
  }

  @Override
  public TypeInformation<Decoded> getProducedType() {
    return TypeInformation.of(Decoded.class);
  }
}
