package io.tidemark.functions.window;

import java.time.Duration;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Windows whose aggregate is still to be named. Each method returns windows that differ in one
 * thing; what is not set is: no allowed lateness, no early panes, a late pane for each late record,
 * accumulating.
 */
public final class Windowing<IN> {

  private final KeyedStream<IN, String> stream;
  private final WindowKind<IN> kind;
  private final Duration allowedLateness;
  private final PaneTriggers triggers;
  private final Accumulation accumulation;
  private final String identity;

  Windowing(KeyedStream<IN, String> stream, WindowKind<IN> kind) {
    this(stream, kind, Duration.ZERO, PaneTriggers.NONE, Accumulation.ACCUMULATING, "");
  }

  private Windowing(
      KeyedStream<IN, String> stream,
      WindowKind<IN> kind,
      Duration allowedLateness,
      PaneTriggers triggers,
      Accumulation accumulation,
      String identity) {
    this.stream = stream;
    this.kind = kind;
    this.allowedLateness = allowedLateness;
    this.triggers = triggers;
    this.accumulation = accumulation;
    this.identity = identity;
  }

  /**
   * For how long in event time a complete window still accepts records, each one of which refines
   * its result.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public Windowing<IN> allowedLateness(Duration lateness) {
    if (lateness.isNegative()) {
      throw new IllegalArgumentException("allowed lateness cannot be negative: " + lateness);
    }
    return new Windowing<>(stream, kind, lateness, triggers, accumulation, identity);
  }

  /**
   * When there are panes beside the one on time. Sliding windows with early panes by count or event
   * time, or with early shares ({@link Accumulation#DISCARDING}), have a price: each record then
   * costs one update for each of its windows.
   */
  public Windowing<IN> triggers(PaneTriggers paneTriggers) {
    return new Windowing<>(stream, kind, allowedLateness, paneTriggers, accumulation, identity);
  }

  /** What panes say of those before them. */
  public Windowing<IN> accumulation(Accumulation mode) {
    return new Windowing<>(stream, kind, allowedLateness, triggers, mode, identity);
  }

  /**
   * What else results depend on, such as where the key is taken from. A savepoint that was taken
   * with other windows, another aggregate or another identity is refused, since old and new state
   * would be mixed in silence. Another allowed lateness and other triggers may go on from it.
   */
  public Windowing<IN> identity(String text) {
    return new Windowing<>(stream, kind, allowedLateness, triggers, accumulation, text);
  }

  /**
   * Aggregates each window of each key.
   *
   * @param aggregate what is made of a window's records. Tumbling windows never {@code merge};
   *     sliding windows and sessions do. A {@link DeductibleAggregate} makes sliding windows
   *     cheaper
   * @param uid the operator's name and stable id in savepoints
   */
  public <ACC, OUT> WindowedStreams<IN, OUT> aggregate(
      AggregateFunction<IN, ACC, OUT> aggregate, String uid) {
    TypeInformation<ACC> accumulatorType =
        TypeExtractor.getAggregateFunctionAccumulatorType(aggregate, stream.getType(), null, false);
    TypeInformation<OUT> resultType =
        TypeExtractor.getAggregateFunctionReturnType(aggregate, stream.getType(), null, false);
    TypeInformation<WindowResult<OUT>> rowType = WindowResult.typeOf(resultType);
    OutputTag<LateRecord<IN>> lateTag =
        new OutputTag<>("late", LateRecord.typeOf(stream.getType()));
    WindowSpec<IN, ACC, OUT> spec =
        new WindowSpec<>(
            allowedLateness,
            triggers,
            accumulation,
            aggregate,
            accumulatorType,
            resultType,
            lateTag,
            fingerprint(aggregate));
    SingleOutputStreamOperator<WindowResult<OUT>> results =
        stream.transform(uid, rowType, kind.operator(spec)).uid(uid);
    return new WindowedStreams<>(results, lateTag);
  }

  private String fingerprint(AggregateFunction<IN, ?, ?> aggregate) {
    String text =
        String.format(
            "%s, %s, by %s", kind.describe(), accumulation, aggregate.getClass().getName());
    return identity.isEmpty() ? text : text + ", " + identity;
  }
}
