package io.tidemark.watermarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * A subtask to which anything happens, beside a model of what must come of it. The model sees all
 * partitions at once; its bound is 100 milliseconds.
 */
final class RandomPartitions {

  private static final long BOUND_MS = 100;

  private static final class Partition {
    private long latest = Long.MIN_VALUE;
    private long watermark = Long.MIN_VALUE;
    private boolean hadEvent;
    private long silentSinceMs;
    private boolean idle;
    private boolean behind;
    private boolean leftBehind;
    private boolean counted;
    private long wokenMs;
    private boolean everWoke;

    boolean holds() {
      return !idle && !leftBehind;
    }
  }

  private final Random random;
  private final long timeoutMs;
  private final long graceMs;
  private final boolean perEvent;
  private final ScriptedSubtask<String> subtask;
  private final Map<String, Partition> partitions = new LinkedHashMap<>();
  private final String history;

  private long nowMs;
  private long watermark = Long.MIN_VALUE;
  private long wokenBehind;
  private long eventsBehind;
  private int begun;

  RandomPartitions(long seed, Function<Idleness, WatermarkStrategy<String>> composition) {
    random = new Random(seed);
    timeoutMs = 1_000L + random.nextInt(3) * 1_000L;
    graceMs = random.nextInt(4) * 1_500L;
    history = "seed " + seed;
    WatermarkStrategy<String> strategy =
        composition.apply(
            Idleness.after(Duration.ofMillis(timeoutMs)).withGrace(Duration.ofMillis(graceMs)));
    perEvent = emitsPerEvent(composition);
    subtask = new ScriptedSubtask<>(strategy);
    begin();
    begin();
  }

  private static boolean emitsPerEvent(Function<Idleness, WatermarkStrategy<String>> composition) {
    ScriptedSubtask<String> probe =
        new ScriptedSubtask<>(composition.apply(Idleness.after(Duration.ofSeconds(1))), "p");
    return probe.event("p", "p", 0).watermark() != Long.MIN_VALUE;
  }

  void run() {
    for (int step = 0; step < 300; step++) {
      switch (random.nextInt(20)) {
        case 0 -> begin();
        case 1 -> end();
        case 2, 3, 4, 5, 6 -> round();
        default -> event();
      }
      assertThat(subtask.watermark()).as("%s, step %d", history, step).isEqualTo(watermark);
      assertThat(subtask.metrics().count("eventtime.eventsBehindAfterWaking"))
          .as("events behind, %s, step %d", history, step)
          .isEqualTo(eventsBehind);
      assertThat(subtask.metrics().count("eventtime.partitionsWokenBehind"))
          .as("partitions behind, %s, step %d", history, step)
          .isEqualTo(wokenBehind);
      assertThat(subtask.metrics().gauge("eventtime.idlePartitions").longValue())
          .as("idle, %s, step %d", history, step)
          .isEqualTo(partitions.values().stream().filter(p -> p.idle).count());
    }
  }

  private void begin() {
    if (partitions.size() < 5) {
      String name = "p" + begun++;
      subtask.begin(name);
      Partition partition = new Partition();
      partition.silentSinceMs = nowMs;
      partitions.put(name, partition);
    }
  }

  /** Flink tells nobody, so that it is known two rounds later at the latest. */
  private void end() {
    if (partitions.size() > 1) {
      String name = anyPartition();
      subtask.end(name);
      partitions.remove(name);
      round();
      round();
    }
  }

  private String anyPartition() {
    List<String> names = new ArrayList<>(partitions.keySet());
    return names.get(random.nextInt(names.size()));
  }

  private void event() {
    // The first ones have most of the events, so that others sleep.
    List<String> names = new ArrayList<>(partitions.keySet());
    int which = (int) (names.size() * Math.pow(random.nextDouble(), 3));
    String name = names.get(which);
    Partition partition = partitions.get(name);
    long time = nowMs + random.nextInt(400) - (random.nextInt(4) == 0 ? 3_000 : 0);

    boolean lateForOthersOnly = time <= watermark && time > partition.watermark;
    long countedBefore = eventsBehind;
    subtask.event(name, "e", time);
    modelEvent(partition, time);
    if (lateForOthersOnly && partition.everWoke) {
      assertThat(eventsBehind).as("silently late, %s", history).isGreaterThan(countedBefore);
    }
  }

  private void modelEvent(Partition partition, long time) {
    if (partition.idle) {
      partition.idle = false;
      partition.everWoke = true;
      partition.behind = partition.watermark < watermark;
      partition.leftBehind = false;
      partition.counted = false;
      partition.wokenMs = nowMs;
      combine();
    }
    if (partition.behind && time <= watermark) {
      eventsBehind++;
      wokenBehind += partition.counted ? 0 : 1;
      partition.counted = true;
    }
    partition.hadEvent = true;
    partition.latest = Math.max(partition.latest, time);
    if (perEvent) {
      advance(partition);
      if (partition.holds() && partition.watermark > watermark) {
        combine();
      }
    }
  }

  private static boolean hasWatermark(Partition partition) {
    return partition.latest != Long.MIN_VALUE;
  }

  private void advance(Partition partition) {
    if (hasWatermark(partition)) {
      partition.watermark = partition.latest - BOUND_MS - 1;
    }
    if (partition.behind && partition.watermark >= watermark) {
      partition.behind = false;
      partition.leftBehind = false;
    }
  }

  private void round() {
    long passed = random.nextInt(700);
    nowMs += passed;
    subtask.roundAfter(Duration.ofMillis(passed));
    for (Partition partition : partitions.values()) {
      if (partition.hadEvent) {
        partition.silentSinceMs = nowMs;
        partition.hadEvent = false;
      }
      if (nowMs - partition.silentSinceMs >= timeoutMs) {
        partition.idle = true;
        partition.behind = false;
        partition.leftBehind = false;
      }
      if (!partition.idle) {
        advance(partition);
        partition.leftBehind |= partition.behind && nowMs - partition.wokenMs >= graceMs;
      }
    }
    combine();
  }

  /** The least of those that hold, or the highest if none does; and never less than before. */
  private void combine() {
    long combined =
        partitions.values().stream()
            .filter(Partition::holds)
            .mapToLong(p -> p.watermark)
            .min()
            .orElseGet(
                () -> partitions.values().stream().mapToLong(p -> p.watermark).max().getAsLong());
    watermark = Math.max(watermark, combined);
  }
}
