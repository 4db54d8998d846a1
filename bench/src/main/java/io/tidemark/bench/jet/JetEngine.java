package io.tidemark.bench.jet;

import com.hazelcast.config.Config;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.jet.Job;
import com.hazelcast.jet.aggregate.AggregateOperations;
import com.hazelcast.jet.config.JobConfig;
import com.hazelcast.jet.config.ProcessingGuarantee;
import com.hazelcast.jet.core.ProcessorMetaSupplier;
import com.hazelcast.jet.datamodel.KeyedWindowResult;
import com.hazelcast.jet.pipeline.Pipeline;
import com.hazelcast.jet.pipeline.Sources;
import com.hazelcast.jet.pipeline.StreamSourceStage;
import com.hazelcast.jet.pipeline.StreamStage;
import com.hazelcast.jet.pipeline.WindowDefinition;
import io.tidemark.bench.engine.Engine;
import io.tidemark.bench.engine.JacksonClicks;
import io.tidemark.bench.measure.Race;
import io.tidemark.bench.workload.Click;
import io.tidemark.bench.workload.ClickJson;
import io.tidemark.bench.workload.Clicks;
import io.tidemark.bench.workload.NamedWorkload;
import io.tidemark.bench.workload.Shape;
import io.tidemark.bench.workload.Traffic;
import io.tidemark.bench.workload.Workload;

/** Hazelcast Jet inside this JVM, by its Pipeline API; with snapshots, exactly once. */
public final class JetEngine implements Engine {

  private static final long SNAPSHOT_INTERVAL_MS = 10_000;

  /**
   * Clicks that are exactly a gap apart are one session elsewhere, and two in Jet: its gap has to
   * be a millisecond longer, and so are its windows.
   */
  private static final long TOUCHING_MS = 1;

  @Override
  public boolean can(Workload workload) {
    return !workload.usesKafka();
  }

  @Override
  public Race.Outcome run(Traffic traffic, int parallelism) throws Exception {
    Race race = Race.next(traffic, parallelism, parallelism);
    HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(config(parallelism));
    try {
      Job job =
          hazelcast
              .getJet()
              .newJob(
                  pipeline(traffic, parallelism),
                  new JobConfig()
                      .setProcessingGuarantee(ProcessingGuarantee.EXACTLY_ONCE)
                      .setSnapshotIntervalMillis(SNAPSHOT_INTERVAL_MS));
      race.dependsOn(job.getFuture());
      return race.outcome().get();
    } finally {
      hazelcast.shutdown();
    }
  }

  private static Config config(int parallelism) {
    Config config = new Config();
    config.setProperty("hazelcast.logging.type", "slf4j");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    // One member, alone.
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    config.getJetConfig().setEnabled(true).setCooperativeThreadCount(parallelism).setBackupCount(0);
    return config;
  }

  private static Pipeline pipeline(Traffic traffic, int parallelism) {
    Pipeline pipeline = Pipeline.create();
    if (traffic.workload().kind() == NamedWorkload.Kind.STATELESS) {
      filter(
          source(pipeline, parallelism, ClickJson.shape(traffic.workload())).withoutTimestamps(),
          parallelism);
    } else {
      count(
          source(pipeline, parallelism, Shape::bean)
              .withNativeTimestamps(Clicks.DISORDER.toMillis())
              .setLocalParallelism(parallelism),
          traffic.workload(),
          parallelism);
    }
    return pipeline;
  }

  private static <T> StreamSourceStage<T> source(
      Pipeline pipeline, int parallelism, Shape<T> shape) {
    return pipeline.readFrom(
        Sources.<T>streamFromProcessorWithWatermarks(
            "clicks",
            true,
            policy ->
                ProcessorMetaSupplier.of(parallelism, new ClickSourceSupplier<>(shape, policy))));
  }

  private static void filter(StreamStage<byte[]> records, int parallelism) {
    records
        .map(JacksonClicks::decode)
        .setLocalParallelism(parallelism)
        .filter(click -> click.type.equals(Clicks.CLICK))
        .setLocalParallelism(parallelism)
        .writeTo(
            TallyProcessor.<Click>sink(
                (click, tally) -> tally.add(click.item, click.time, click.time, 1)))
        .setLocalParallelism(parallelism);
  }

  private static void count(StreamStage<Click> clicks, Workload workload, int parallelism) {
    long touching = workload.kind() == NamedWorkload.Kind.SESSIONS ? TOUCHING_MS : 0;
    clicks
        .groupingKey(click -> click.item)
        .window(window(workload))
        .aggregate(AggregateOperations.counting())
        .setLocalParallelism(parallelism)
        .writeTo(
            TallyProcessor.<KeyedWindowResult<String, Long>>sink(
                (window, tally) ->
                    tally.add(
                        window.key(), window.start(), window.end() - touching, window.result())))
        .setLocalParallelism(parallelism);
  }

  private static WindowDefinition window(Workload workload) {
    if (workload.kind() == NamedWorkload.Kind.SESSIONS) {
      return WindowDefinition.session(workload.size().toMillis() + TOUCHING_MS);
    }
    return workload.isSliding()
        ? WindowDefinition.sliding(workload.size().toMillis(), workload.slide().toMillis())
        : WindowDefinition.tumbling(workload.size().toMillis());
  }
}
