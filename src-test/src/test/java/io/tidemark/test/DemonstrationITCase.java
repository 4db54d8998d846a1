package io.tidemark.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What a newcomer does first, in a JVM of its own, as the launcher starts it. */
final class DemonstrationITCase {

  @RegisterExtension static final KafkaTopicsExtension KAFKA = new KafkaTopicsExtension();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path home;

  @Test
  void halfAMinuteOfTheDemonstrationShowsEveryOutcomeAndBalances() throws Exception {
    TidemarkProcess run = run("run click-counts --for 30s");

    assertThat(run.err()).anyMatch(line -> line.startsWith("Flink's web UI: http"));
    assertThat(run.out())
        .anyMatch(line -> line.startsWith("ON_TIME "))
        .anyMatch(line -> line.startsWith("LATE "))
        .anyMatch(line -> line.startsWith("watermark ") && line.endsWith("balanced"))
        .noneMatch(line -> line.contains("\u001b"));
    assertThat(run.books())
        .containsKeys("read", "on_time", "late_refined", "late_dropped")
        .containsKeys("filtered", "duplicate", "malformed", "future", "assigned")
        .allSatisfy(
            (column, count) -> {
              if (!column.equals("late_partial")) {
                assertThat(count).as(column).isPositive();
              }
            });
    assertBalanced(run);
  }

  /** LivePageITCase interrupts one as well. */
  @Test
  @Tag("long")
  void anInterruptDrainsTheDemonstration() throws Exception {
    try (TidemarkProcess run = TidemarkProcess.start(home, "run", "click-counts")) {
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  !run.isAlive()
                      || run.out().stream().anyMatch(line -> line.startsWith("ON_TIME")));
      run.interrupt();
      assertThat(run.exitStatus()).as("exit status").isZero();
      assertBalanced(run);
      assertThat(run.books().get("on_time")).isPositive();
    }
  }

  /** ClusterITCase compares the same on a cluster, KafkaRunITCase within one JVM. */
  @Test
  @Tag("long")
  void trafficFromAFileGivesTheSameViewThroughKafkaAsFromTheFile() throws Exception {
    Path feed = home.resolve("traffic.jsonl");
    run("simulate --to file --count 5000 --speed 0 --start 2026-01-01T10:00:00Z --path " + feed);
    String topic =
        " --kafka.topic.events "
            + KAFKA.events()
            + " --kafka.bootstrap.servers "
            + KAFKA.bootstrapServers();
    run("simulate --to kafka --from " + feed + topic);

    // Partitions have watermarks of their own: the same in both is only what is never dropped.
    String settings = " --window.allowed-lateness 1h --dedup.horizon 1h --sink file --sink.path ";
    Map<String, Long> fileBooks =
        run("run click-counts --source file --source.path " + feed + settings + fromFile()).books();
    TidemarkProcess throughKafka =
        run("run click-counts --source kafka --kafka.stop latest" + topic + settings + fromKafka());
    assertBalanced(throughKafka);

    assertThat(new OutputFiles(fromKafka()).view())
        .isEqualTo(new OutputFiles(fromFile()).view())
        .hasSizeGreaterThan(50);
    Map<String, Long> kafkaBooks = throughKafka.books();
    assertThat(kafkaBooks).containsEntry("read", 5_000L);
    for (String column : List.of("filtered", "duplicate", "malformed", "future")) {
      assertThat(kafkaBooks.get(column)).as(column).isPositive().isEqualTo(fileBooks.get(column));
    }
  }

  private Path fromFile() {
    return home.resolve("from-file");
  }

  private Path fromKafka() {
    return home.resolve("from-kafka");
  }

  private TidemarkProcess run(String commandLine) throws Exception {
    return TidemarkProcess.run(home, commandLine.split(" ", -1));
  }

  private static void assertBalanced(TidemarkProcess run) throws Exception {
    assertThat(run.out().get(run.out().size() - 1)).matches(" +balanced: +true");
  }
}
