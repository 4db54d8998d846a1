package io.tidemark.jobs.laterepair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LateRepairJobTest {

  private final LateRepairJob job = new LateRepairJob();

  @TempDir private Path folder;

  @Test
  void parametersAreKnownOnce() {
    assertThat(JobParameters.all(job)).extracting(Parameter::key).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "repair.job | user-sessions | 'user-sessions' is none whose results add up with late"
            + " events",
        "repair.job | clicks | 'clicks' is none whose results add up with late events",
        "distinct | user | late-repair cannot know which users a result has counted already",
        "window.session-gap | 1min | late-repair has no sessions",
        "window.accumulation | discarding | late-repair cannot repair shares",
        "filter.types | click | not for late-repair",
        "dedup.horizon | 1h | not for late-repair",
      })
  void whatDoesNotAddUpIsRefusedInOneLine(String key, String value, String why) {
    assertThatThrownBy(() -> params(Map.of(key, value)))
        .isInstanceOf(ParameterException.class)
        .message()
        .startsWith(key + ": ")
        .contains(why)
        .doesNotContain("\n");
  }

  @Test
  void whatTheBaseJobsResultsAreIsReadFromItsYaml() throws Exception {
    Files.writeString(
        folder.resolve("click-counts.yaml"),
        """
        source: kafka
        sink: kafka
        group.by: /country
        aggregate: sum
        filter.types: click
        dedup.horizon: 1h
        window: {size: 1h, slide: 1min}
        event.value: /amount
        watermark.max-out-of-orderness: 1s
        kafka: {bootstrap.servers: 'k:9', topic: {events: clicks, results: r}, group.id: g}
        kafka.properties.security.protocol: SSL
        """);
    assertThat(JobParameters.yaml(job, new HashMap<>(), folder))
        .containsOnly(
            Map.entry("group.by", "/country"),
            Map.entry("aggregate", "sum"),
            Map.entry("window.size", "1h"),
            Map.entry("window.slide", "1min"),
            Map.entry("event.value", "/amount"),
            Map.entry("kafka.bootstrap.servers", "k:9"),
            Map.entry("kafka.properties.security.protocol", "SSL"),
            Map.entry("kafka.topic.late", "click-counts.late.v1"),
            Map.entry("kafka.topic.results", "r"),
            Map.entry("kafka.topic.events", "click-counts.late.v1,r"),
            Map.entry("kafka.stop", "latest"));
  }

  @Test
  void theCommandLineGoesBeforeTheYamlOfTheBaseJob() throws Exception {
    Files.writeString(
        folder.resolve("click-counts.yaml"), "window.session-gap: 1h\ngroup.by: user\n");
    Map<String, String> commandLine =
        new HashMap<>(Map.of("window.size", "1min", "kafka.topic.late", "l"));
    Map<String, String> yaml = JobParameters.yaml(job, commandLine, folder);
    assertThat(yaml)
        .containsEntry("kafka.topic.events", "l,click-counts.results.v1")
        .doesNotContainKey("window.session-gap");
    assertThat(job.follows(Parameters.of(JobParameters.all(job), List.of(commandLine, yaml))))
        .contains("click-counts");
  }

  @Test
  void whatIsReadIsNotWrittenOver() throws Exception {
    Files.createFile(folder.resolve("results.jsonl"));
    Path repair = Files.createDirectory(folder.resolve("repair-1"));
    params(Map.of("source.path", folder.toString(), "sink.path", repair.toString()));

    Files.createFile(repair.resolve("results.jsonl"));
    for (Path sink : List.of(folder, repair, folder.resolve("x").resolve(".."))) {
      assertThatThrownBy(
              () -> params(Map.of("source.path", folder.toString(), "sink.path", sink.toString())))
          .isInstanceOf(ParameterException.class)
          .hasMessageStartingWith("sink.path: ")
          .hasMessageContaining("has results, which are read")
          .hasMessageEndingWith("such as " + folder.resolve("repair-2"));
    }
  }

  @Test
  void theStateIsNotLeftToKryo() {
    for (Class<?> type : List.of(LateRow.class, WindowView.class, Total.class, Merged.class)) {
      assertThat(TypeInformation.of(type)).isInstanceOf(PojoTypeInfo.class);
    }
  }

  private LateRepairParams params(Map<String, String> values) {
    return job.params(Parameters.of(JobParameters.all(job), List.of(values)));
  }
}
