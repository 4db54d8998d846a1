package io.tidemark.functions.window;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * A zone's local time as milliseconds since 1970-01-01T00:00 local time, made monotone: while the
 * clocks repeat an hour, it stands still. So it has an inverse, and windows that are even in it are
 * without gaps or overlaps in real time too.
 */
final class LocalTimeline implements Serializable {

  private static final long serialVersionUID = 1;

  private final ZoneRules rules;

  /** Of a zone whose clocks never change, what they are ahead of UTC. */
  private final long fixedOffsetMs;

  private final boolean isFixed;

  private transient Stretch latest;

  /**
   * The time between two changes of the clocks, in which local time is easily told.
   *
   * @param from its first instant
   * @param until the first instant after it
   * @param offsetMs what the clocks are ahead of UTC
   * @param leastLocal where local time stood at the change that began it
   */
  private record Stretch(long from, long until, long offsetMs, long leastLocal) {}

  LocalTimeline(ZoneId zone) {
    this.rules = zone.getRules();
    this.isFixed = rules.isFixedOffset();
    this.fixedOffsetMs = isFixed ? rules.getOffset(Instant.EPOCH).getTotalSeconds() * 1000L : 0;
  }

  /** The local time at an instant. */
  long localOf(long instant) {
    if (latest == null || instant < latest.from || instant >= latest.until) {
      latest = stretchAround(Instant.ofEpochMilli(instant));
    }
    return Math.max(instant + latest.offsetMs, latest.leastLocal);
  }

  private Stretch stretchAround(Instant instant) {
    ZoneOffsetTransition before = rules.previousTransition(instant.plusNanos(1));
    ZoneOffsetTransition after = rules.nextTransition(instant);
    return new Stretch(
        before == null ? Long.MIN_VALUE : before.toEpochSecond() * 1000,
        after == null ? Long.MAX_VALUE : after.toEpochSecond() * 1000,
        rules.getOffset(instant).getTotalSeconds() * 1000L,
        before != null && before.isOverlap()
            ? before.getDateTimeBefore().toEpochSecond(ZoneOffset.UTC) * 1000 - 1
            : Long.MIN_VALUE);
  }

  /** The first instant at which local time is the given one, or is past it. */
  long instantOf(long local) {
    if (isFixed) {
      return local - fixedOffsetMs;
    }
    LocalDateTime time =
        LocalDateTime.ofEpochSecond(
            Math.floorDiv(local, 1000L),
            (int) Math.floorMod(local, 1000L) * 1_000_000,
            ZoneOffset.UTC);
    ZoneOffsetTransition change = rules.getTransition(time);
    if (change != null && change.isGap()) {
      return change.toEpochSecond() * 1000;
    }
    // Of two offsets, the one before the change comes first.
    return local - rules.getValidOffsets(time).get(0).getTotalSeconds() * 1000L;
  }
}
