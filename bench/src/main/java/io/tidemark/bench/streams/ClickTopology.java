package io.tidemark.bench.streams;

import io.tidemark.bench.engine.JacksonClicks;
import io.tidemark.bench.measure.Tally;
import io.tidemark.bench.workload.Click;
import io.tidemark.bench.workload.Clicks;
import io.tidemark.bench.workload.NamedWorkload;
import io.tidemark.bench.workload.TopicPrefix;
import io.tidemark.bench.workload.Traffic;
import io.tidemark.bench.workload.Workload;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KGroupedStream;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.SessionWindows;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.SessionStore;
import org.apache.kafka.streams.state.WindowStore;

/**
 * A workload by the DSL of Kafka Streams. Records have the item as their key and each item is in
 * one partition, so nothing is repartitioned.
 *
 * <p>Windows emit what is new of them when the cache is flushed, and the last count of each is
 * taken. To emit a window only when it is complete would be more like what others do, but takes
 * Kafka Streams about twice the time for tumbling windows, and sessions have no cache then.
 */
final class ClickTopology {

  private static final String PREFIX = "prefix";
  private static final String COUNTS = "counts";
  private static final Serde<Click> CLICKS =
      Serdes.serdeFrom(
          (topic, click) -> {
            throw new UnsupportedOperationException("clicks are only read");
          },
          (topic, record) -> JacksonClicks.decode(record));

  private ClickTopology() {}

  static Topology of(Traffic traffic) {
    TopicPrefix prefix = traffic.topic();
    Workload workload = traffic.workload();
    // One for each partition, as long as one thread at a time has it.
    List<Tally> tallies = Stream.generate(Tally::new).limit(prefix.partitions()).toList();
    boolean stateless = workload.kind() == NamedWorkload.Kind.STATELESS;

    StreamsBuilder builder = new StreamsBuilder();
    KStream<String, Click> clicks =
        builder.stream(
                prefix.topic(),
                Consumed.with(Serdes.String(), CLICKS)
                    .withTimestampExtractor(
                        (record, partitionTime) -> ((Click) record.value()).time))
            .processValues(
                () -> new PrefixProcessor(prefix, tallies, stateless ? null : COUNTS),
                Named.as(PREFIX));
    if (stateless) {
      clicks
          .filter((item, click) -> click.type.equals(Clicks.CLICK))
          .process(() -> new ClickTally(tallies));
      return builder.build();
    }
    counts(clicks.groupByKey(Grouped.with(Serdes.String(), CLICKS)), workload)
        .toStream()
        .process(() -> new WindowTally(tallies, afterLast(workload)));
    return builder.build().connectProcessorAndStateStores(PREFIX, COUNTS);
  }

  private static KTable<Windowed<String>, Long> counts(
      KGroupedStream<String, Click> clicks, Workload workload) {
    if (workload.kind() == NamedWorkload.Kind.SESSIONS) {
      return clicks
          .windowedBy(SessionWindows.ofInactivityGapAndGrace(workload.size(), Clicks.DISORDER))
          .count(stored(Materialized.<String, Long, SessionStore<Bytes, byte[]>>as(COUNTS)));
    }
    return clicks
        .windowedBy(
            TimeWindows.ofSizeAndGrace(workload.size(), Clicks.DISORDER)
                .advanceBy(workload.slide()))
        .count(stored(Materialized.<String, Long, WindowStore<Bytes, byte[]>>as(COUNTS)));
  }

  private static <S extends StateStore> Materialized<String, Long, S> stored(
      Materialized<String, Long, S> store) {
    return store.withKeySerde(Serdes.String()).withValueSerde(Serdes.Long()).withCachingEnabled();
  }

  /** A session ends a gap after its last click for others, and at that click for Kafka Streams. */
  private static long afterLast(Workload workload) {
    return workload.kind() == NamedWorkload.Kind.SESSIONS ? workload.size().toMillis() : 0;
  }
}
