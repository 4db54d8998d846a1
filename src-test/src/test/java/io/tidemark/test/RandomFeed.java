package io.tidemark.test;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random records as a feed might bring them: disorder, copies, stamps from the future, garbage. */
final class RandomFeed {

  private static final long START = Instant.parse("2026-01-01T10:00:00Z").toEpochMilli();
  private static final List<String> BROKEN =
      List.of(
          "",
          "{",
          "nonsense",
          "{\"event_time\":\"2026-01-01T10:00:00Z\"}",
          "{\"item_id\":\"i1\",\"type\":\"click\",\"event_id\":\"x\"}",
          "{\"event_time\":\"yesterday\",\"item_id\":\"i1\",\"type\":\"click\",\"event_id\":\"x\"}",
          "{\"event_time\":1,\"event_time\":2,\"item_id\":\"i\",\"type\":\"click\",\"event_id\":\"x\"}");

  private final Random random;
  private final List<String> lines = new ArrayList<>();
  private long clock = START;

  private RandomFeed(long seed) {
    this.random = new Random(seed);
  }

  /** JSON Lines of up to 300 records; each from its seed alone. */
  static List<String> of(long seed) {
    RandomFeed feed = new RandomFeed(seed);
    int records = 1 + feed.random.nextInt(300);
    for (int i = 0; i < records; i++) {
      feed.lines.add(feed.line(i));
    }
    return feed.lines;
  }

  private String line(int i) {
    int dice = random.nextInt(100);
    if (dice < 4) {
      return BROKEN.get(random.nextInt(BROKEN.size()));
    }
    if (dice < 12 && !lines.isEmpty()) {
      return lines.get(random.nextInt(lines.size()));
    }
    clock += random.nextInt(3_000);
    long lag = dice < 80 ? random.nextInt(3_000) : random.nextInt(60_000);
    long ahead = dice > 97 ? 3 * 3_600_000L : 0;
    return event(i, clock - lag + ahead, clock);
  }

  private String event(int i, long timeMs, long receivedMs) {
    String time =
        random.nextBoolean()
            ? Long.toString(timeMs)
            : '"' + Instant.ofEpochMilli(timeMs).toString() + '"';
    return String.format(
        "{\"event_id\":\"e%d\",\"item_id\":\"i%d\",\"user_id\":\"u%d\",\"type\":\"%s\","
            + "\"event_time\":%s,\"received_time\":%d}",
        i,
        random.nextInt(4),
        random.nextInt(5),
        random.nextInt(3) == 0 ? "view" : "click",
        time,
        receivedMs);
  }

  static byte[] asBytes(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8);
  }
}
