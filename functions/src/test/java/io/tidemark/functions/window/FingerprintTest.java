package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.Click;
import io.tidemark.functions.testing.JoinIds;
import io.tidemark.functions.testing.SortedIds;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A savepoint of other windows would be mixed with the new ones in silence: it is refused. */
class FingerprintTest {

  private static final EventTimeWindows<Click> CLICKS = EventTimeWindows.on(Windows.CLICKS);
  private static final Duration SIZE = Duration.ofMinutes(10);
  private static final Duration OTHER = Duration.ofMinutes(5);

  /** Windows by their fingerprints. */
  private static Map<String, Windowing<Click>> windowings() {
    WindowAlignment later = new WindowAlignment(OTHER, ZoneOffset.UTC);
    WindowAlignment local = new WindowAlignment(Duration.ZERO, ZoneId.of("Europe/Berlin"));
    Windowing<Click> tumbling = CLICKS.tumbling(SIZE);
    Map<String, Windowing<Click>> windowings = new LinkedHashMap<>();
    windowings.put("tumbling windows of PT10M, ACCUMULATING", tumbling);
    windowings.put("tumbling windows of PT5M, ACCUMULATING", CLICKS.tumbling(OTHER));
    windowings.put(
        "tumbling windows of PT10M offset by PT5M, ACCUMULATING", CLICKS.tumbling(SIZE, later));
    windowings.put(
        "tumbling windows of PT10M in Europe/Berlin, ACCUMULATING", CLICKS.tumbling(SIZE, local));
    windowings.put(
        "tumbling windows of PT10M, DISCARDING", tumbling.accumulation(Accumulation.DISCARDING));
    windowings.put(
        "tumbling windows of PT10M, RETRACTING", tumbling.accumulation(Accumulation.RETRACTING));
    windowings.put("sliding windows of PT10M each PT5M, ACCUMULATING", CLICKS.sliding(SIZE, OTHER));
    windowings.put(
        "sliding windows of PT10M each PT1M, ACCUMULATING",
        CLICKS.sliding(SIZE, Duration.ofMinutes(1)));
    windowings.put("sessions with a gap of PT10M, ACCUMULATING", CLICKS.session(SIZE));
    windowings.put("sessions with a gap of PT5M, ACCUMULATING", CLICKS.session(OTHER));
    windowings.put("sessions with gaps from records, ACCUMULATING", CLICKS.session(click -> 10));
    return windowings;
  }

  static List<String> fingerprints() {
    return List.copyOf(windowings().keySet());
  }

  @ParameterizedTest
  @MethodSource("fingerprints")
  void aSavepointOfOtherWindowsIsRefusedInOneLine(String fingerprint) throws Exception {
    String by = ", by " + SortedIds.class.getName();
    for (String other : fingerprints()) {
      if (!other.equals(fingerprint)) {
        assertRefused(
            windowings().get(fingerprint),
            windowings().get(other),
            new SortedIds(),
            String.format(
                "the savepoint was taken with '%s', and this job has '%s';"
                    + " restore with what it was taken with, or start without it",
                fingerprint + by, other + by));
      }
    }
  }

  @Test
  void aSavepointOfAnotherAggregateIsRefused() throws Exception {
    assertRefused(
        CLICKS.tumbling(SIZE),
        CLICKS.tumbling(SIZE),
        new JoinIds(),
        String.format(
            "the savepoint was taken with '%1$s%2$s', and this job has '%1$s%3$s';"
                + " restore with what it was taken with, or start without it",
            "tumbling windows of PT10M, ACCUMULATING, by ",
            SortedIds.class.getName(),
            JoinIds.class.getName()));
  }

  @Test
  void aSavepointOfAnotherIdentityIsRefused() throws Exception {
    String windows = "tumbling windows of PT10M, ACCUMULATING, by " + SortedIds.class.getName();
    assertRefused(
        CLICKS.tumbling(SIZE).identity("grouped by item"),
        CLICKS.tumbling(SIZE).identity("grouped by user"),
        new SortedIds(),
        String.format(
            "the savepoint was taken with '%1$s, grouped by item',"
                + " and this job has '%1$s, grouped by user';"
                + " restore with what it was taken with, or start without it",
            windows));
  }

  private static void assertRefused(
      Windowing<Click> before,
      Windowing<Click> after,
      AggregateFunction<Click, ?, String> aggregate,
      String message)
      throws Exception {
    try (Windows windows = Windows.of(before, new SortedIds(), Backend.HASHMAP)) {
      assertThatThrownBy(() -> windows.restartAs(after, aggregate))
          .isInstanceOf(SuppressRestartsException.class)
          .cause()
          .hasMessageEndingWith(": " + message)
          .hasMessageNotContaining("\n");
    }
  }
}
