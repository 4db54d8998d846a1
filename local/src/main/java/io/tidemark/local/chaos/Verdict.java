package io.tidemark.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.local.chaos.Sent.Fate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a read_committed consumer got, held against what the oracle says.
 *
 * @param lost events and records that are missing from an output
 * @param twice rows and records that are there once more than they should be, or should not be
 * @param balances whether every row of the ledger says that the books balance, and the last one has
 *     what was sent
 * @param complaints what is wrong, in words
 */
record Verdict(long lost, long twice, boolean balances, List<String> complaints) {

  /**
   * Compares.
   *
   * @param watermarkMs windows that end after it are not complete yet
   */
  static Verdict of(Oracle oracle, Committed committed, long watermarkMs) {
    Comparison comparison = new Comparison(committed.mayRepeat());
    comparison.windows(oracle.windows(), committed.windows(), watermarkMs);
    comparison.same("late event", oracle.late(), committed.late());
    comparison.same("dead letter", oracle.deadLetters(), committed.deadLetters());
    comparison.repeated(committed.repeated());
    boolean balances = comparison.ledger(oracle, committed.ledger());
    return new Verdict(
        comparison.lost, comparison.twice, balances, List.copyOf(comparison.complaints));
  }

  /** Whether nothing is wrong. */
  boolean isGood() {
    return lost == 0 && twice == 0 && balances;
  }

  /** Whether the final view is the oracle's. */
  boolean isEqual() {
    return lost == 0 && twice == 0;
  }

  private static final class Comparison {

    private final boolean mayRepeat;
    private final List<String> complaints = new ArrayList<>();
    private long lost;
    private long twice;

    Comparison(boolean mayRepeat) {
      this.mayRepeat = mayRepeat;
    }

    private void repeated(List<String> what) {
      if (!mayRepeat) {
        what.forEach(row -> twice(1, row));
      }
    }

    private void windows(Map<String, Long> expected, Map<String, Long> got, long watermarkMs) {
      expected.forEach(
          (window, count) -> {
            if (endMs(window) <= watermarkMs + 1) {
              compare("window " + window, count, got.getOrDefault(window, 0L));
            }
          });
      got.forEach(
          (window, count) -> {
            if (!expected.containsKey(window)) {
              twice(count, "window " + window + " should not be there");
            }
          });
    }

    private static long endMs(String window) {
      return Instant.parse(window.substring(window.indexOf('@') + 1)).toEpochMilli()
          + Traffic.WINDOW.toMillis();
    }

    private <K> void same(String what, Map<K, Long> expected, Map<K, Long> got) {
      expected.forEach(
          (one, count) -> {
            long here = got.getOrDefault(one, 0L);
            compare(what + " " + one, count, mayRepeat ? Math.min(count, here) : here);
          });
      got.forEach(
          (one, count) -> {
            if (!expected.containsKey(one)) {
              twice(count, what + " " + one + " should not be there");
            }
          });
    }

    private void compare(String what, long expected, long got) {
      if (got < expected) {
        lost += expected - got;
        complaints.add(String.format("%s: %d instead of %d", what, got, expected));
      } else if (got > expected) {
        twice(got - expected, String.format("%s: %d instead of %d", what, got, expected));
      }
    }

    private void twice(long count, String what) {
      twice += count;
      complaints.add(what);
    }

    private boolean ledger(Oracle oracle, List<JsonNode> rows) {
      int before = complaints.size();
      long last = 0;
      for (JsonNode row : rows) {
        if (!row.path("balanced").asBoolean() || row.path("checkpoint").asLong() <= last) {
          complaints.add("ledger: " + row);
        }
        last = row.path("checkpoint").asLong();
      }
      if (rows.isEmpty()) {
        complaints.add("the ledger has no row");
        return false;
      }
      JsonNode totals = rows.get(rows.size() - 1);
      entry(totals, "read", oracle.sent());
      for (Fate fate : Fate.values()) {
        entry(totals, fate.name().toLowerCase(Locale.ROOT), oracle.of(fate));
      }
      return complaints.size() == before;
    }

    private void entry(JsonNode totals, String column, long expected) {
      long got = totals.path(column).asLong();
      if (got != expected) {
        complaints.add(String.format("ledger: %s is %d instead of %d", column, got, expected));
      }
    }
  }
}
