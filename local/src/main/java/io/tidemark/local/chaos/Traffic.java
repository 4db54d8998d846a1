package io.tidemark.local.chaos;

import io.tidemark.local.chaos.Sent.Fate;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Makes up the records of a round: clicks in disorder, one item hotter than all others, copies,
 * other types of events, broken records, stamps from the future. Whether an event is late is no
 * matter of chance: those that are on time come within the watermark's bound, and those that are
 * late belong to windows of the round before, which have been read from the results already.
 *
 * <p>The clock in the data jumps a day ahead from one round to the next, and back with each late
 * event.
 */
final class Traffic {

  static final int PARTITIONS = 4;
  static final Duration WINDOW = Duration.ofSeconds(10);
  static final Duration BOUND = Duration.ofSeconds(5);
  static final String COUNTED_TYPE = "click";

  private static final long BEGIN_MS = Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();
  private static final long ROUND_MS = Duration.ofDays(1).toMillis();

  /** Event time goes by ten times as fast as the clock on the wall: windows end every second. */
  private static final int SPEED = 10;

  private static final int ITEMS = 40;
  private static final double HOT = 0.3;
  private static final double COPY = 0.03;
  private static final double OTHER_TYPE = 0.08;
  private static final double BROKEN = 0.01;
  private static final double FROM_THE_FUTURE = 0.005;
  private static final int LONGEST_GARBAGE = 20_000;

  private final SplittableRandom random;
  private final double msBetweenRecords;
  private final List<Sent> copyable = new ArrayList<>();
  private long beginMs = BEGIN_MS;
  private double clockMs = BEGIN_MS;
  private long made;

  /**
   * @param rate records in a second on the wall
   */
  Traffic(long seed, int rate) {
    this.random = new SplittableRandom(seed);
    this.msBetweenRecords = 1_000.0 * SPEED / rate;
  }

  /** The next record. */
  Sent next() {
    double dice = random.nextDouble();
    if (dice < COPY && !copyable.isEmpty()) {
      Sent copied = copyable.get(random.nextInt(copyable.size()));
      return new Sent(Fate.DUPLICATE, copied.partition(), copied.value(), copied.id(), null, 0);
    }
    if (dice < COPY + BROKEN) {
      return broken();
    }
    if (dice < COPY + BROKEN + FROM_THE_FUTURE) {
      return fromTheFuture();
    }
    clockMs += msBetweenRecords;
    long timeMs = (long) clockMs - random.nextLong(BOUND.toMillis() / 2);
    if (dice < COPY + BROKEN + FROM_THE_FUTURE + OTHER_TYPE) {
      return event(Fate.FILTERED, "view", item(), timeMs, partition());
    }
    Sent click = event(Fate.ON_TIME, COUNTED_TYPE, item(), timeMs, partition());
    remember(click);
    return click;
  }

  private void remember(Sent click) {
    int few = 100;
    if (copyable.size() < few) {
      copyable.add(click);
    } else {
      copyable.set(random.nextInt(few), click);
    }
  }

  /** An event in each partition for a window of the round before, which is long complete. */
  List<Sent> late() {
    List<Sent> late = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      // The first seconds of every round have events of the hot item.
      long timeMs = beginMs - ROUND_MS + random.nextLong(2 * WINDOW.toMillis());
      late.add(event(Fate.LATE_DROPPED, COUNTED_TYPE, hotItem(), timeMs, partition));
    }
    return late;
  }

  /** A record that is no event, of one of the many kinds that there are. */
  Sent broken() {
    String id = "x" + made++;
    byte[] value =
        switch (random.nextInt(7)) {
          case 0 -> text("{\"event_id\":\"" + id + "\",\"event_time\":" + (long) clockMs);
          case 1 -> garbage(id);
          case 2 -> text("[".repeat(2_000) + "\"" + id + "\"" + "]".repeat(2_000));
          case 3 -> text("{\"event_id\":\"" + id + "\",\"type\":\"click\",\"item_id\":\"a\"}");
          case 4 -> text("{\"item_id\":\"" + id + "\",\"event_time\":\"yesterday\"}");
          case 5 -> text("\uFEFF{}" + id);
          default -> null;
        };
    return new Sent(Fate.MALFORMED, partition(), value, id, null, 0);
  }

  private byte[] garbage(String id) {
    byte[] garbage = new byte[random.nextInt(20, LONGEST_GARBAGE)];
    random.nextBytes(garbage);
    garbage[0] = (byte) 0xff;
    byte[] mark = text(id);
    System.arraycopy(mark, 0, garbage, 1, mark.length);
    return garbage;
  }

  private Sent fromTheFuture() {
    long timeMs = Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();
    return event(Fate.FUTURE, COUNTED_TYPE, item(), timeMs, partition());
  }

  /**
   * What ends a round: an event in each partition that moves the watermark past all before it. The
   * clock jumps to the next day.
   *
   * @return the events, which are in windows that the next round completes
   */
  List<Sent> end() {
    long timeMs = (long) clockMs + BOUND.toMillis() + 2 * WINDOW.toMillis();
    List<Sent> last = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      last.add(event(Fate.ON_TIME, COUNTED_TYPE, "last", timeMs, partition));
    }
    beginMs += ROUND_MS;
    clockMs = beginMs;
    copyable.clear();
    return last;
  }

  private Sent event(Fate fate, String type, String item, long timeMs, int partition) {
    String id = "e" + made++;
    String json =
        String.format(
            Locale.ROOT,
            "{\"event_id\":\"%s\",\"event_time\":%d,\"item_id\":\"%s\",\"type\":\"%s\"}",
            id,
            timeMs,
            item,
            type);
    boolean counts = fate == Fate.ON_TIME;
    return new Sent(fate, partition, text(json), id, counts ? item : null, timeMs);
  }

  private String item() {
    return random.nextDouble() < HOT ? hotItem() : "i" + random.nextInt(ITEMS);
  }

  private static String hotItem() {
    return "hot";
  }

  private int partition() {
    return random.nextInt(PARTITIONS);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
