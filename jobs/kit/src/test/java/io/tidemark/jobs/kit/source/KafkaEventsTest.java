package io.tidemark.jobs.kit.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.event.DeadLetter.Reason;
import io.tidemark.functions.event.Decoded;
import io.tidemark.functions.event.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.util.Collector;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KafkaEventsTest {

  private static final long NOON = 1_441_022_400_000L;
  private static final long HOUR = 3_600_000;

  private final List<Decoded> decoded = new ArrayList<>();
  private KafkaEvents events;

  @BeforeEach
  void openOnTheCluster() throws Exception {
    events = InstantiationUtil.clone(new KafkaEvents(Decoders.SIMPLE));
    events.open(null);
  }

  @Test
  void everyRecordBecomesOneInSequence() {
    deserialize(TimestampType.CREATE_TIME, NOON, Decoders.event("a", NOON));
    deserialize(TimestampType.CREATE_TIME, NOON, "{broken");
    deserialize(TimestampType.CREATE_TIME, NOON, null);
    deserialize(TimestampType.CREATE_TIME, NOON, Decoders.event("b", NOON));

    assertThat(decoded).extracting(Decoded::isEvent).containsExactly(true, false, false, true);
    assertThat(decoded).extracting(Decoded::sequence).containsExactly(1L, 2L, 3L, 4L);
  }

  @Test
  void deadLetterTellsTopicPartitionAndOffset() {
    deserialize(TimestampType.CREATE_TIME, NOON, null);

    assertThat(decoded.get(0).deadLetter().origin()).isEqualTo(Origin.ofTopic("events", 3, 41));
    assertThat(decoded.get(0).deadLetter().raw()).isNull();
  }

  @Test
  void timeThatTheBrokerSetJudgesTheFuture() {
    deserialize(TimestampType.LOG_APPEND_TIME, NOON, Decoders.event("a", NOON + HOUR));
    deserialize(TimestampType.LOG_APPEND_TIME, NOON, Decoders.event("a", NOON + HOUR + 1));

    assertThat(decoded.get(0).isEvent()).isTrue();
    assertThat(decoded.get(1).deadLetter().reason()).isEqualTo(Reason.FUTURE);
  }

  @Test
  void timeThatTheSenderSetIsNoJudge() {
    // By the sender's word it is a day ahead, but by the clock it happened in 2015.
    deserialize(TimestampType.CREATE_TIME, NOON - 24 * HOUR, Decoders.event("a", NOON));
    deserialize(TimestampType.NO_TIMESTAMP_TYPE, -1, Decoders.event("a", NOON));

    assertThat(decoded).allMatch(Decoded::isEvent);
  }

  @Test
  void producedTypeIsDecoded() {
    assertThat(events.getProducedType()).isEqualTo(TypeInformation.of(Decoded.class));
  }

  private void deserialize(TimestampType type, long timestamp, String value) {
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            "events",
            3,
            41,
            timestamp,
            type,
            0,
            0,
            null,
            value == null ? null : value.getBytes(UTF_8),
            new RecordHeaders(),
            Optional.empty());
    events.deserialize(
        record,
        new Collector<>() {
          @Override
          public void collect(Decoded one) {
            decoded.add(one);
          }

          @Override
          public void close() {}
        });
  }
}
