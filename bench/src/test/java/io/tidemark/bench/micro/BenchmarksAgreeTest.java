package io.tidemark.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.bench.micro.SessionOperator.Backend;
import io.tidemark.bench.micro.SessionOperator.Ended;
import io.tidemark.bench.micro.SessionOperator.Engine;
import io.tidemark.bench.workload.Click;
import io.tidemark.functions.event.Event;
import io.tidemark.functions.window.SlidingWalk.Way;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is compared does the same work. */
final class BenchmarksAgreeTest {

  @Test
  void decodersFindTheSame() throws Exception {
    DecodeBenchmark ours = new DecodeBenchmark();
    DecodeBenchmark toCount = new DecodeBenchmark();
    DecodeBenchmark bean = new DecodeBenchmark();
    DecodeBenchmark streaming = new DecodeBenchmark();
    for (int i = 0; i < 1000; i++) {
      Event event = ours.tidemark().event();
      Click click = new Click(event.key(), event.user(), event.type(), event.time(), event.value());
      Event counted = toCount.tidemarkToCount().event();

      assertThat(bean.jacksonBean()).usingRecursiveComparison().isEqualTo(click);
      assertThat(streaming.jacksonStreaming()).usingRecursiveComparison().isEqualTo(click);
      assertThat(counted.key()).isEqualTo(click.item);
      assertThat(counted.time()).isEqualTo(click.time);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsReadIsWhatWasWritten(Subject subject) throws Exception {
    for (Wire<?> wire : List.of(subject.ours(), subject.pojo())) {
      assertThat((Object) wire.read()).usingRecursiveComparison().isEqualTo(wire.value());
    }
  }

  @Test
  void slidingWindowsAddUpToTheSame() throws Exception {
    SlidingBenchmark deducting = sliding(Way.DEDUCTING);
    SlidingBenchmark twoStacks = sliding(Way.TWO_STACKS);
    SlidingBenchmark remerged = sliding(Way.REMERGED);
    for (int i = 0; i < 1000; i++) {
      long sum = remerged.fire();
      assertThat(deducting.fire()).isEqualTo(sum);
      assertThat(twoStacks.fire()).isEqualTo(sum);
    }
  }

  private static SlidingBenchmark sliding(Way way) throws Exception {
    SlidingBenchmark benchmark = new SlidingBenchmark();
    benchmark.way = way;
    benchmark.slices = 7;
    benchmark.fill();
    return benchmark;
  }

  @ParameterizedTest
  @EnumSource
  void sessionsHaveTheSameRecords(Backend backend) throws Exception {
    List<Ended> ours = sessions(Engine.TIDEMARK, backend);

    assertThat(ours).hasSize(3).allMatch(session -> session.records() == 1001);
    assertThat(sessions(Engine.FLINK, backend)).containsExactlyInAnyOrderElementsOf(ours);
  }

  private static List<Ended> sessions(Engine engine, Backend backend) throws Exception {
    SessionBenchmark benchmark = new SessionBenchmark();
    benchmark.engine = engine;
    benchmark.backend = backend;
    benchmark.sessions = 3;
    benchmark.begin();
    for (int i = 0; i < 3 * 1000; i++) {
      benchmark.add();
    }
    List<Ended> ended = benchmark.end();
    benchmark.close();
    return ended;
  }
}
