package io.tidemark.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.bench.micro.MicroMain;
import io.tidemark.bench.workload.NamedWorkload;
import io.tidemark.bench.workload.Workload;
import io.tidemark.jobs.kit.params.ParameterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BenchOptionsTest {

  @Test
  void withoutArgumentsAllEnginesDoAllWorkloads() {
    BenchOptions options = BenchOptions.parse(List.of());
    assertThat(options.workloads()).isEqualTo(WorkloadSet.plain());
    assertThat(options.engines()).containsExactly(EngineName.values());
    assertThat(options.runs()).isEqualTo(3);
    assertThat(options.json()).isNull();
  }

  @Test
  void whatIsAskedForIsTaken() {
    BenchOptions options =
        BenchOptions.parse(
            List.of("w2", "D", "--engines", "jet,loop", "--events=1_000", "--json", "out.json"));
    assertThat(options.workloads())
        .containsExactly(Workload.of(NamedWorkload.W2), Workload.of(NamedWorkload.D));
    assertThat(options.engines()).containsExactly(EngineName.JET, EngineName.LOOP);
    assertThat(options.events()).isEqualTo(1_000);
    assertThat(options.json()).isEqualTo(Path.of("out.json"));
  }

  @Test
  void checkIsOneShortRunAndCanBeMadeLonger() {
    BenchOptions check = BenchOptions.parse(List.of("W2", "--check"));
    assertThat(check.check()).isTrue();
    assertThat(check.runs()).isEqualTo(1);
    assertThat(check.events()).isEqualTo(1_000_000);
    assertThat(BenchOptions.parse(List.of("W2", "--check", "--events", "5")).events()).isEqualTo(5);
    assertThat(BenchOptions.parse(List.of("W2")).check()).isFalse();
  }

  @Test
  void moreEventsThanThereIsDiskForAreRefusedFromKafkaAlone() {
    assertThat(BenchOptions.parse(List.of("W2", "--events", "1_000_000_000")).events())
        .isEqualTo(1_000_000_000);
    assertThatThrownBy(() -> BenchOptions.parse(List.of("W2", "K2", "--events", "1_000_000_000")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("--events: K2 has room for 40000000 at most");
  }

  @Test
  void badUsageIsToldWithTheNearestName() {
    assertThatThrownBy(() -> BenchOptions.parse(List.of("W22")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("no workload 'W22'; did you mean W2?");
    assertThatThrownBy(() -> BenchOptions.parse(List.of("--engines", "flink-heep")))
        .hasMessage("no engine 'flink-heep'; did you mean flink-heap?");
    assertThatThrownBy(() -> BenchOptions.parse(List.of("--round", "3")))
        .hasMessageContaining("no option 'round'");
    assertThatThrownBy(() -> BenchOptions.parse(List.of("--runs", "0")))
        .hasMessage("--runs: 0 is not between 1 and 1000");
    assertThatThrownBy(() -> BenchOptions.parse(List.of("--json", "nowhere/bench.json")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("--json: cannot write nowhere/bench.json");
    assertThatThrownBy(() -> BenchOptions.parse(List.of("--plot", "src")))
        .hasMessage("--plot: cannot write src");
  }

  @Test
  void eachCommandOnItsPageIsOneThatWouldRun() throws Exception {
    List<String> commands =
        Files.readString(Path.of("..", "docs", "performance.md"))
            .lines()
            .filter(line -> line.startsWith("./tidemark bench"))
            .toList();

    assertThat(commands).isNotEmpty();
    for (String command : commands) {
      List<String> words = List.of(command.split(" ", -1));
      List<String> args = words.subList(2, words.size());
      if (args.get(0).equals("micro")) {
        assertThatNoException()
            .as(command)
            .isThrownBy(() -> MicroMain.parse(args.subList(1, args.size())));
      } else {
        assertThat(BenchOptions.parse(args).workloads()).as(command).isNotEmpty();
      }
    }
  }
}
