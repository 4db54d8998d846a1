package io.tidemark.watermarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.functions.windowing.ProcessAllWindowFunction;
import org.apache.flink.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import org.apache.flink.streaming.api.windowing.windows.TimeWindow;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Whole jobs whose sources fall silent, wake up and end; each with what Flink by itself makes of
 * the same. Windows are ten seconds long.
 *
 * <p>They are told by the clock, and not for a machine that is busy with other tests.
 */
@Tag("long")
class IdlenessITCase {

  @RegisterExtension
  static final MiniClusterExtension FLINK =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(4)
              .build());

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration INTERVAL = Duration.ofMillis(10);
  private static final Duration TIMEOUT = Duration.ofMillis(50);
  private static final Idleness IDLENESS = Idleness.after(TIMEOUT);

  /**
   * So many rounds of periodic calls, which are an interval or more apart, take longer than the
   * timeout, and leave some for Flink to act on what it has found.
   */
  private static final int ROUNDS_TO_FALL_ASLEEP = 20;

  private static final OutputTag<Long> LATE = new OutputTag<>("late", Types.LONG);

  /**
   * What comes out of a job, and how often each of its generators was called. A subtask has two:
   * one for its split, and one for records of none.
   */
  private static final class Outcome {

    private static final Map<String, Outcome> ALL = new ConcurrentHashMap<>();

    private final String name = UUID.randomUUID().toString();

    /** The numbers of events of the windows that have fired. */
    private final List<Integer> windows = new CopyOnWriteArrayList<>();

    private final List<Long> late = new CopyOnWriteArrayList<>();
    private final List<Long> events = new CopyOnWriteArrayList<>();
    private final List<AtomicInteger> rounds = new CopyOnWriteArrayList<>();

    Outcome() {
      ALL.put(name, this);
    }

    /** Waits until the subtasks that have not ended have had the time to fall asleep. */
    void awaitSleep(int subtasks) {
      List<Integer> before = rounds.stream().map(AtomicInteger::get).toList();
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  IntStream.range(0, before.size())
                          .filter(i -> rounds.get(i).get() - before.get(i) >= ROUNDS_TO_FALL_ASLEEP)
                          .count()
                      >= 2L * subtasks);
    }

    /** Waits until the end of time has come to the windows, though the job goes on. */
    void awaitTheEndOfTime() {
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(windows).isNotEmpty());
    }

    void awaitEvents(int number) {
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(events).hasSize(number));
    }
  }

  /** A strategy whose periodic calls are counted. */
  private static final class Counted extends WrappedStrategy<Long> {

    private static final long serialVersionUID = 1;

    private final String outcome;

    Counted(WatermarkStrategy<Long> strategy, Outcome outcome) {
      super(strategy);
      this.outcome = outcome.name;
    }

    @Override
    public WatermarkGenerator<Long> createWatermarkGenerator(
        WatermarkGeneratorSupplier.Context context) {
      AtomicInteger rounds = new AtomicInteger();
      Outcome.ALL.get(outcome).rounds.add(rounds);
      WatermarkGenerator<Long> generator = strategy.createWatermarkGenerator(context);
      return new WatermarkGenerator<>() {
        @Override
        public void onEvent(Long event, long eventTimestamp, WatermarkOutput output) {
          generator.onEvent(event, eventTimestamp, output);
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
          generator.onPeriodicEmit(output);
          rounds.incrementAndGet();
        }
      };
    }
  }

  private static final class CountWindow
      extends ProcessAllWindowFunction<Long, Integer, TimeWindow> {

    private static final long serialVersionUID = 1;

    private final String outcome;

    CountWindow(Outcome outcome) {
      this.outcome = outcome.name;
    }

    @Override
    public void process(Context context, Iterable<Long> events, Collector<Integer> out) {
      int count = 0;
      for (Long event : events) {
        count += event == null ? 0 : 1;
      }
      Outcome.ALL.get(outcome).windows.add(count);
    }
  }

  private final StreamExecutionEnvironment env =
      StreamExecutionEnvironment.getExecutionEnvironment();
  private final Outcome outcome = new Outcome();
  private final Feed feed = new Feed();

  private IdlenessITCase() {
    env.getConfig().setAutoWatermarkInterval(INTERVAL.toMillis());
  }

  private static WatermarkStrategy<Long> ascending() {
    return WatermarkStrategy.forMonotonousTimestamps();
  }

  /** As Flink does it. */
  private DataStream<Long> stock(Feed from, int splits) {
    return source(from, splits, ascending().withIdleness(TIMEOUT));
  }

  private DataStream<Long> ours(Feed from, int splits, Idleness idleness) {
    return idleness.behind(source(from, splits, idleness.around(ascending())));
  }

  /** A subtask for each split. */
  private DataStream<Long> source(Feed from, int splits, WatermarkStrategy<Long> strategy) {
    return env.fromSource(
            new HandFedSource(from, splits), new Counted(strategy, outcome), "hand-fed", Types.LONG)
        .setParallelism(splits);
  }

  private JobClient run(DataStream<Long> events) throws Exception {
    String name = outcome.name;
    SingleOutputStreamOperator<Integer> counts =
        events
            .map(
                event -> {
                  Outcome.ALL.get(name).events.add(event);
                  return event;
                })
            .returns(Types.LONG)
            .setParallelism(1)
            .windowAll(TumblingEventTimeWindows.of(Duration.ofSeconds(10)))
            .sideOutputLateData(LATE)
            .process(new CountWindow(outcome), Types.INT);
    counts.sinkTo(new DiscardingSink<>());
    counts
        .getSideOutput(LATE)
        .map(
            event -> {
              Outcome.ALL.get(name).late.add(event);
              return event;
            })
        .returns(Types.LONG)
        .sinkTo(new DiscardingSink<>());
    return env.executeAsync();
  }

  /** One of three subtasks ends, the others fall silent, and wake up again. */
  private void oneSubtaskEndsAndTheRestFallsSilentAndWakesUp(
      DataStream<Long> events, boolean timeEnds) throws Exception {
    JobClient job = run(events);
    for (int split = 0; split < 3; split++) {
      feed.event(split, 1_000);
    }
    feed.end(2);
    outcome.awaitEvents(3);
    await().atMost(PATIENCE).until(() -> feed.hasEnded(2));
    outcome.awaitSleep(2);
    if (timeEnds) {
      outcome.awaitTheEndOfTime();
    }

    feed.event(0, 5_000);
    feed.event(1, 6_000);
    feed.event(0, 15_000);
    feed.end(0);
    feed.end(1);
    job.getJobExecutionResult().get();
  }

  @Test
  void inABoundedJobASubtaskThatHasEndedDoesNotMakeTheOthersLate() throws Exception {
    oneSubtaskEndsAndTheRestFallsSilentAndWakesUp(ours(feed, 3, IDLENESS.inBoundedJob()), false);

    assertThat(outcome.late).isEmpty();
    assertThat(outcome.windows).containsExactly(5, 1);
  }

  @Test
  void withFlinksOwnIdlenessItDoes() throws Exception {
    oneSubtaskEndsAndTheRestFallsSilentAndWakesUp(stock(feed, 3), true);

    assertThat(outcome.late).containsExactlyInAnyOrder(5_000L, 6_000L, 15_000L);
    assertThat(outcome.windows).containsExactly(3);
  }

  /** A stream ends beside another one, which falls silent, and wakes up again. */
  private void oneStreamEndsAndTheOtherFallsSilentAndWakesUp(
      Feed ending, DataStream<Long> first, DataStream<Long> second, boolean timeEnds)
      throws Exception {
    JobClient job = run(first.union(second));
    ending.event(0, 1_000);
    feed.event(0, 2_000);
    ending.end(0);
    outcome.awaitEvents(2);
    await().atMost(PATIENCE).until(() -> ending.hasEnded(0));
    outcome.awaitSleep(1);
    if (timeEnds) {
      outcome.awaitTheEndOfTime();
    }

    feed.event(0, 5_000);
    feed.event(0, 15_000);
    feed.end(0);
    job.getJobExecutionResult().get();
  }

  @Test
  void aStreamThatEndsBeforeOthersDoesNotMakeThemLate() throws Exception {
    Feed ending = new Feed();
    oneStreamEndsAndTheOtherFallsSilentAndWakesUp(
        ending, ours(ending, 1, IDLENESS.endingBeforeOthers()), ours(feed, 1, IDLENESS), false);

    assertThat(outcome.late).isEmpty();
    assertThat(outcome.windows).containsExactly(3, 1);
  }

  @Test
  void withFlinksOwnIdlenessAStreamThatEndsDoes() throws Exception {
    Feed ending = new Feed();
    oneStreamEndsAndTheOtherFallsSilentAndWakesUp(ending, stock(ending, 1), stock(feed, 1), true);

    assertThat(outcome.late).containsExactlyInAnyOrder(5_000L, 15_000L);
    assertThat(outcome.windows).containsExactly(2);
  }

  private void theSourceEndsWhileItIsIdle(DataStream<Long> events) throws Exception {
    JobClient job = run(events);
    feed.event(0, 1_000);
    feed.event(1, 2_000);
    outcome.awaitEvents(2);
    outcome.awaitSleep(2);
    feed.end(0);
    feed.end(1);
    job.getJobExecutionResult().get();
  }

  @Test
  void aBoundedRunThatIsIdleWhenItEndsFiresItsLastWindows() throws Exception {
    theSourceEndsWhileItIsIdle(ours(feed, 2, IDLENESS));

    assertThat(outcome.windows).containsExactly(2);
  }

  @Test
  void withFlinksOwnIdlenessItFiresNone() throws Exception {
    theSourceEndsWhileItIsIdle(stock(feed, 2));

    assertThat(outcome.windows).isEmpty();
  }

  @Test
  void aSilentSourceFollowsTheClockAndItsLastWindowsFire() throws Exception {
    JobClient job = run(ours(feed, 2, IDLENESS.followingTheClock(Duration.ofSeconds(5))));
    long longAgo = System.currentTimeMillis() - 60_000;
    feed.event(0, longAgo);
    outcome.awaitEvents(1);

    await().atMost(PATIENCE).untilAsserted(() -> assertThat(outcome.windows).containsExactly(1));

    // And what comes near the clock is on time.
    feed.event(1, System.currentTimeMillis());
    outcome.awaitEvents(2);
    feed.end(0);
    feed.end(1);
    job.getJobExecutionResult().get();
    assertThat(outcome.windows).containsExactly(1, 1);
    assertThat(outcome.late).isEmpty();
  }

  @Test
  void withFlinksOwnIdlenessTheyDoNot() throws Exception {
    JobClient job = run(stock(feed, 2));
    feed.event(0, System.currentTimeMillis() - 60_000);
    outcome.awaitEvents(1);
    outcome.awaitSleep(2);

    assertThat(outcome.windows).isEmpty();
    job.cancel().get();
  }
}
