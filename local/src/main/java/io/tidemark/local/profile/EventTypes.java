package io.tidemark.local.profile;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The first types of event that a feed shows, each by itself; the rest together. */
final class EventTypes {

  private static final int MOST = 50;
  private static final int LONGEST_NAME = 60;

  private final Map<String, LengthHistogram> byType = new HashMap<>();
  private final LengthHistogram others = new LengthHistogram();

  /**
   * Takes an event.
   *
   * @param type its type, or null
   * @param outOfOrdernessMs how far it was behind the newest event of its partition
   */
  void add(String type, long outOfOrdernessMs) {
    LengthHistogram known = byType.get(type);
    (known == null ? begun(type) : known).add(outOfOrdernessMs);
  }

  private LengthHistogram begun(String type) {
    if (byType.size() == MOST || (type != null && type.length() > LONGEST_NAME)) {
      return others;
    }
    LengthHistogram histogram = new LengthHistogram();
    byType.put(type, histogram);
    return histogram;
  }

  /** The types, the most frequent first; none if no event has one. */
  List<Profile.EventType> list() {
    if (byType.size() == 1 && byType.containsKey(null)) {
      return List.of();
    }
    return byType.entrySet().stream()
        .map(entry -> new Profile.EventType(entry.getKey(), entry.getValue()))
        .sorted(
            Comparator.comparingLong((Profile.EventType type) -> -type.outOfOrderness().count())
                .thenComparing(Profile.EventType::name, Comparator.nullsLast(String::compareTo)))
        .toList();
  }

  /** Events of types that are not in the list. */
  LengthHistogram others() {
    return others;
  }
}
