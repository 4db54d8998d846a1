package io.tidemark.functions.ranking;

/**
 * A segment and an item as one key, by which items are counted. It begins with the length of the
 * segment, so that two different pairs never look the same: {@code 2/de/Berlin}.
 */
public final class SegmentKey {

  private SegmentKey() {}

  /** The key of both. */
  public static String of(String segment, String item) {
    return segment.length() + "/" + segment + "/" + item;
  }

  /** The segment of a key. */
  static String segmentOf(String key) {
    int from = key.indexOf('/') + 1;
    return key.substring(from, from + lengthOf(key, from));
  }

  /** The item of a key. */
  static String itemOf(String key) {
    int from = key.indexOf('/') + 1;
    return key.substring(from + lengthOf(key, from) + 1);
  }

  private static int lengthOf(String key, int from) {
    return Integer.parseInt(key, 0, from - 1, 10);
  }
}
