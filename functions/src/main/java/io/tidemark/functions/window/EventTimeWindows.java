package io.tidemark.functions.window;

import java.time.Duration;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;

/**
 * Windows over a stream, for each of its keys:
 *
 * <pre>{@code
 * WindowedStreams<Event, Long> counts =
 *     EventTimeWindows.on(events, Event::key)
 *         .sliding(Duration.ofMinutes(10), Duration.ofSeconds(5))
 *         .allowedLateness(Duration.ofMinutes(1))
 *         .accumulation(Accumulation.RETRACTING)
 *         .aggregate(new CountEvents(), "counts");
 * }</pre>
 */
public final class EventTimeWindows<IN> {

  private final DataStream<IN> stream;
  private final KeySelector<IN, String> keys;

  private EventTimeWindows(DataStream<IN> stream, KeySelector<IN, String> keys) {
    this.stream = stream;
    this.keys = keys;
  }

  /**
   * Begins with a stream whose records have timestamps and whose watermarks follow them. Records
   * are added up, chained to the stream, before they are sent to the subtask that has their key; so
   * the aggregate is also asked to {@code merge}, in any order. See {@link PreAggregation}.
   *
   * @param keys the key of a record, never null
   */
  public static <IN> EventTimeWindows<IN> on(DataStream<IN> stream, KeySelector<IN, String> keys) {
    return new EventTimeWindows<>(stream, keys);
  }

  /**
   * Begins with a keyed stream whose records have timestamps and whose watermarks follow them. Each
   * record has been sent by itself then.
   */
  public static <IN> EventTimeWindows<IN> on(KeyedStream<IN, String> stream) {
    return new EventTimeWindows<>(stream, null);
  }

  /**
   * Windows of one size that follow each other without a gap, aligned to the epoch.
   *
   * @throws IllegalArgumentException if the size is not above zero
   */
  public Windowing<IN> tumbling(Duration size) {
    return tumbling(size, WindowAlignment.UTC);
  }

  /**
   * Windows of one size that follow each other without a gap.
   *
   * @throws IllegalArgumentException if the size is not above zero
   */
  public Windowing<IN> tumbling(Duration size, WindowAlignment alignment) {
    return sliding(size, size, alignment);
  }

  /**
   * Windows of one size that overlap, aligned to the epoch.
   *
   * @param slide from the start of one window to that of the next; the size need not be a multiple
   * @throws IllegalArgumentException if the slide is not above zero, or larger than the size
   */
  public Windowing<IN> sliding(Duration size, Duration slide) {
    return sliding(size, slide, WindowAlignment.UTC);
  }

  /**
   * Windows of one size that overlap.
   *
   * @param slide from the start of one window to that of the next; the size need not be a multiple
   * @throws IllegalArgumentException if the slide is not above zero, or larger than the size
   */
  public Windowing<IN> sliding(Duration size, Duration slide, WindowAlignment alignment) {
    if (size.toMillis() <= 0) {
      throw new IllegalArgumentException("a window's size must be above zero, not " + size);
    }
    if (slide.toMillis() <= 0) {
      throw new IllegalArgumentException("a window's slide must be above zero, not " + slide);
    }
    if (slide.compareTo(size) > 0) {
      throw new IllegalArgumentException(
          "with a slide of " + slide + " events between windows of " + size + " would be in none");
    }
    return new Windowing<>(stream, keys, new WindowKind.Aligned<>(size, slide, alignment));
  }

  /**
   * Windows that last as long as no gap parts their records.
   *
   * @throws IllegalArgumentException if the gap is not above zero
   */
  public Windowing<IN> session(Duration gap) {
    if (gap.toMillis() <= 0) {
      throw new IllegalArgumentException("a session's gap must be above zero, not " + gap);
    }
    long gapMs = gap.toMillis();
    return new Windowing<>(
        stream, keys, new WindowKind.Sessions<>(element -> gapMs, "sessions with a gap of " + gap));
  }

  /**
   * Windows that last as long as no gap parts their records, where each record says what the gap
   * behind it is.
   */
  public Windowing<IN> session(SessionGap<IN> gap) {
    return new Windowing<>(
        stream, keys, new WindowKind.Sessions<>(gap, "sessions with gaps from records"));
  }
}
