package io.tidemark.functions.window;

import java.time.Duration;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.util.OutputTag;

/**
 * Windows whose aggregate is still to be named. Each method returns windows that differ in one
 * thing; what is not set is: no allowed lateness, no early panes, a late pane for each late record,
 * accumulating.
 */
public final class Windowing<IN> {

  private final DataStream<IN> stream;

  /** Null if the stream is keyed already. */
  private final KeySelector<IN, String> keys;

  private final WindowKind<IN> kind;
  private final Duration allowedLateness;
  private final PaneTriggers triggers;
  private final Accumulation accumulation;
  private final PreAggregation preAggregation;
  private final String identity;

  Windowing(DataStream<IN> stream, KeySelector<IN, String> keys, WindowKind<IN> kind) {
    this(
        stream,
        keys,
        kind,
        Duration.ZERO,
        PaneTriggers.NONE,
        Accumulation.ACCUMULATING,
        PreAggregation.AUTO,
        "");
  }

  private Windowing(
      DataStream<IN> stream,
      KeySelector<IN, String> keys,
      WindowKind<IN> kind,
      Duration allowedLateness,
      PaneTriggers triggers,
      Accumulation accumulation,
      PreAggregation preAggregation,
      String identity) {
    this.stream = stream;
    this.keys = keys;
    this.kind = kind;
    this.allowedLateness = allowedLateness;
    this.triggers = triggers;
    this.accumulation = accumulation;
    this.preAggregation = preAggregation;
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
    return new Windowing<>(
        stream, keys, kind, lateness, triggers, accumulation, preAggregation, identity);
  }

  /**
   * When there are panes beside the one on time. Sliding windows with early panes by count or event
   * time, or with early shares ({@link Accumulation#DISCARDING}), have a price: each record then
   * costs one update for each of its windows.
   */
  public Windowing<IN> triggers(PaneTriggers paneTriggers) {
    return new Windowing<>(
        stream, keys, kind, allowedLateness, paneTriggers, accumulation, preAggregation, identity);
  }

  /** What panes say of those before them. */
  public Windowing<IN> accumulation(Accumulation mode) {
    return new Windowing<>(
        stream, keys, kind, allowedLateness, triggers, mode, preAggregation, identity);
  }

  /**
   * Whether records are added up before they are sent to the subtask that has their key. A job may
   * go on from a savepoint with the other choice. Without meaning if the stream came keyed.
   */
  public Windowing<IN> preAggregation(PreAggregation mode) {
    return new Windowing<>(
        stream, keys, kind, allowedLateness, triggers, accumulation, mode, identity);
  }

  /**
   * What else results depend on, such as where the key is taken from. A savepoint that was taken
   * with other windows, another aggregate or another identity is refused, since old and new state
   * would be mixed in silence. Another allowed lateness and other triggers may go on from it.
   */
  public Windowing<IN> identity(String text) {
    return new Windowing<>(
        stream, keys, kind, allowedLateness, triggers, accumulation, preAggregation, text);
  }

  /**
   * Aggregates each window of each key.
   *
   * @param aggregate what is made of a window's records. Only tumbling windows over a stream that
   *     came keyed never {@code merge}. A {@link DeductibleAggregate} makes sliding windows cheaper
   * @param uid the operator's name and stable id in savepoints
   */
  public <ACC, OUT> WindowedStreams<IN, OUT> aggregate(
      AggregateFunction<IN, ACC, OUT> aggregate, String uid) {
    TypeInformation<ACC> accumulatorType =
        TypeExtractor.getAggregateFunctionAccumulatorType(aggregate, stream.getType(), null, false);
    TypeInformation<OUT> resultType =
        TypeExtractor.getAggregateFunctionReturnType(aggregate, stream.getType(), null, false);
    OutputTag<LateRecord<IN>> lateTag =
        new OutputTag<>("late", LateRecord.typeOf(stream.getType()));
    SingleOutputStreamOperator<WindowResult<OUT>> results =
        keys == null
            ? aggregate(
                keyedStream(),
                kind,
                spec(
                    aggregate,
                    accumulatorType,
                    resultType,
                    new Elements.Records<>(lateTag),
                    fingerprint(aggregate)),
                uid)
            : aggregate(
                preAggregated(aggregate, accumulatorType, uid),
                kind.ofContributions(),
                spec(
                    ContributionAggregate.of(
                        aggregate,
                        accumulatorType.createSerializer(
                            stream.getExecutionConfig().getSerializerConfig())),
                    accumulatorType,
                    resultType,
                    new Elements.Contributions<>(lateTag),
                    fingerprint(aggregate)),
                uid);
    return new WindowedStreams<>(results, lateTag);
  }

  @SuppressWarnings("unchecked") // no other stream comes without keys
  private KeyedStream<IN, String> keyedStream() {
    return (KeyedStream<IN, String>) stream;
  }

  private <ACC> KeyedStream<Contribution<IN, ACC>, String> preAggregated(
      AggregateFunction<IN, ACC, ?> aggregate, TypeInformation<ACC> accumulatorType, String uid) {
    String name = uid + "-pre-aggregation";
    KeySelector<IN, String> keyOfRecord = keys;
    return stream
        .transform(
            name,
            Contribution.typeOf(stream.getType(), accumulatorType),
            kind.preAggregator(new PreAggregationSpec<>(keys, aggregate, triggers, preAggregation)))
        .uid(name)
        // Chained to what comes before it: records are sent once, behind it.
        .setParallelism(stream.getParallelism())
        .keyBy(
            contribution ->
                contribution.isRecord()
                    ? keyOfRecord.getKey(contribution.record())
                    : contribution.key());
  }

  private <T, ACC, OUT> WindowSpec<T, ACC, OUT> spec(
      AggregateFunction<T, ACC, OUT> aggregate,
      TypeInformation<ACC> accumulatorType,
      TypeInformation<OUT> resultType,
      Elements<T, IN> elements,
      String fingerprint) {
    return new WindowSpec<>(
        allowedLateness,
        triggers,
        accumulation,
        aggregate,
        accumulatorType,
        resultType,
        elements,
        fingerprint);
  }

  private static <T, ACC, OUT> SingleOutputStreamOperator<WindowResult<OUT>> aggregate(
      KeyedStream<T, String> stream, WindowKind<T> kind, WindowSpec<T, ACC, OUT> spec, String uid) {
    return stream
        .transform(uid, WindowResult.typeOf(spec.resultType()), kind.operator(spec))
        .uid(uid);
  }

  private String fingerprint(AggregateFunction<IN, ?, ?> aggregate) {
    String text =
        String.format(
            "%s, %s, by %s", kind.describe(), accumulation, aggregate.getClass().getName());
    return identity.isEmpty() ? text : text + ", " + identity;
  }
}
