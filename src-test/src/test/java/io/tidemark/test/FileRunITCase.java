package io.tidemark.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole job on a MiniCluster, from a file to files. */
final class FileRunITCase {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  private static final int STREAMS = 40;
  private static final int MANY_STREAMS = 2_000;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2})
  void everyRandomFeedGivesWhatTheModelSays(long seed) throws Exception {
    for (int i = 0; i < STREAMS; i++) {
      compareWithModel(seed * MANY_STREAMS + i);
    }
  }

  @Test
  @Tag("long")
  void thousandsOfRandomFeedsGiveWhatTheModelSays() throws Exception {
    for (int i = 0; i < MANY_STREAMS; i++) {
      compareWithModel(1_000_000 + i);
    }
  }

  private void compareWithModel(long seed) throws Exception {
    Random random = new Random(seed);
    ClickCountsModel.Settings settings =
        new ClickCountsModel.Settings(
            1 + random.nextInt(20_000),
            random.nextBoolean() ? 0 : random.nextInt(40_000),
            random.nextInt(10_000),
            "click",
            random.nextBoolean() ? 0 : 1 + random.nextInt(120_000));
    List<String> feed = RandomFeed.of(seed);
    ClickCountsModel model = ClickCountsModel.of(feed, settings);

    OutputFiles output =
        run(
            RandomFeed.asBytes(feed),
            "watermark.emit",
            "per-event",
            "parallelism",
            "1",
            "window.size",
            settings.sizeMs() + "ms",
            "window.allowed-lateness",
            settings.latenessMs() + "ms",
            "watermark.max-out-of-orderness",
            settings.boundMs() + "ms",
            "filter.types",
            settings.type(),
            "dedup.horizon",
            settings.dedupMs() + "ms");

    assertThat(output.view()).as("view, seed %d, %s", seed, settings).isEqualTo(model.view);
    assertThat(panes(output)).as("panes, seed %d, %s", seed, settings).isEqualTo(model.panes);
    JsonNode books = output.finalLedger();
    assertThat(OutputFiles.counts(books))
        .as("ledger, seed %d, %s", seed, settings)
        .isEqualTo(model.ledger);
    assertThat(books.path("balanced").asBoolean()).as("seed %d", seed).isTrue();
    assertThat(output.late()).hasSize(model.ledger.getOrDefault("late_dropped", 0L).intValue());
  }

  private static Map<String, Integer> panes(OutputFiles output) {
    Map<String, Integer> panes = new TreeMap<>();
    for (JsonNode result : output.results()) {
      int before = panes.merge(OutputFiles.windowOf(result), 1, Integer::sum) - 1;
      assertThat(result.path("pane").asInt()).isEqualTo(before);
      assertThat(result.path("op").asText()).isEqualTo(before == 0 ? "+I" : "+U");
    }
    return panes;
  }

  @Test
  void whatIsBrokenIsADeadLetterWithItsBytesItsLineAndAReason() throws Exception {
    List<byte[]> lines = new ArrayList<>();
    lines.add(utf8("{\"event_time\":\"2026-01-01T10:00:00Z\",\"item_id\":\"i1\"}"));
    lines.add(new byte[] {'{', (byte) 0xff, '}'});
    lines.add(utf8("[".repeat(2_000_000)));
    lines.add(utf8(""));
    lines.add(utf8("{\"event_time\":\"2999-01-01T10:00:00Z\",\"item_id\":\"i1\"}"));

    OutputFiles output = run(join(lines), "window.size", "1min");

    List<JsonNode> letters = output.deadLetters();
    assertThat(letters).extracting(l -> l.path("line").asInt()).containsExactly(2, 3, 4, 5);
    assertThat(letters)
        .extracting(l -> l.path("reason").asText())
        .containsExactly("malformed", "malformed", "malformed", "future");
    assertThat(letters.get(0).path("raw_base64").binaryValue()).isEqualTo(lines.get(1));
    assertThat(letters.get(1).path("raw").asText()).hasSize(2_000_000);
    assertThat(letters)
        .allSatisfy(letter -> assertThat(letter.path("error").asText()).isNotBlank());
    assertThat(output.finalLedger().path("balanced").asBoolean()).isTrue();
    assertThat(output.view()).hasSize(1);
  }

  @Test
  void aFolderIsReadInTheOrderOfItsFilesWhateverTheParallelism() throws Exception {
    Path feed = Files.createDirectory(folder.resolve("feed"));
    // In this order nothing is late; in any other order nearly everything is.
    for (int file = 0; file < 20; file++) {
      Files.writeString(
          feed.resolve(String.format("part-%02d.jsonl", file)),
          String.format(
              "{\"event_time\":%d,\"item_id\":\"i\"}%n", 1_700_000_000_000L + file * 60_000L));
    }
    OutputFiles output = execute(feed, "window.size", "1min", "parallelism", "4");
    assertThat(OutputFiles.counts(output.finalLedger())).containsEntry("on_time", 20L);
  }

  @Test
  void distinctUsersAreCounted() throws Exception {
    List<String> feed = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      feed.add(
          String.format(
              "{\"event_time\":1700000000000,\"item_id\":\"i\",\"user_id\":\"u%d\"}", i % 100));
    }
    OutputFiles output =
        run(
            RandomFeed.asBytes(feed),
            "window.size",
            "1min",
            "distinct",
            "user",
            "state.backend",
            "rocksdb");
    assertThat(output.results()).hasSize(1);
    assertThat(output.results().get(0).path("count").asInt()).isEqualTo(1_000);
    assertThat(output.results().get(0).path("distinct_users").asInt()).isBetween(97, 103);
  }

  private OutputFiles run(byte[] feed, String... parameters) throws Exception {
    Path file = folder.resolve("feed.jsonl");
    Files.write(file, feed);
    return execute(file, parameters);
  }

  private OutputFiles execute(Path feed, String... parameters) throws Exception {
    Path out = folder.resolve("out");
    List<String> all =
        new ArrayList<>(
            List.of(
                "source",
                "file",
                "source.path",
                feed.toString(),
                "sink",
                "file",
                "sink.path",
                out.toString()));
    all.addAll(List.of(parameters));
    JobRun.clickCounts(all.toArray(String[]::new)).execute();
    return new OutputFiles(out);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] join(List<byte[]> lines) throws Exception {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] line : lines) {
      joined.write(line);
      joined.write('\n');
    }
    return joined.toByteArray();
  }
}
