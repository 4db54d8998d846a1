package io.tidemark.watermarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every strategy, whatever is put around it. */
class WatermarkContractTest {

  private static final long BOUND_MS = 100;
  private static final Duration WINDOW = Duration.ofMillis(50);
  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final Duration NEVER = ChronoUnit.FOREVER.getDuration();

  /** Reads by event when it is that no earlier one of its partition is still to come. */
  private interface Promise {

    long UNKNOWN = Long.MAX_VALUE;

    /** The latest time that may be passed. */
    long mayPass(long latest, long latestMark);
  }

  private record Subject(WatermarkStrategy<String> strategy, Promise promise) {}

  private static Stream<Named<Subject>> strategies() {
    return Stream.of(
        Named.of(
            "bounded",
            new Subject(
                WatermarkStrategy.forBoundedOutOfOrderness(Duration.ofMillis(BOUND_MS)),
                (latest, mark) -> latest - BOUND_MS - 1)),
        Named.of(
            "ascending",
            new Subject(WatermarkStrategy.forMonotonousTimestamps(), (latest, mark) -> latest - 1)),
        Named.of(
            "adaptive between two bounds",
            new Subject(
                AdaptiveWatermarks.<String>completeness(0.9)
                    .between(Duration.ofMillis(BOUND_MS), Duration.ofMillis(BOUND_MS)),
                (latest, mark) -> latest - BOUND_MS - 1)),
        Named.of(
            "adaptive without end",
            new Subject(
                AdaptiveWatermarks.<String>completeness(0.9)
                    .between(Duration.ZERO, NEVER)
                    .beginningWith(NEVER),
                (latest, mark) -> Promise.UNKNOWN)),
        Named.of(
            "punctuated",
            new Subject(
                PunctuatedWatermarks.of(
                    event ->
                        event.startsWith("mark ")
                            ? Long.parseLong(event.substring(5))
                            : PunctuatedWatermarks.NONE),
                (latest, mark) -> mark)));
  }

  private static Stream<Named<UnaryOperator<WatermarkStrategy<String>>>> surroundings() {
    UnaryOperator<WatermarkStrategy<String>> some =
        inner -> WatermarksFromSome.of(inner, event -> !event.isEmpty());
    UnaryOperator<WatermarkStrategy<String>> passing =
        inner -> FutureGuard.<String>allowing(Duration.ofDays(365)).passing(inner);
    UnaryOperator<WatermarkStrategy<String>> clamping =
        inner -> FutureGuard.<String>allowing(Duration.ofDays(365)).clamping(inner);
    UnaryOperator<WatermarkStrategy<String>> skew =
        inner ->
            ClockSkewCorrection.<String>of(event -> null, event -> 0, event -> 0).around(inner);
    UnaryOperator<WatermarkStrategy<String>> measured = inner -> MeasuredWatermarks.of(inner, 0.99);
    UnaryOperator<WatermarkStrategy<String>> idleness =
        inner -> Idleness.after(NEVER).around(inner);
    UnaryOperator<WatermarkStrategy<String>> atEnds =
        inner -> WatermarksAtWindowEnds.of(inner, WatermarksAtWindowEnds.Ends.each(WINDOW));
    UnaryOperator<WatermarkStrategy<String>> all =
        inner -> WatermarksPerEvent.of(idleness.apply(atEnds.apply(measured.apply(inner))));
    return Stream.of(
        Named.of("alone", UnaryOperator.identity()),
        Named.of("per event", WatermarksPerEvent::of),
        Named.of("at window ends", atEnds),
        Named.of("from some", some),
        Named.of("future passing", passing),
        Named.of("future clamping", clamping),
        Named.of("skew", skew),
        Named.of("measured", measured),
        Named.of("idleness", idleness),
        Named.of(
            "all",
            inner -> skew.apply(clamping.apply(passing.apply(some.apply(all.apply(inner)))))),
        Named.of(
            "all, the other way round",
            inner -> idleness.apply(measured.apply(atEnds.apply(WatermarksPerEvent.of(inner))))));
  }

  static Stream<Arguments> everyStrategyInEverySurroundings() {
    List<Named<Subject>> strategies = strategies().toList();
    return surroundings()
        .flatMap(around -> strategies.stream().map(strategy -> Arguments.of(strategy, around)));
  }

  @ParameterizedTest
  @MethodSource("everyStrategyInEverySurroundings")
  void itTravelsNeverMovesBackAndNeverPassesWhatItPromisedToWaitFor(
      Subject subject, UnaryOperator<WatermarkStrategy<String>> around) {
    Random random = new Random(20_260_102);
    for (int stream = 0; stream < 20; stream++) {
      // The subtask fails if a watermark moves back.
      ScriptedSubtask<String> bare = new ScriptedSubtask<>(subject.strategy(), "a", "b");
      ScriptedSubtask<String> subtask =
          new ScriptedSubtask<>(around.apply(subject.strategy()), "a", "b");
      Map<String, Long> latest = new HashMap<>(Map.of("a", -10_000L, "b", -10_000L));
      Map<String, Long> marks = new HashMap<>(Map.of("a", Long.MIN_VALUE, "b", Long.MIN_VALUE));
      for (int i = 0; i < 300; i++) {
        String partition = random.nextBoolean() ? "a" : "b";
        long time = -10_000 + i * 20L - random.nextInt(200);
        String event = "e";
        if (random.nextInt(10) == 0) {
          long mark = time - random.nextInt(300);
          event = "mark " + mark;
          marks.merge(partition, mark, Math::max);
        }
        latest.merge(partition, time, Math::max);
        bare.event(partition, event, time);
        subtask.event(partition, event, time);
        if (random.nextInt(3) == 0) {
          // A record without a time says nothing of time.
          bare.event(partition, "e", Long.MIN_VALUE);
          subtask.event(partition, "e", Long.MIN_VALUE);
        }

        for (String each : latest.keySet()) {
          assertThat(subtask.watermark())
              .isLessThanOrEqualTo(subject.promise().mayPass(latest.get(each), marks.get(each)));
        }
        if (random.nextInt(4) == 0) {
          bare.roundAfter(INTERVAL);
          subtask.roundAfter(INTERVAL);
          assertThat(subtask.watermark()).isEqualTo(bare.watermark());
        }
      }
    }
  }
}
