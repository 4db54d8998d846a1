package io.tidemark.bench.micro;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.jobs.kit.params.ParameterException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Each benchmark runs, and bad usage is told in a line. */
final class MicroMainTest {

  /** JMH measures one thing at a time on a machine. Nothing is measured here. */
  @BeforeAll
  static void letOthersMeasure() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @Test
  void eachBenchmarkRunsOnceInThisJvm() throws Exception {
    Options once =
        new OptionsBuilder()
            .include(MicroMain.class.getPackageName())
            .mode(Mode.SingleShotTime)
            .warmupIterations(0)
            .measurementIterations(1)
            .forks(0)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();

    Set<String> classes =
        new Runner(once)
            .run().stream()
                .map(result -> result.getParams().getBenchmark().replaceFirst("\\.\\w+$", ""))
                .collect(Collectors.toSet());

    assertThat(classes)
        .containsExactlyInAnyOrder(
            DecodeBenchmark.class.getName(),
            SerializerBenchmark.class.getName(),
            SlidingBenchmark.class.getName(),
            SessionBenchmark.class.getName());
  }

  @Test
  void whatJmhUnderstandsIsTaken() {
    assertThat(MicroMain.parse(List.of("Decode", "-prof", "gc", "-f", "2")).getIncludes())
        .containsExactly("Decode");
    assertThat(MicroMain.parse(List.of("--help")).shouldHelp()).isTrue();
  }

  @Test
  void badUsageIsToldInALine() {
    assertThatThrownBy(() -> MicroMain.run(List.of("--forks", "2")))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "forks is not a recognized option; ./tidemark bench micro -h lists the options");
    assertThatThrownBy(() -> MicroMain.run(List.of("Dekode")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("no benchmark matches Dekode; ./tidemark bench micro -l lists them");
    assertThatThrownBy(() -> MicroMain.run(List.of("Decode", "-prof", "gcc")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("no profiler to be had: gcc; ./tidemark bench micro -lprof lists them");
  }
}
