package io.tidemark.functions.window;

import java.time.Duration;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Windows over a keyed stream:
 *
 * <pre>{@code
 * WindowedStreams<Event, Long> counts =
 *     EventTimeWindows.on(events.keyBy(Event::key))
 *         .tumbling(Duration.ofMinutes(1))
 *         .allowedLateness(Duration.ofSeconds(30))
 *         .aggregate(new CountEvents(), "counts");
 * }</pre>
 */
public final class EventTimeWindows<IN> {

  private final KeyedStream<IN, String> stream;

  private EventTimeWindows(KeyedStream<IN, String> stream) {
    this.stream = stream;
  }

  /** Begins with a keyed stream whose records have timestamps and whose watermarks follow them. */
  public static <IN> EventTimeWindows<IN> on(KeyedStream<IN, String> stream) {
    return new EventTimeWindows<>(stream);
  }

  /**
   * Windows of one size that follow each other without a gap, aligned to the epoch.
   *
   * @throws IllegalArgumentException if the size is not above zero
   */
  public Tumbling<IN> tumbling(Duration size) {
    if (size.toMillis() <= 0) {
      throw new IllegalArgumentException("a window's size must be above zero, not " + size);
    }
    return new Tumbling<>(stream, size, Duration.ZERO);
  }

  /** Tumbling windows whose aggregate is still to be named. */
  public static final class Tumbling<IN> {

    private final KeyedStream<IN, String> stream;
    private final Duration size;
    private final Duration allowedLateness;

    private Tumbling(KeyedStream<IN, String> stream, Duration size, Duration allowedLateness) {
      this.stream = stream;
      this.size = size;
      this.allowedLateness = allowedLateness;
    }

    /**
     * For how long in event time a complete window still accepts records, each one of which refines
     * its result. None unless set.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Tumbling<IN> allowedLateness(Duration lateness) {
      if (lateness.isNegative()) {
        throw new IllegalArgumentException("allowed lateness cannot be negative: " + lateness);
      }
      return new Tumbling<>(stream, size, lateness);
    }

    /**
     * Aggregates each window of each key.
     *
     * @param aggregate what is made of a window's records
     * @param uid the operator's name and stable id in savepoints
     */
    public <ACC, OUT> WindowedStreams<IN, OUT> aggregate(
        AggregateFunction<IN, ACC, OUT> aggregate, String uid) {
      TypeInformation<ACC> accumulatorType =
          TypeExtractor.getAggregateFunctionAccumulatorType(
              aggregate, stream.getType(), null, false);
      TypeInformation<OUT> resultType =
          TypeExtractor.getAggregateFunctionReturnType(aggregate, stream.getType(), null, false);
      OutputTag<LateRecord<IN>> lateTag =
          new OutputTag<>("late", LateRecord.typeOf(stream.getType()));
      SingleOutputStreamOperator<WindowResult<OUT>> results =
          stream
              .transform(
                  uid,
                  WindowResult.typeOf(resultType),
                  new TumblingWindowOperator<>(
                      size, allowedLateness, aggregate, accumulatorType, lateTag))
              .uid(uid);
      return new WindowedStreams<>(results, lateTag);
    }
  }
}
