package io.tidemark.jobs.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.Field;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.sink.OutputFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobParametersTest {

  private final Job<String, String> job = new NamedJob();

  @TempDir private Path folder;

  @Test
  void ownParametersComeFirstAndThenThoseOfEveryJob() {
    assertThat(JobParameters.all(job))
        .extracting(Parameter::key)
        .startsWith("own")
        .contains("source", "sink", "group.by", "watermark.strategy", "kafka.start", "parallelism")
        .doesNotHaveDuplicates();
  }

  @Test
  void namedFileIsReadAndItsNameIsNoParameter() throws IOException {
    Path named = Files.writeString(folder.resolve("named.yaml"), "own: named");
    Files.writeString(folder.resolve("some-job.yaml"), "own: by default");
    Map<String, String> commandLine =
        new HashMap<>(Map.of("config", named.toString(), "sink", "file"));

    assertThat(JobParameters.yaml(job, commandLine, folder)).containsExactly(entry("own", "named"));
    assertThat(commandLine).containsExactly(entry("sink", "file"));
  }

  @Test
  void ownFileIsReadWhenNoneIsNamed() throws IOException {
    Files.writeString(folder.resolve("some-job.yaml"), "own: by default");

    assertThat(JobParameters.yaml(job, new HashMap<>(), folder))
        .containsExactly(entry("own", "by default"));
  }

  @Test
  void ownFileNeedNotBeThere() {
    assertThat(JobParameters.yaml(job, new HashMap<>(), folder)).isEmpty();
  }

  @Test
  void namedFileThatIsNotThereIsRefused() {
    Map<String, String> commandLine = new HashMap<>(Map.of("config", folder + "/nowhere.yaml"));

    assertThatThrownBy(() -> JobParameters.yaml(job, commandLine, folder))
        .isInstanceOf(ParameterException.class)
        .hasMessage("--config: cannot read " + folder + "/nowhere.yaml");
  }

  private static final class NamedJob implements Job<String, String> {
    private static final Parameter<String> OWN = Parameter.text("own", null, "Own");

    @Override
    public String name() {
      return "some-job";
    }

    @Override
    public String summary() {
      return "Has a name";
    }

    @Override
    public List<Parameter<?>> parameters() {
      return List.of(OWN);
    }

    @Override
    public String params(Parameters parameters) {
      return parameters.get(OWN);
    }

    @Override
    public Set<Field> needs(String params) {
      return Set.of();
    }

    @Override
    public Outputs<String> build(DataStream<Event> events, String params) {
      throw new UnsupportedOperationException("has nothing but a name");
    }

    @Override
    public OutputFormat<String> resultFormat(String params) {
      return (row, json) -> json.writeStringField("row", row);
    }
  }
}
