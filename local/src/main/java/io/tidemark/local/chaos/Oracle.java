package io.tidemark.local.chaos;

import io.tidemark.local.chaos.Sent.Fate;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * What must come out, worked out from what was sent and from nothing else. It shares no code with
 * the job: a window is a division, and a count is a sum.
 */
final class Oracle {

  private final Map<Fate, Long> fates = new EnumMap<>(Fate.class);
  private final Map<String, Long> windows = new HashMap<>();
  private final Map<String, Long> late = new HashMap<>();
  private final Map<Content, Long> deadLetters = new HashMap<>();
  private long sent;

  void add(Sent record) {
    sent++;
    fates.merge(record.fate(), 1L, Long::sum);
    switch (record.fate()) {
      case ON_TIME -> windows.merge(window(record.item(), record.timeMs()), 1L, Long::sum);
      case LATE_DROPPED -> late.merge(record.id(), 1L, Long::sum);
      case MALFORMED, FUTURE -> deadLetters.merge(new Content(record.value()), 1L, Long::sum);
      case FILTERED, DUPLICATE -> {
        // They leave no trace but in the ledger.
      }
    }
  }

  private static String window(String item, long timeMs) {
    long sizeMs = Traffic.WINDOW.toMillis();
    return Committed.window(item, timeMs - Math.floorMod(timeMs, sizeMs));
  }

  /** How many records were sent. */
  long sent() {
    return sent;
  }

  /** How many records were to end so. */
  long of(Fate fate) {
    return fates.getOrDefault(fate, 0L);
  }

  /** Clicks by window, of all windows that there are. */
  Map<String, Long> windows() {
    return windows;
  }

  /** Late events by id. */
  Map<String, Long> late() {
    return late;
  }

  /** Records that are no events or from the future, by what is in them. */
  Map<Content, Long> deadLetters() {
    return deadLetters;
  }
}
