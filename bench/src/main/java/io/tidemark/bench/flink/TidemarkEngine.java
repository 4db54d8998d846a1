package io.tidemark.bench.flink;

import io.tidemark.bench.engine.Engine;
import io.tidemark.bench.measure.Race;
import io.tidemark.bench.workload.Clicks;
import io.tidemark.bench.workload.NamedWorkload;
import io.tidemark.bench.workload.Traffic;
import io.tidemark.bench.workload.Workload;
import io.tidemark.functions.event.Decoded;
import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.Field;
import io.tidemark.functions.intake.Intake;
import io.tidemark.functions.window.WindowResult;
import io.tidemark.jobs.clickcounts.ClickCountsJob;
import io.tidemark.jobs.clickcounts.ClickCountsParams;
import io.tidemark.jobs.clickcounts.ClickTotal;
import io.tidemark.jobs.kit.JobGraph;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.EndParameters;
import io.tidemark.jobs.kit.params.EventParameters;
import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import io.tidemark.jobs.kit.params.WatermarkParameters;
import io.tidemark.jobs.kit.params.WindowParameters;
import io.tidemark.jobs.kit.sink.EventFormat;
import io.tidemark.jobs.kit.sink.Output;
import io.tidemark.jobs.kit.sink.Sinks;
import io.tidemark.jobs.kit.source.DecoderFactory;
import io.tidemark.jobs.kit.source.RecordDecoders;
import io.tidemark.jobs.kit.source.Sources;
import io.tidemark.jobs.kit.source.Watermarks;
import io.tidemark.local.cli.TemporaryFolder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/**
 * Tidemark: the graph of the job click-counts from the intake on, ledger, auditor and late output
 * included, with the settings that the job is run with; for stateless work the decoder and the
 * intake.
 */
public final class TidemarkEngine implements Engine {

  private static final ClickCountsJob JOB = new ClickCountsJob();

  private final boolean rocksDb;

  public TidemarkEngine(boolean rocksDb) {
    this.rocksDb = rocksDb;
  }

  @Override
  public boolean can(Workload workload) {
    return !rocksDb || workload.kind() != NamedWorkload.Kind.STATELESS;
  }

  @Override
  public boolean showsState() {
    return true;
  }

  @Override
  public Race.Outcome run(Traffic traffic, int parallelism) throws Exception {
    Parameters parameters = parameters(traffic, parallelism);
    try (TemporaryFolder folder = TemporaryFolder.create("bench")) {
      StreamExecutionEnvironment env =
          FlinkRun.environment(RuntimeParameters.toFlink(parameters), folder.path());
      Race race = Race.next(traffic, traffic.readers(parallelism), traffic.sinks(parallelism));
      DataStream<Decoded> clicks = clicks(env, traffic, parallelism, parameters);
      if (traffic.workload().isToKafka()) {
        new Sinks(JOB.name(), parameters)
            .attach(Output.RESULTS, filtered(clicks, parameters), new EventFormat());
        return FlinkRun.runToKafka(race, env);
      }
      if (traffic.workload().kind() == NamedWorkload.Kind.STATELESS) {
        TallyOperator.end(
            filtered(clicks, parameters),
            (click, tally) -> tally.add(click.item(), click.time(), click.time(), 1));
      } else {
        count(clicks, parameters);
      }
      return FlinkRun.run(race, env);
    }
  }

  private Parameters parameters(Traffic traffic, int parallelism) {
    Workload workload = traffic.workload();
    Map<String, String> values = new HashMap<>(workload.settingsAsWritten());
    values.put(RuntimeParameters.PARALLELISM.key(), Integer.toString(parallelism));
    values.put(RuntimeParameters.STATE_BACKEND.key(), rocksDb ? "rocksdb" : "hashmap");
    values.put(WatermarkParameters.MAX_OUT_OF_ORDERNESS.key(), Clicks.DISORDER.toSeconds() + "s");
    if (workload.isFromKafka()) {
      values.put(KafkaParameters.BOOTSTRAP_SERVERS.key(), traffic.topic().bootstrapServers());
      values.put(KafkaParameters.EVENTS.key(), traffic.topic().topic());
    }
    if (workload.isToKafka()) {
      values.put(EndParameters.SINK.key(), "kafka");
      values.put(KafkaParameters.BOOTSTRAP_SERVERS.key(), traffic.output().bootstrapServers());
      values.put(KafkaParameters.RESULTS.key(), traffic.output().topic());
    }
    switch (workload.kind()) {
      case STATELESS -> values.put(EventParameters.FILTER_TYPES.key(), Clicks.CLICK);
      case ALIGNED -> {
        values.put(WindowParameters.SIZE.key(), workload.size().toSeconds() + "s");
        values.put(WindowParameters.SLIDE.key(), workload.slide().toSeconds() + "s");
      }
      case SESSIONS ->
          values.put(WindowParameters.SESSION_GAP.key(), workload.size().toSeconds() + "s");
    }
    return Parameters.of(JobParameters.all(JOB), List.of(values));
  }

  private static DataStream<Event> filtered(DataStream<Decoded> decoded, Parameters parameters) {
    return decoded.transform(
        "intake",
        TypeInformation.of(Event.class),
        new Intake(Set.copyOf(parameters.get(EventParameters.FILTER_TYPES)), Set.of()));
  }

  private static DataStream<Decoded> clicks(
      StreamExecutionEnvironment env, Traffic traffic, int parallelism, Parameters parameters) {
    if (traffic.workload().isFromKafka()) {
      return fromKafka(env, traffic, parameters);
    }
    if (traffic.workload().kind() == NamedWorkload.Kind.STATELESS) {
      return StockEngine.records(env, traffic, parallelism)
          .transform(
              "decode",
              TypeInformation.of(Decoded.class),
              new DecodeOperator(decodersForFilter(parameters)));
    }
    return env.fromSource(
        new ClickSource<>(parallelism, new DecodedShape(parallelism)),
        Watermarks.of(parameters, true),
        "clicks",
        TypeInformation.of(Decoded.class));
  }

  /** The job's source as users get it. */
  private static DataStream<Decoded> fromKafka(
      StreamExecutionEnvironment env, Traffic traffic, Parameters parameters) {
    boolean stateless = traffic.workload().kind() == NamedWorkload.Kind.STATELESS;
    RecordDecoders decoders =
        stateless
            ? decodersForFilter(parameters)
            : JOB.decoders(JOB.params(parameters), parameters);
    return TopicClicks.open(
        env,
        traffic.topic(),
        new Sources(JOB.name(), parameters).kafka(decoders),
        stateless ? WatermarkStrategy.noWatermarks() : Watermarks.of(parameters, true));
  }

  private static DecoderFactory decodersForFilter(Parameters parameters) {
    return DecoderFactory.of(parameters, Set.of(Field.ITEM), Set.of());
  }

  private static void count(DataStream<Decoded> clicks, Parameters parameters) {
    ClickCountsParams params = JOB.params(parameters);
    JobGraph.Streams<WindowResult<ClickTotal>> streams =
        JobGraph.connect(clicks, JOB, params, parameters);
    TallyOperator.end(
        streams.results(),
        (result, tally) ->
            tally.add(
                result.key(),
                result.window().start(),
                result.window().end(),
                result.value().count()));
    discard(streams.late());
    discard(streams.ledger());
  }

  /** The job pays for it; the benchmark has no use for it. */
  private static <T> void discard(DataStream<T> stream) {
    stream.sinkTo(new DiscardingSink<>()).setParallelism(stream.getParallelism());
  }
}
