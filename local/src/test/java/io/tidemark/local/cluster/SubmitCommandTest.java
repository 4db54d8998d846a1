package io.tidemark.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.local.cli.FailureException;
import io.tidemark.local.cli.JobCatalog;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SubmitCommandTest {

  @TempDir Path folder;

  @Test
  void theLayersAreMergedHereSoThatTheClusterNeedsNoFile() throws Exception {
    Path yaml = folder.resolve("my.yaml");
    Files.writeString(
        yaml,
        """
        source: file
        source.path: feed.jsonl
        window.size: 1h
        event.id: ""
        flink.rest: http://localhost:9999
        """);
    assertThat(arguments("--config", yaml.toString(), "--window.size", "5s"))
        .containsExactlyInAnyOrder(
            "--window.size=5s",
            "--source=file",
            "--source.path=" + Path.of("feed.jsonl").toAbsolutePath(),
            "--event.id=");
  }

  @Test
  void secretsStayTextsUntilTheyAreOnTheCluster() throws Exception {
    Path yaml = Files.createFile(folder.resolve("empty.yaml"));
    assertThat(
            arguments(
                "--config", yaml.toString(), "--kafka.properties.ssl.key.password", "${env:KEY}"))
        .containsExactly("--kafka.properties.ssl.key.password=${env:KEY}");
  }

  @Test
  void badUsageIsFoundBeforeAnythingIsSent() {
    assertThatThrownBy(
            () ->
                submit(
                    "--source", "kafka", "--window.size", "10s", "--flink.rest", "localhost:8081"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("flink.rest: 'localhost:8081' is no address, such as http://localhost:8081");
    assertThatThrownBy(() -> submit("--sink", "kafka", "--window.size", "10s"))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("source: not set");
    assertThatThrownBy(
            () -> submit("--source", "file", "--source.path", "nosuch", "--window.size", "10s"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("source.path: cannot read nosuch");
  }

  @Test
  void nobodyAtTheAddressIsSaidInOneLine() {
    FlinkRest nobody = new FlinkRest(URI.create("http://localhost:1"));
    assertThatThrownBy(nobody::taskManagers)
        .isInstanceOf(FailureException.class)
        .hasMessage("no Flink listens at http://localhost:1; ./tidemark cluster up starts one");
  }

  private static void submit(String... args) throws Exception {
    List<String> all = new ArrayList<>(List.of("click-counts"));
    all.addAll(List.of(args));
    new SubmitCommand().run(all);
  }

  private static List<String> arguments(String... args) {
    Job<?, ?> job = JobCatalog.namedBy(List.of("click-counts"));
    return SubmitCommand.arguments(job, SubmitCommand.parameters(job, List.of(args)));
  }
}
