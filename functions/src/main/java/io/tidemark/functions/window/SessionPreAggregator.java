package io.tidemark.functions.window;

import io.tidemark.functions.eventtime.Times;

/**
 * Adds records up by key as long as no gap parts them: parts of sessions, which the window operator
 * joins as it does with records. A key has one such part at a time.
 *
 * <p>Parts that are held back start behind the watermark's next millisecond. So each session that
 * one of them touches, since it ends at the part's start or later, is open, and none of its panes
 * can be due but early ones.
 */
final class SessionPreAggregator<IN, ACC> extends PreAggregator<IN, ACC> {

  private static final long serialVersionUID = 1;

  private final SessionGap<IN> gap;

  private transient Sums<ACC> parts;

  /** No part starts before this. */
  private transient long earliestStart;

  /** How many records have been added since parts were last looked through. */
  private transient long addedSinceFlush;

  SessionPreAggregator(SessionGap<IN> gap, PreAggregationSpec<IN, ACC> spec) {
    super(spec);
    this.gap = gap;
  }

  @Override
  public void open() throws Exception {
    super.open();
    parts = new Sums<>(keyGroups());
    earliestStart = Long.MAX_VALUE;
  }

  @Override
  boolean isPassed(long time) {
    return time - 1 <= watermark();
  }

  @Override
  long lengthMs(IN record, long time) {
    return lengthMs(time, endOf(record, time));
  }

  private static long lengthMs(long start, long end) {
    long length = end - start;
    return length < 0 ? Long.MAX_VALUE : length;
  }

  private long endOf(IN record, long time) {
    return Times.after(time, Math.max(1, gap.gapMs(record)));
  }

  @Override
  void add(String key, IN record, long time) {
    long end = endOf(record, time);
    Sums.Sum<ACC> part = parts.of(key);
    if (part.count > 0 && (time > part.end || end < part.time)) {
      sendPart(part);
    }
    if (part.count == 0) {
      part.time = time;
      part.end = end;
    } else {
      part.time = Math.min(part.time, time);
      part.end = Math.max(part.end, end);
    }
    earliestStart = Math.min(earliestStart, time);
    addedSinceFlush++;
    addTo(part, record);
  }

  @Override
  int held() {
    return parts.size();
  }

  /** Sends a part. If it is not taken out, it is empty from then on. */
  private void sendPart(Sums.Sum<ACC> part) {
    if (part.count > 0) {
      send(part, lengthMs(part.time, part.end));
      part.count = 0;
    }
  }

  @Override
  void flushBefore(long watermark) {
    if (earliestStart - 1 > watermark) {
      return;
    }
    if (addedSinceFlush < parts.size()) {
      // Watermarks come so often that looking for those that may stay costs more than it saves.
      flush();
      return;
    }
    addedSinceFlush = 0;
    earliestStart = Long.MAX_VALUE;
    parts.takeIf(
        part -> {
          if (part.count > 0 && part.time - 1 > watermark) {
            earliestStart = Math.min(earliestStart, part.time);
            return false;
          }
          sendPart(part);
          return true;
        });
  }

  @Override
  void flush() {
    parts.takeIf(
        part -> {
          sendPart(part);
          return true;
        });
    earliestStart = Long.MAX_VALUE;
    addedSinceFlush = 0;
  }
}
