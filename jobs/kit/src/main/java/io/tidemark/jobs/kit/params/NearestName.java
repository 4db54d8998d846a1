package io.tidemark.jobs.kit.params;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the name that somebody who mistyped one probably meant. */
public final class NearestName {

  private NearestName() {}

  /**
   * The name with the fewest edits (Levenshtein) to what was typed, whatever the case; empty if
   * there are no names.
   */
  public static Optional<String> to(String typed, Collection<String> names) {
    String lowerCase = typed.toLowerCase(Locale.ROOT);
    return names.stream()
        .sorted()
        .min(Comparator.comparingInt(name -> edits(lowerCase, name.toLowerCase(Locale.ROOT))));
  }

  private static int edits(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
