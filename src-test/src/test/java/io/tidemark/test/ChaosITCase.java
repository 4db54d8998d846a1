package io.tidemark.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code ./tidemark chaos} as a user starts it: the command compares with an oracle of its own, and
 * fails if anything is lost or comes twice.
 */
final class ChaosITCase {

  @TempDir Path home;

  @BeforeEach
  void link() throws Exception {
    BuiltHome.link(home);
  }

  @AfterEach
  void unlink() throws Exception {
    BuiltHome.unlink(home);
  }

  /**
   * One of each: this seed draws them one after the other. The command gives up by itself, and says
   * why, long before the timeout.
   */
  @Test
  @Timeout(480)
  void aKilledTaskManagerAndAKilledBrokerLoseNothing() throws Exception {
    List<String> rounds = chaos("--rounds=2", "--seed=1", "--faults=taskmanager-kill,broker-kill");
    assertThat(rounds).hasSize(2);
    assertThat(String.join(" ", rounds)).contains("taskmanager-kill", "broker-kill");
  }

  @ParameterizedTest
  @Tag("long")
  @ValueSource(
      strings = {
        "--rounds=12 --seed=100",
        "--rounds=6 --seed=200 --state.backend=rocksdb --parallelism=4",
        "--rounds=4 --seed=300 --high-availability=zookeeper --faults=jobmanager-kill,disk-full",
        "--rounds=3 --seed=400 --taskmanagers=1 --faults=taskmanager-kill,broker-pause",
      })
  void whateverHappensNothingIsLostAndNothingComesTwice(String arguments) throws Exception {
    assertThat(chaos(arguments.split(" "))).isNotEmpty();
  }

  /** The rows of the table. */
  private List<String> chaos(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("chaos"));
    command.addAll(List.of(arguments));
    try (TidemarkProcess process = TidemarkProcess.start(home, command.toArray(String[]::new))) {
      int status = process.exitStatus();
      List<String> out = process.out();
      assertThat(status).as(String.join("\n", out) + String.join("\n", process.err())).isZero();
      return out.stream().filter(line -> line.matches(" *\\d+ +\\d+ +[a-z-]+ .* s")).toList();
    }
  }
}
