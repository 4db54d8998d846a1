package io.tidemark.functions.window;

/**
 * Adds records up by key as long as no gap parts them: parts of sessions, which the window operator
 * joins as it does with records. A key has one such part at a time.
 *
 * <p>A part must leave before the watermark that completes a session which it touches. Such a
 * session ends at the part's start or later; so a part that starts behind the watermark's next
 * millisecond may stay.
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
    parts = new Sums<>();
    earliestStart = Long.MAX_VALUE;
  }

  @Override
  boolean isLate(IN record, long time) {
    return watermark() >= endOf(record, time) - 1;
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
    return WindowOperator.after(time, Math.max(1, gap.gapMs(record)));
  }

  @Override
  void add(String key, IN record, long time) {
    long end = endOf(record, time);
    Sums.Sum<ACC> part = parts.of(key);
    if (part.count > 0 && (time > part.end || end < part.time)) {
      sendPart(part);
      part.count = 0;
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

  private void sendPart(Sums.Sum<ACC> part) {
    send(part, lengthMs(part.time, part.end));
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
          if (part.time - 1 > watermark) {
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
