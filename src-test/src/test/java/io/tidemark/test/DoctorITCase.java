package io.tidemark.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.Field;
import io.tidemark.functions.window.WindowResult;
import io.tidemark.jobs.clickcounts.ClickCountsJob;
import io.tidemark.jobs.clickcounts.ClickCountsParams;
import io.tidemark.jobs.clickcounts.ClickTotal;
import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.Outputs;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.sink.Output;
import io.tidemark.jobs.kit.sink.OutputFormat;
import io.tidemark.local.broker.LocalBroker;
import io.tidemark.local.cluster.FlinkRest;
import io.tidemark.local.doctor.Doctor;
import io.tidemark.local.doctor.Finding;
import io.tidemark.local.doctor.FlinkFacts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SimpleStringSchema;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.test.junit5.InjectClusterRESTAddress;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each fault is made for real, and the doctor names its cause and no other; and nothing of the job
 * that is well.
 */
@Tag("long")
final class DoctorITCase {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .setConfiguration(
                  new Configuration()
                      .set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofMillis(300)))
              .build());

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration LOOK = Duration.ofMillis(800);
  private static final long FEED_EVERY_MS = 20;
  private static final long HOUR_MS = 3_600_000;
  private static final long DAY_MS = 24 * HOUR_MS;

  @TempDir static Path folder;

  private static final ScheduledExecutorService FEEDER = Executors.newScheduledThreadPool(1);
  private static final List<ScheduledFuture<?>> FEEDS = new ArrayList<>();
  private static final List<JobClient> JOBS = new ArrayList<>();

  private static LocalBroker broker;
  private static Topics topics;

  @BeforeAll
  static void begin() throws Exception {
    broker = LocalBroker.start(folder.resolve("kafka"), 0);
    topics = new Topics(broker.bootstrapServers());
  }

  @AfterEach
  void quiet() throws Exception {
    FEEDS.forEach(feed -> feed.cancel(false));
    FEEDS.clear();
    for (JobClient job : JOBS) {
      if (!job.getJobStatus().get().isGloballyTerminalState()) {
        job.cancel().get();
      }
    }
    JOBS.clear();
  }

  @AfterAll
  static void end() throws Exception {
    FEEDER.shutdownNow();
    FEEDER.awaitTermination(10, TimeUnit.SECONDS);
    topics.close();
    broker.close();
  }

  /** Makes a fault in a job that reads the topic of its name. */
  private interface Planting {
    JobClient plant(String name) throws Exception;
  }

  static Stream<Arguments> faults() {
    Map<String, Planting> faults = new LinkedHashMap<>();
    faults.put("well", name -> fed(name, 2).start());
    faults.put("no-input", name -> topic(name, 2).start());
    faults.put(
        "idle-partition",
        name -> topic(name, 2).feed(0, 0).with("watermark.idle-timeout", "0s").start());
    faults.put(
        "more-subtasks-than-partitions", name -> fed(name, 1).with("parallelism", "2").start());
    faults.put(
        "lagging-partition",
        name ->
            topic(name, 2)
                .feed(0, 0)
                .feed(1, -HOUR_MS)
                .with("window.allowed-lateness", "2h")
                .start());
    faults.put(
        "blocking-alignment",
        name ->
            topic(name, 2)
                .feed(0, 0)
                .feed(1, -HOUR_MS)
                .with("window.allowed-lateness", "2h")
                .with("watermark.alignment.max-drift", "1s")
                .with("watermark.alignment.update-interval", "100ms")
                .start());
    faults.put("future-events", name -> fed(name, 1).send(DAY_MS).start());
    faults.put(
        "wide-bound", name -> fed(name, 1).with("watermark.max-out-of-orderness", "5min").start());
    faults.put("everything-late", name -> topic(name, 1).send(0).feed(0, -HOUR_MS).start());
    faults.put(
        "quiet-source",
        name -> topic(name, 1).send(0).with("watermark.idle-timeout", "500ms").start());
    faults.put(
        "failing-checkpoints",
        name -> {
          Path checkpoints = Files.createDirectories(folder.resolve("checkpoints"));
          JobClient job =
              fed(name, 1).with("checkpoint.path", checkpoints.toUri().toString()).start();
          awaitCheckpoint(name);
          await().atMost(PATIENCE).ignoreExceptions().until(() -> isReplacedByAFile(checkpoints));
          return job;
        });
    faults.put(
        "transaction-trouble",
        name -> {
          JobClient job =
              fed(name, 1)
                  .with("kafka.delivery-guarantee", "exactly-once")
                  // So long is one open, and can be found.
                  .with("checkpoint.interval", "3s")
                  .start();
          await().atMost(PATIENCE).until(topics::fenceOpenTransactions);
          return job;
        });
    faults.put("unbalanced-books", name -> fed(name, 1).start(new Losing()));
    faults.put("restarts", name -> fed(name, 1).start(new Failing()));
    faults.put(
        "poisoned-watermark",
        name -> {
          fed(name, 1).send(400 * DAY_MS);
          return stockJob(name, false);
        });
    faults.put(
        "backpressure",
        name -> {
          topic(name, 1);
          for (int i = 0; i < 50_000; i++) {
            topics.feed(name, 0, click(0));
          }
          return stockJob(name, true);
        });
    return faults.entrySet().stream().map(fault -> Arguments.of(fault.getKey(), fault.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void namesTheCauseAndNoOther(String cause, Planting planting, @InjectClusterRESTAddress URI rest)
      throws Exception {
    Doctor doctor = new Doctor(new FlinkFacts(new FlinkRest(rest)), Map.of());
    JobClient job = planting.plant(cause);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              List<Finding> findings =
                  Doctor.findings(doctor.examine(job.getJobID().toHexString(), LOOK));
              assertThat(findings.stream().map(Finding::cause).toList())
                  .as("%s", findings)
                  .isEqualTo(cause.equals("well") ? List.of() : List.of(cause));
            });
  }

  /** Fails while a checkpoint that is being written makes the folder anew. */
  private static boolean isReplacedByAFile(Path checkpoints) throws IOException {
    if (Files.isDirectory(checkpoints)) {
      Files.move(checkpoints, folder.resolve("checkpoints-" + System.nanoTime()));
    }
    Files.writeString(checkpoints, "no folder any more");
    return true;
  }

  private static void awaitCheckpoint(String name) {
    await().atMost(PATIENCE).until(() -> !topics.rows(name + ".ledger").isEmpty());
  }

  private static Patient topic(String name, int partitions) throws Exception {
    topics.create(name, partitions);
    for (Output output : Output.OF_EVERY_JOB) {
      topics.create(name + "." + output.label(), 1);
    }
    return new Patient(name, new ArrayList<>());
  }

  private static Patient fed(String name, int partitions) throws Exception {
    Patient patient = topic(name, partitions);
    for (int partition = 0; partition < partitions; partition++) {
      patient.feed(partition, 0);
    }
    return patient;
  }

  /** A job to be, and its topic. */
  private record Patient(String topic, List<String> parameters) {

    Patient with(String key, String value) {
      parameters.addAll(List.of(key, value));
      return this;
    }

    /** Sends a click at a time that is off the clock by so much. */
    Patient send(long offMs) throws Exception {
      topics.send(topic, 0, click(offMs));
      return this;
    }

    /** Sends a click now and again, at a time that is off the clock by so much. */
    Patient feed(int partition, long offMs) {
      FEEDS.add(
          FEEDER.scheduleAtFixedRate(
              () -> topics.feed(topic, partition, click(offMs)),
              0,
              FEED_EVERY_MS,
              TimeUnit.MILLISECONDS));
      return this;
    }

    JobClient start() throws Exception {
      return start(new ClickCountsJob());
    }

    JobClient start(Job<?, ?> job) throws Exception {
      JobClient started =
          run(job, topic, parameters.toArray(String[]::new)).executeAsync(job.name());
      JOBS.add(started);
      return started;
    }
  }

  private static StreamExecutionEnvironment run(Job<?, ?> job, String topic, String[] more) {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("parallelism", "1");
    all.put("window.size", "1s");
    all.put("checkpoint.interval", "500ms");
    all.put("source", "kafka");
    all.put("sink", "kafka");
    all.put("kafka.bootstrap.servers", broker.bootstrapServers());
    all.put("kafka.topic.events", topic);
    all.put("kafka.group.id", topic);
    all.put("flink.restart-strategy.type", "fixed-delay");
    all.put("flink.restart-strategy.fixed-delay.attempts", "1000000");
    all.put("flink.restart-strategy.fixed-delay.delay", "2 s");
    for (Output output : Output.OF_EVERY_JOB) {
      all.put("kafka.topic." + output.label(), topic + "." + output.label());
    }
    for (int i = 0; i < more.length; i += 2) {
      all.put(more[i], more[i + 1]);
    }
    List<String> flat = new ArrayList<>();
    all.forEach((key, value) -> flat.addAll(List.of(key, value)));
    return JobRun.of(job, flat.toArray(String[]::new));
  }

  private static String click(long offMs) {
    return String.format(
        "{\"event_time\":\"%s\",\"item_id\":\"i\",\"type\":\"click\"}",
        Instant.now().plusMillis(offMs));
  }

  /** A job that is none of ours, with Flink's own strategy. */
  private static JobClient stockJob(String topic, boolean slow) throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(new Configuration());
    env.setParallelism(1);
    KafkaSource<String> source =
        KafkaSource.<String>builder()
            .setBootstrapServers(broker.bootstrapServers())
            .setTopics(topic)
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setValueOnlyDeserializer(new SimpleStringSchema())
            .build();
    WatermarkStrategy<String> strategy =
        WatermarkStrategy.<String>forBoundedOutOfOrderness(Duration.ofSeconds(1))
            .withTimestampAssigner(
                (text, time) ->
                    Topics.parse(text).get("event_time").asText().isEmpty()
                        ? time
                        : Instant.parse(Topics.parse(text).get("event_time").asText())
                            .toEpochMilli());
    DataStream<String> events = env.fromSource(source, strategy, topic);
    events
        .rebalance()
        .map(
            text -> {
              if (slow) {
                TimeUnit.MILLISECONDS.sleep(2);
              }
              return text;
            })
        .name("slow")
        .sinkTo(new DiscardingSink<>());
    JobClient started = env.executeAsync("stock " + topic);
    JOBS.add(started);
    return started;
  }

  /** click-counts with a bug. */
  private abstract static class Faulty implements Job<ClickCountsParams, WindowResult<ClickTotal>> {

    private final ClickCountsJob sound = new ClickCountsJob();

    abstract DataStream<Event> harm(DataStream<Event> events);

    @Override
    public String name() {
      return sound.name();
    }

    @Override
    public String summary() {
      return sound.summary();
    }

    @Override
    public List<Parameter<?>> parameters() {
      return sound.parameters();
    }

    @Override
    public ClickCountsParams params(Parameters parameters) {
      return sound.params(parameters);
    }

    @Override
    public Set<Field> needs(ClickCountsParams params) {
      return sound.needs(params);
    }

    @Override
    public Outputs<WindowResult<ClickTotal>> build(
        DataStream<Event> events, ClickCountsParams params) {
      return sound.build(harm(events), params);
    }

    @Override
    public OutputFormat<WindowResult<ClickTotal>> resultFormat(ClickCountsParams params) {
      return sound.resultFormat(params);
    }
  }

  private static final class Losing extends Faulty {

    private static final AtomicLong SEEN = new AtomicLong();

    @Override
    DataStream<Event> harm(DataStream<Event> events) {
      return events.filter(event -> SEEN.incrementAndGet() % 100 != 0);
    }
  }

  private static final class Failing extends Faulty {

    private static final AtomicLong SEEN = new AtomicLong();

    @Override
    DataStream<Event> harm(DataStream<Event> events) {
      return events.filter(
          event -> {
            if (SEEN.incrementAndGet() % 500 == 0) {
              throw new IOException("no more, please");
            }
            return true;
          });
    }
  }
}
