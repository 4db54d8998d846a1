package io.tidemark.test;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.jobs.laterepair.LateRepairJob;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What click-counts gives and what late-repair makes of it, against click-counts that waits. */
final class LateRepairITCase {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void repairedResultsAreThoseOfAJobForWhichNothingIsLate(long seed) throws Exception {
    Random random = new Random(seed);
    Path feed = Files.write(folder.resolve("feed.jsonl"), RandomFeed.asBytes(RandomFeed.of(seed)));
    String[] windows = {
      "window.size", "20s",
      "window.slide", random.nextBoolean() ? "5s" : "20s",
      "window.accumulation", random.nextBoolean() ? "accumulating" : "retracting"
    };
    String dedup = random.nextBoolean() ? "0" : "10min";
    Path run = folder.resolve("run");
    clickCounts(feed, folder.resolve("patient"), windows, dedup, "10000h");
    clickCounts(feed, run, windows, dedup, random.nextBoolean() ? "0s" : "5s");
    OutputFiles base = new OutputFiles(run);
    assertThat(base.late()).hasSizeGreaterThan(1);

    // Half of what was late is not known yet at first.
    List<String> late = Files.readAllLines(run.resolve("late.jsonl"));
    Files.write(run.resolve("late.jsonl"), late.subList(0, late.size() / 2));
    OutputFiles first = repair(run, "repair-1", windows);
    Files.write(run.resolve("late.jsonl"), late);
    OutputFiles second = repair(run, "repair-2", windows);
    OutputFiles third = repair(run, "repair-3", windows);

    List<JsonNode> all = new ArrayList<>(base.results());
    all.addAll(first.results());
    all.addAll(second.results());
    assertThat(OutputFiles.fold(all, "count"))
        .isEqualTo(new OutputFiles(folder.resolve("patient")).view());
    assertThat(third.results()).isEmpty();
    assertThat(OutputFiles.counts(third.finalLedger()))
        .isEqualTo(
            Map.of(
                "read", (long) all.size() + late.size(),
                "on_time", (long) all.size(),
                "duplicate", (long) late.size()));
    assertThat(second.finalLedger().path("balanced").asBoolean()).isTrue();
    assertThat(second.finalLedger().path("late_refined").asLong())
        .isEqualTo(late.size() - late.size() / 2);
  }

  private static void clickCounts(
      Path feed, Path sink, String[] windows, String dedup, String lateness) throws Exception {
    List<String> values = new ArrayList<>(List.of(windows));
    values.addAll(List.of("source", "file", "source.path", feed.toString()));
    values.addAll(List.of("sink", "file", "sink.path", sink.toString()));
    values.addAll(List.of("window.allowed-lateness", lateness, "dedup.horizon", dedup));
    values.addAll(List.of("watermark.emit", "per-event", "filter.types", "click"));
    values.addAll(List.of("watermark.max-out-of-orderness", "2s", "checkpoint.interval", "0"));
    JobRun.clickCounts(values.toArray(String[]::new)).execute();
  }

  private static OutputFiles repair(Path run, String name, String[] windows) throws Exception {
    List<String> values = new ArrayList<>(List.of(windows));
    values.addAll(List.of("source", "file", "source.path", run.toString()));
    values.addAll(List.of("sink", "file", "sink.path", run.resolve(name).toString()));
    values.addAll(List.of("checkpoint.interval", "0", "parallelism", "2"));
    JobRun.of(new LateRepairJob(), values.toArray(String[]::new)).execute();
    return new OutputFiles(run.resolve(name));
  }
}
