package io.tidemark.test;

import static io.tidemark.test.KafkaTopicsExtension.T0;
import static io.tidemark.test.KafkaTopicsExtension.click;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.jobs.kit.sink.Output;
import io.tidemark.watermarks.FutureGuard;
import io.tidemark.watermarks.Idleness;
import io.tidemark.watermarks.MeasuredWatermarks;
import io.tidemark.watermarks.WatermarksPerEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Event time over the partitions of a real broker, some of which are silent, behind or ahead. */
final class KafkaWatermarksITCase {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  @RegisterExtension static final KafkaTopicsExtension KAFKA = new KafkaTopicsExtension();

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final long HOUR_MS = 3_600_000;

  @Test
  void anIdlePartitionHoldsTheOthersBackNoMore() throws Exception {
    KAFKA.topics().create(KAFKA.events(), 2);
    JobClient job = clickCounts("1", "watermark.idle-timeout", "500ms");

    KAFKA.topics().send(KAFKA.events(), 0, click("a", 1_000));
    KAFKA.topics().send(KAFKA.events(), 0, click("a", 20_000));

    awaitWindow("a", 0, 1);
    job.cancel().get();
  }

  @Test
  void subtasksWithoutAPartitionHoldNobodyBack() throws Exception {
    KAFKA.topics().create(KAFKA.events(), 1);
    JobClient job = clickCounts("3", "watermark.idle-timeout", "500ms");

    KAFKA.topics().send(KAFKA.events(), 0, click("a", 1_000));
    KAFKA.topics().send(KAFKA.events(), 0, click("a", 20_000));

    awaitWindow("a", 0, 1);
    job.cancel().get();
  }

  @Test
  void theLastWindowFiresWhenAllIsQuiet() throws Exception {
    KAFKA.topics().create(KAFKA.events(), 2);
    JobClient job =
        clickCounts("2", "watermark.idle-timeout", "500ms", "watermark.quiet-advance", "1h");

    KAFKA.topics().send(KAFKA.events(), 1, click("a", 1_000));

    awaitWindow("a", 0, 1);
    job.cancel().get();
  }

  /**
   * What it brings that is an hour old is late, and counted; what is not so old is waited for. The
   * timeout is long enough for what goes on between two of its events.
   */
  @Test
  void aPartitionThatReturnsAfterAnHourIsWaitedFor() throws Exception {
    KAFKA.topics().create(KAFKA.events(), 2);
    JobClient job = clickCounts("1", "watermark.idle-timeout", "5s");
    KAFKA.topics().send(KAFKA.events(), 0, click("a", 1_000));
    KAFKA.topics().send(KAFKA.events(), 1, click("a", 2_000));
    KAFKA.topics().send(KAFKA.events(), 0, click("a", HOUR_MS));
    // The hour is over for all, since partition 1 is idle.
    awaitWindow("a", 0, 2);

    KAFKA.topics().send(KAFKA.events(), 1, click("b", 3_000));
    awaitLedger("late_dropped", 1);
    // It is awake, and half an hour behind: whatever partition 0 brings, event time stands still.
    KAFKA.topics().send(KAFKA.events(), 0, click("a", HOUR_MS + 60_000));
    awaitLedger("on_time", 4);
    KAFKA.topics().send(KAFKA.events(), 1, click("b", HOUR_MS + 5_000));
    awaitLedger("on_time", 5);

    KAFKA.topics().send(KAFKA.events(), 1, click("b", HOUR_MS + 60_000));
    awaitWindow("b", HOUR_MS, 1);
    JsonNode ledger = awaitLedger("on_time", 6);
    assertThat(ledger.get("read").asInt()).isEqualTo(7);
    assertThat(ledger.get("late_dropped").asInt()).isEqualTo(1);
    assertThat(ledger.get("balanced").asBoolean()).isTrue();
    job.cancel().get();
  }

  private static final AtomicInteger FAST = new AtomicInteger();
  private static final AtomicInteger SLOW = new AtomicInteger();

