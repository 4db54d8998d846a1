package io.tidemark.local.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class KafkaFailureTest {

  @Test
  void namesTheTopicItsServersAndTheReasonUnderAllWrappings() {
    Exception failure = new ExecutionException(new TimeoutException("no answer in 20000 ms"));

    assertThat(KafkaFailure.of("Kafka topic 'events' at localhost:9092", failure))
        .hasMessage(
            "Kafka topic 'events' at localhost:9092: TimeoutException: no answer in 20000 ms")
        .hasCause(failure);
  }

  @Test
  void saysWhichPropertyIsWrongAndNotOnlyThatTheProducerFailed() {
    Exception failure =
        new KafkaException("Failed to construct kafka producer", new ConfigException("bad acks"));

    assertThat(KafkaFailure.of("Kafka topic 'events' at localhost:9092", failure))
        .hasMessageEndingWith("bad acks");
  }

  @Test
  void isOneLine() {
    assertThat(
            KafkaFailure.of(
                "Kafka topic 'events' at localhost:9092", new KafkaException("first\nsecond")))
        .hasMessageEndingWith("first");
  }
}
