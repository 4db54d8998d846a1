package io.tidemark.bench.flink;

import io.tidemark.bench.engine.Engine;
import io.tidemark.bench.engine.JacksonClicks;
import io.tidemark.bench.measure.Race;
import io.tidemark.bench.workload.Click;
import io.tidemark.bench.workload.ClickJson;
import io.tidemark.bench.workload.Clicks;
import io.tidemark.bench.workload.NamedWorkload;
import io.tidemark.bench.workload.Shape;
import io.tidemark.bench.workload.TopicPrefix;
import io.tidemark.bench.workload.Traffic;
import io.tidemark.bench.workload.Workload;
import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.local.cli.TemporaryFolder;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.assigners.WindowAssigner;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Flink's own windows, by the DataStream API. */
public final class StockEngine implements Engine {

  private final boolean rocksDb;

  public StockEngine(boolean rocksDb) {
    this.rocksDb = rocksDb;
  }

  /** Sliding windows in RocksDB would take minutes to get anywhere. */
  @Override
  public boolean can(Workload workload) {
    return !rocksDb || (workload.kind() != NamedWorkload.Kind.STATELESS && !workload.isSliding());
  }

  @Override
  public boolean showsState() {
    return true;
  }

  @Override
  public Race.Outcome run(Traffic traffic, int parallelism) throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create("bench")) {
      StreamExecutionEnvironment env =
          FlinkRun.environment(
              FlinkRun.settings(traffic.workload(), parallelism, rocksDb), folder.path());
      Race race = Race.next(traffic, traffic.readers(parallelism), traffic.sinks(parallelism));
      if (traffic.workload().isToKafka()) {
        write(records(env, traffic, parallelism), traffic);
        return FlinkRun.runToKafka(race, env);
      }
      DataStream<Click> clicks = clicks(env, traffic, parallelism);
      if (traffic.workload().kind() == NamedWorkload.Kind.STATELESS) {
        filter(clicks);
      } else {
        count(clicks, traffic.workload());
      }
      return FlinkRun.run(race, env);
    }
  }

  /** A source of records as bytes, without event time. */
  static DataStream<byte[]> records(
      StreamExecutionEnvironment env, Traffic traffic, int parallelism) {
    return env.fromSource(
        new ClickSource<>(parallelism, ClickJson.shape(traffic.workload())),
        WatermarkStrategy.noWatermarks(),
        "records",
        PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
  }

  private static DataStream<Click> clicks(
      StreamExecutionEnvironment env, Traffic traffic, int parallelism) {
    if (traffic.workload().isFromKafka()) {
      return fromKafka(env, traffic);
    }
    if (traffic.workload().kind() == NamedWorkload.Kind.STATELESS) {
      return records(env, traffic, parallelism).map(JacksonClicks::decode).returns(Click.class);
    }
    return env.fromSource(
        new ClickSource<>(parallelism, Shape::bean),
        watermarks(traffic.workload()),
        "clicks",
        TypeInformation.of(Click.class));
  }

  private static DataStream<Click> fromKafka(StreamExecutionEnvironment env, Traffic traffic) {
    TopicPrefix prefix = traffic.topic();
    return TopicClicks.open(
        env,
        prefix,
        KafkaSource.<Click>builder()
            .setBootstrapServers(prefix.bootstrapServers())
            .setTopics(prefix.topic())
            .setGroupId("flink")
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setValueOnlyDeserializer(new ClickSchema()),
        watermarks(traffic.workload()).withTimestampAssigner((click, timeInKafka) -> click.time));
  }

  private static WatermarkStrategy<Click> watermarks(Workload workload) {
    return workload.kind() == NamedWorkload.Kind.STATELESS
        ? WatermarkStrategy.noWatermarks()
        : WatermarkStrategy.forBoundedOutOfOrderness(Clicks.DISORDER);
  }

  private static void write(DataStream<byte[]> records, Traffic traffic) {
    Parameters settings = traffic.workload().settings();
    records
        .filter(record -> JacksonClicks.decode(record).type.equals(Clicks.CLICK))
        .sinkTo(
            KafkaSink.<byte[]>builder()
                .setBootstrapServers(traffic.output().bootstrapServers())
                .setRecordSerializer(
                    KafkaRecordSerializationSchema.<byte[]>builder()
                        .setTopic(traffic.output().topic())
                        .setKafkaValueSerializer(ByteArraySerializer.class)
                        .build())
                .setProperty(
                    ProducerConfig.LINGER_MS_CONFIG,
                    Long.toString(settings.get(KafkaParameters.LINGER).toMillis()))
                .setProperty(
                    ProducerConfig.BATCH_SIZE_CONFIG,
                    Integer.toString(settings.get(KafkaParameters.BATCH_SIZE)))
                .setProperty(
                    ProducerConfig.COMPRESSION_TYPE_CONFIG,
                    Parameter.name(settings.get(KafkaParameters.COMPRESSION)))
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .build());
  }

  static void filter(DataStream<Click> clicks) {
    TallyOperator.end(
        clicks.filter(click -> click.type.equals(Clicks.CLICK)),
        (click, tally) -> tally.add(click.item, click.time, click.time, 1));
  }

  static void count(DataStream<Click> clicks, Workload workload) {
    TallyOperator.end(
        clicks
            .keyBy(click -> click.item, Types.STRING)
            .window(windows(workload))
            .aggregate(new CountClicks(), new ToWindowCount()),
        (window, tally) -> tally.add(window.item, window.start, window.end, window.count));
  }

  private static WindowAssigner<Object, TimeWindow> windows(Workload workload) {
    if (workload.kind() == NamedWorkload.Kind.SESSIONS) {
      return EventTimeSessionWindows.withGap(workload.size());
    }
    return workload.isSliding()
        ? SlidingEventTimeWindows.of(workload.size(), workload.slide())
        : TumblingEventTimeWindows.of(workload.size());
  }
}
