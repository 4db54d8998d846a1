package io.tidemark.functions.ranking;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.OperatorUnderTest;
import io.tidemark.functions.testing.OperatorUnderTest.Snapshot;
import io.tidemark.functions.window.Accumulation;
import io.tidemark.functions.window.PaneTriggers;
import io.tidemark.functions.window.WindowBounds;
import io.tidemark.functions.window.WindowResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;

/**
 * A savepoint of the ranking by an earlier build: it is in the repository, and this build must go
 * on from it. If that cannot be any more, users lose theirs too: then say so in the change log, and
 * write a new one with {@link #main}.
 */
class TopGoldenSavepointTest {

  private static final String FILE = "savepoints/top.savepoint";
  private static final long CLOCK = 100;

  private static OperatorUnderTest<Contenders, WindowResult<Ranked>> start() throws Exception {
    Duration interval = Duration.ofMillis(50);
    TopSpec spec =
        new TopSpec(
            2,
            true,
            Duration.ofMillis(20),
            PaneTriggers.NONE.withEarlyInterval(interval).withLateInterval(interval),
            Accumulation.RETRACTING);
    return OperatorUnderTest.start(
        TopN.of(OperatorUnderTest.streamOf(WindowResult.typeOf(Types.LONG)), spec, "top"),
        Backend.HASHMAP);
  }

  private static void send(
      OperatorUnderTest<Contenders, ?> top, String segment, long start, Contender... best)
      throws Exception {
    WindowBounds window = new WindowBounds(start, start + 10);
    top.send(new Contenders(segment, window, false, List.of(best)), window.completeAt());
  }

  /** A complete window with a late pane due, and two open ones, of which one was shown early. */
  private static void prepare(OperatorUnderTest<Contenders, ?> top) throws Exception {
    send(top, "de", 0, new Contender("a", 3), new Contender("b", 2));
    send(top, "de", 10, new Contender("a", 1));
    top.clock(CLOCK);
    top.watermark(9);
    send(top, "de", 0, new Contender("c", 4));
    send(top, "fr", 10, new Contender("b", 7));
  }

  private static void goOn(OperatorUnderTest<Contenders, ?> top) throws Exception {
    send(top, "de", -20, new Contender("gone", 9));
    send(top, "de", 0, new Contender("b", 3));
    top.clock(CLOCK + 50);
    send(top, "de", 10, new Contender("b", 2));
    top.watermark(1000);
  }

  @Test
  void anEarlierBuildsSavepointGoesOn() throws Exception {
    try (OperatorUnderTest<Contenders, WindowResult<Ranked>> unbroken = start();
        OperatorUnderTest<Contenders, WindowResult<Ranked>> restored = start()) {
      prepare(unbroken);
      assertThat(unbroken.results()).hasSize(7);
      goOn(unbroken);

      restored.clock(CLOCK);
      String file = OperatorSnapshotUtil.getResourceFilename(FILE);
      restored.restore(new Snapshot(OperatorSnapshotUtil.readStateHandle(file), 1), 1);
      goOn(restored);

      assertThat(restored.results())
          .hasSizeGreaterThan(4)
          .containsExactlyInAnyOrderElementsOf(unbroken.results());
      assertThat(restored.stateEntries()).isZero();
      assertThat(restored.timers()).isZero();
    }
  }

  /** Writes it anew, from the module's folder. */
  public static void main(String[] args) throws Exception {
    Path file = Path.of("src/test/resources", FILE);
    Files.createDirectories(file.getParent());
    try (OperatorUnderTest<Contenders, WindowResult<Ranked>> top = start()) {
      prepare(top);
      top.beforeBarrier();
      OperatorSnapshotUtil.writeStateHandle(top.snapshot().state(), file.toString());
    }
  }
}
