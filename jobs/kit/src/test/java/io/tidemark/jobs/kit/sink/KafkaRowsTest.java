package io.tidemark.jobs.kit.sink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tidemark.jobs.kit.params.KafkaParameters.Changelog;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.util.InstantiationUtil;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KafkaRowsTest {

  private static final String UNWRITTEN = "unwritten";

  @Test
  void recordIsWhatTheFormatSaysInTheTopicWithTheTimeOfWriting() throws Exception {
    KafkaRows<String> rows =
        InstantiationUtil.clone(new KafkaRows<>("topic", new UpperCase(), Changelog.FULL));

    ProducerRecord<byte[], byte[]> record = rows.serialize("row", null, 1_000L);

    assertThat(record.topic()).isEqualTo("topic");
    assertThat(record.partition()).isNull();
    assertThat(record.timestamp()).isNull();
    assertThat(record.key()).asString(UTF_8).isEqualTo("key");
    assertThat(record.value()).asString(UTF_8).isEqualTo("ROW");
    assertThat(record.headers().toArray()).extracting(Header::key).containsExactly("header");
    assertThat(record.headers().lastHeader("header").value()).containsExactly(1, 2);
  }

  @Test
  void recordOfAnyFormatIsItsLineWithoutAKey() {
    OutputFormat<String> plain = (row, json) -> json.writeStringField("row", row);

    ProducerRecord<byte[], byte[]> record =
        new KafkaRows<>("topic", plain, Changelog.UPSERT).serialize("a", null, null);

    assertThat(record.key()).isNull();
    assertThat(record.value()).asString(UTF_8).isEqualTo("{\"row\":\"a\"}");
    assertThat(record.headers()).isEmpty();
  }

  @Test
  void upsertTopicGetsWhatTheFormatHasForOneAndOthersEveryRow() {
    ProducerRecord<byte[], byte[]> tombstone =
        new KafkaRows<>("topic", new UpperCase(), Changelog.UPSERT).serialize("row", null, null);

    assertThat(tombstone.key()).asString(UTF_8).isEqualTo("key");
    assertThat(tombstone.value()).isNull();
  }

  @ParameterizedTest
  @EnumSource
  void rowThatTheFormatLeavesOutIsNotSent(Changelog changelog) {
    assertThat(
            new KafkaRows<>("topic", new UpperCase(), changelog).serialize(UNWRITTEN, null, null))
        .isNull();
  }

  private static final class UpperCase implements OutputFormat<String> {
    private static final long serialVersionUID = 1;

    @Override
    public void writeFields(String row, JsonGenerator json) throws IOException {
      json.writeStringField("row", row);
    }

    @Override
    public KafkaRecord toKafka(String row) {
      return row.equals(UNWRITTEN)
          ? null
          : new KafkaRecord(
              "key".getBytes(UTF_8),
              row.toUpperCase(Locale.ROOT).getBytes(UTF_8),
              Map.of("header", new byte[] {1, 2}));
    }

    @Override
    public KafkaRecord toUpsert(String row) {
      return row.equals(UNWRITTEN) ? null : new KafkaRecord("key".getBytes(UTF_8), null, Map.of());
    }
  }
}
