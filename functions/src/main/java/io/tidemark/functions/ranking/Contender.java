package io.tidemark.functions.ranking;

/**
 * An item and how often it was counted in a window so far.
 *
 * @param item its id
 * @param count how often, above zero
 */
public record Contender(String item, long count) implements Comparable<Contender> {

  /**
   * The one with the greater count comes first; of two with the same the one with the lesser id, so
   * that no two items ever share a place, and no order of arrival shows. Ids are in the order of
   * their code points, as UTF-8 bytes and most other languages have them.
   */
  @Override
  public int compareTo(Contender other) {
    int byCount = Long.compare(other.count, count);
    return byCount != 0 ? byCount : byCodePoints(item, other.item);
  }

  private static int byCodePoints(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char here = a.charAt(i);
      char there = b.charAt(i);
      if (here != there) {
        // Half a character stands for a whole one that comes after all those of one char.
        return Character.isSurrogate(here) == Character.isSurrogate(there)
            ? Character.compare(here, there)
            : Boolean.compare(Character.isSurrogate(here), Character.isSurrogate(there));
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
