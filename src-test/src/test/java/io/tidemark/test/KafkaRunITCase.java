package io.tidemark.test;

import static io.tidemark.test.KafkaTopicsExtension.click;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.jobs.kit.sink.Output;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on a MiniCluster, from a real broker to a real broker. */
final class KafkaRunITCase {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  @RegisterExtension static final KafkaTopicsExtension KAFKA = new KafkaTopicsExtension();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  @Test
  void theSameFeedThroughFourPartitionsGivesTheSameView() throws Exception {
    List<String> feed = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      feed.add(click("i" + i % 17, i * 40L));
    }
    Path file = folder.resolve("feed.jsonl");
    Files.write(file, RandomFeed.asBytes(feed));
    JobRun.clickCounts(
            "source",
            "file",
            "source.path",
            file.toString(),
            "sink",
            "file",
            "sink.path",
            folder.resolve("from-file").toString(),
            "window.size",
            "10s")
        .execute();

    KAFKA.topics().create(KAFKA.events(), 4);
    for (int i = 0; i < feed.size(); i++) {
      KAFKA.topics().send(KAFKA.events(), i % 4, feed.get(i));
    }
    JobRun.clickCounts(
            "source",
            "kafka",
            "kafka.stop",
            "latest",
            "kafka.bootstrap.servers",
            KAFKA.bootstrapServers(),
            "kafka.topic.events",
            KAFKA.events(),
            "parallelism",
            "2",
            "sink",
            "file",
            "sink.path",
            folder.resolve("from-kafka").toString(),
            "window.size",
            "10s")
        .execute();

    OutputFiles fromKafka = new OutputFiles(folder.resolve("from-kafka"));
    assertThat(fromKafka.view())
        .isEqualTo(new OutputFiles(folder.resolve("from-file")).view())
        .isNotEmpty();
    assertThat(OutputFiles.counts(fromKafka.finalLedger())).containsEntry("on_time", 5_000L);
  }

  @Test
  void deadLettersGoToKafkaAsTheyCameWithTheirPlaceInHeaders() throws Exception {
    byte[] garbage = {'{', (byte) 0xfe, 0, '\n'};
    KAFKA.topics().create(KAFKA.events(), 2);
    KAFKA.topics().send(KAFKA.events(), 1, click("i", 0));
    KAFKA.topics().send(KAFKA.events(), 1, garbage);
    KAFKA.topics().send(KAFKA.events(), 0, (byte[]) null);

    KAFKA.clickCounts("kafka.stop", "latest").execute();

    List<ConsumerRecord<byte[], byte[]>> letters =
        KAFKA.topics().read(KAFKA.topic(Output.DEAD_LETTERS));
    assertThat(letters).extracting(ConsumerRecord::value).containsExactlyInAnyOrder(garbage, null);
    ConsumerRecord<byte[], byte[]> letter =
        letters.stream().filter(l -> l.value() != null).findFirst().orElseThrow();
    assertThat(header(letter, "reason")).isEqualTo("malformed");
    assertThat(header(letter, "partition")).isEqualTo("1");
    assertThat(header(letter, "offset")).isEqualTo("1");
    assertThat(header(letter, "error")).contains("UTF-8");
    assertThat(KAFKA.lastLedgerRow().path("malformed").asInt()).isEqualTo(2);
    assertThat(KAFKA.lastLedgerRow().path("balanced").asBoolean()).isTrue();
  }

  @Test
  void whereTheBrokerStampsRecordsItsClockJudgesTheFuture() throws Exception {
    KAFKA.topics().create(KAFKA.events(), 1, Map.of("message.timestamp.type", "LogAppendTime"));
    long now = System.currentTimeMillis();
    // By its own received time the event is not ahead at all; the sender's word does not count.
    KAFKA
        .topics()
        .send(
            KAFKA.events(),
            0,
            String.format(
                "{\"event_time\":%d,\"received_time\":%d,\"item_id\":\"i\"}",
                now + 7_200_000, now + 7_200_000));
    KAFKA.clickCounts("kafka.stop", "latest").execute();
    assertThat(KAFKA.lastLedgerRow().path("future").asInt()).isEqualTo(1);
  }

  @Test
  void anIdlePartitionAndASubtaskWithoutOneDoNotStallTheWindows() throws Exception {
    KAFKA.topics().create(KAFKA.events(), 3);
    JobClient job =
        KAFKA.clickCounts("watermark.idle-timeout", "500ms", "parallelism", "4").executeAsync();
    KAFKA.topics().send(KAFKA.events(), 0, click("i", 0));
    KAFKA.topics().send(KAFKA.events(), 1, click("i", 1_000));
    KAFKA.topics().send(KAFKA.events(), 0, click("i", 30_000));
    KAFKA.topics().send(KAFKA.events(), 1, click("i", 30_000));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(KAFKA.rows(Output.RESULTS)).hasSize(1));
    assertThat(KAFKA.rows(Output.RESULTS).get(0).path("count").asInt()).isEqualTo(2);
    job.cancel().get();
  }

  @Test
  void exactlyOnceOutputIsThereForReadersOfWhatIsCommitted() throws Exception {
    KAFKA.topics().create(KAFKA.events(), 1);
    for (int i = 0; i < 100; i++) {
      KAFKA.topics().send(KAFKA.events(), 0, click("i" + i % 5, i * 1_000L));
    }
    KAFKA
        .clickCounts(
            "kafka.stop", "latest",
            "kafka.delivery-guarantee", "exactly-once",
            "kafka.transactional-id-prefix", KAFKA.events(),
            "checkpoint.interval", "500ms")
        .execute();
    assertThat(KAFKA.rows(Output.RESULTS))
        .hasSize(50)
        .extracting(OutputFiles::windowOf)
        .doesNotHaveDuplicates();
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
  }
}
