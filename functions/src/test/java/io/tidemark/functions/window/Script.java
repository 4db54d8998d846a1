package io.tidemark.functions.window;

import io.tidemark.functions.testing.Click;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A stream: what arrives, and where the watermark and the clock move in between. */
record Script(List<Step> steps) {

  sealed interface Step {}

  record Arrival(Click click, long eventTimeMs) implements Step {}

  record Mark(long watermark) implements Step {}

  /** A watermark that only one of several subtasks gets. */
  record MarkAt(int subtask, int subtasks, long watermark) implements Step {}

  record Clock(long processingTimeMs) implements Step {}

  /** The same without the records that come at the same event time as another one of their key. */
  Script withoutEqualTimes() {
    Set<String> keysAndTimes = new HashSet<>();
    return new Script(
        steps.stream()
            .filter(
                step ->
                    !(step instanceof Arrival arrival)
                        || keysAndTimes.add(arrival.click().key() + arrival.eventTimeMs()))
            .toList());
  }
}