  /** Flink's alignment, through everything of ours that can be around a strategy. */
  @Test
  void ofTwoSourcesThatAreAlignedTheFastOneIsHeldByTheSlowOne() throws Exception {
    String slow = KAFKA.events() + ".slow";
    String fast = KAFKA.events() + ".fast";
    KAFKA.topics().create(slow, 1);
    KAFKA.topics().create(fast, 1);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);
    counted(env, slow, SLOW);
    counted(env, fast, FAST);
    JobClient job = env.executeAsync();
    KAFKA.topics().send(slow, 0, "0");
    await().atMost(PATIENCE).until(() -> SLOW.get() == 1);

    int sent = 0;
    while (sent < 1_000 && !isHeld(sent)) {
      KAFKA.topics().send(fast, 0, String.valueOf(1_000L * sent));
      sent++;
    }
    // Ten seconds are allowed, and some more pass until the sources are told.
    assertThat(sent).isBetween(11, 500);

    KAFKA.topics().send(slow, 0, String.valueOf(HOUR_MS));
    int all = sent;
    await().atMost(PATIENCE).until(() -> FAST.get() == all);
    job.cancel().get();
  }

  private static boolean isHeld(int sent) {
    try {
      await().atMost(Duration.ofSeconds(3)).until(() -> FAST.get() == sent);
      return false;
    } catch (ConditionTimeoutException e) {
      return true;
    }
  }

  private static void counted(StreamExecutionEnvironment env, String topic, AtomicInteger count) {
    boolean isFast = count == FAST;
    Idleness idleness = Idleness.after(Duration.ofMinutes(1));
    WatermarkStrategy<String> strategy =
        FutureGuard.<String>allowing(Duration.ofDays(1))
            .passing(
                idleness.around(
                    WatermarksPerEvent.of(
                        MeasuredWatermarks.of(
                            WatermarkStrategy.<String>forMonotonousTimestamps()
                                .withTimestampAssigner((text, time) -> T0 + Long.parseLong(text))
                                .withWatermarkAlignment(
                                    "aligned", Duration.ofSeconds(10), Duration.ofMillis(50)),
                            0.99))));
    KafkaSource<String> source =
        KafkaSource.<String>builder()
            .setBootstrapServers(KAFKA.bootstrapServers())
            .setTopics(topic)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setValueOnlyDeserializer(new SimpleStringSchema())
            .build();
    DataStream<String> events = idleness.behind(env.fromSource(source, strategy, topic));
    events
        .map(
            text -> {
              (isFast ? FAST : SLOW).incrementAndGet();
              return text;
            })
        .sinkTo(new DiscardingSink<>());
  }

  private static JobClient clickCounts(String parallelism, String... more) throws Exception {
    String[] all = new String[more.length + 8];
    System.arraycopy(more, 0, all, 8, more.length);
    String[] first = {
      "parallelism",
      parallelism,
      "checkpoint.interval",
      "200ms",
      "watermark.max-out-of-orderness",
      "0s",
      "kafka.start",
      "earliest"
    };
    System.arraycopy(first, 0, all, 0, first.length);
    return KAFKA.clickCounts(all).executeAsync();
  }

  private static void awaitWindow(String item, long startMs, int count) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(KAFKA.rows(Output.RESULTS))
                    .anySatisfy(
                        row -> {
                          assertThat(row.get("key").asText()).isEqualTo(item);
                          assertThat(row.get("window_start").asText())
                              .isEqualTo(
                                  Instant.ofEpochMilli(T0 + startMs)
                                      .toString()
                                      .replace("Z", ".000Z"));
                          assertThat(row.get("count").asInt()).isEqualTo(count);
                        }));
  }

  private static JsonNode awaitLedger(String column, int value) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(KAFKA.lastLedgerRow().path(column).asInt()).isEqualTo(value));
    return KAFKA.lastLedgerRow();
  }
}
