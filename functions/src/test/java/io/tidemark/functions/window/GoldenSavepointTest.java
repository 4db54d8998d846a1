package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.OperatorUnderTest.Snapshot;
import io.tidemark.functions.window.Setup.Aligned;
import io.tidemark.functions.window.Setup.Sessions;
import io.tidemark.functions.window.Setup.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Savepoints of an earlier build: they are in the repository, and this build must go on from them.
 * If the state's format has to change in a way that they cannot be read any more, users lose theirs
 * too: then say so in the change log, and write new ones with {@link #main}.
 */
class GoldenSavepointTest {

  private static final String FOLDER = "savepoints";

  enum Golden {
    TUMBLING,
    EACH_SLIDING,
    SLICES,
    DEDUCTED_SLICES,
    SESSIONS;

    String file() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-') + ".savepoint";
    }

    private Setup setup() {
      PaneTriggers late = PaneTriggers.NONE.withLateInterval(Duration.ofMillis(100));
      PaneTriggers both = late.withEarlyInterval(Duration.ofMillis(50));
      return switch (this) {
        case TUMBLING -> retracting(new Aligned(10, 10, 0), both, false);
        case EACH_SLIDING -> retracting(new Aligned(30, 10, 0), both, false);
        case SLICES -> retracting(new Aligned(30, 10, 0), late, false);
        case DEDUCTED_SLICES -> retracting(new Aligned(30, 10, 0), late, true);
        case SESSIONS -> retracting(new Sessions(10), both, false);
      };
    }

    private static Setup retracting(Shape shape, PaneTriggers triggers, boolean isDeductible) {
      return new Setup(shape, 20, triggers, Accumulation.RETRACTING, isDeductible);
    }

    /** What comes before the savepoint. */
    private void prepare(Windows windows) throws Exception {
      if (this == SESSIONS) {
        windows.send("a", "1", 0);
        windows.send("a", "2", 15);
        windows.clock(50);
        windows.send("a", "3", 8);
        windows.send("b", "4", 30);
        windows.watermark(20);
        windows.send("a", "5", 28);
      } else {
        for (int time = 0; time < 60; time += 10) {
          windows.send("a", "at" + time, time);
        }
        windows.clock(50);
        windows.watermark(39);
        windows.send("a", "late", 31);
        windows.send("b", "55", 55);
      }
    }

    /** What comes after it. */
    private void goOn(Windows windows) throws Exception {
      windows.send("a", "gone", -19);
      windows.clock(150);
      windows.send("a", "36", 36);
      windows.watermark(49);
      windows.watermark(1000);
    }
  }

  @ParameterizedTest
  @EnumSource(Golden.class)
  void anEarlierBuildsSavepointGoesOn(Golden golden) throws Exception {
    try (Windows unbroken = golden.setup().start(Backend.HASHMAP);
        Windows restored = golden.setup().start(Backend.HASHMAP)) {
      golden.prepare(unbroken);
      unbroken.panes();
      golden.goOn(unbroken);

      restored.operator().clock(50);
      String file = OperatorSnapshotUtil.getResourceFilename(FOLDER + "/" + golden.file());
      restored.operator().restore(new Snapshot(OperatorSnapshotUtil.readStateHandle(file), 1), 1);
      golden.goOn(restored);

      assertThat(restored.panes())
          .hasSizeGreaterThan(4)
          .containsExactlyInAnyOrderElementsOf(unbroken.panes());
      assertThat(restored.late()).isEqualTo(unbroken.late()).isNotEmpty();
      assertThat(restored.stateEntries()).isZero();
      assertThat(restored.timers()).isZero();
    }
  }

  /** Writes them anew, from the module's folder. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of("src/test/resources", FOLDER));
    for (Golden golden : Golden.values()) {
      try (Windows windows = golden.setup().start(Backend.HASHMAP)) {
        golden.prepare(windows);
        windows.operator().beforeBarrier();
        OperatorSnapshotUtil.writeStateHandle(
            windows.operator().snapshot().state(), folder.resolve(golden.file()).toString());
      }
    }
  }
}
