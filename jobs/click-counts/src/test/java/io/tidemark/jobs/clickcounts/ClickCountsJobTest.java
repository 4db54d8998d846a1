package io.tidemark.jobs.clickcounts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.functions.event.Field;
import io.tidemark.functions.window.Timing;
import io.tidemark.functions.window.WindowBounds;
import io.tidemark.functions.window.WindowResult;
import io.tidemark.jobs.clickcounts.ClickCountsParams.Distinct;
import io.tidemark.jobs.kit.JobMain;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.WindowSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.Test;

class ClickCountsJobTest {

  private final ClickCountsJob job = new ClickCountsJob();

  @Test
  void parametersAreRead() {
    assertThat(params(Map.of("window.size", "1min")))
        .isEqualTo(
            new ClickCountsParams(
                new WindowSettings(Duration.ofMinutes(1), Duration.ZERO), Distinct.NONE));
    assertThat(
            params(
                Map.of("window.size", "1h", "window.allowed-lateness", "5s", "distinct", "user")))
        .isEqualTo(
            new ClickCountsParams(
                new WindowSettings(Duration.ofHours(1), Duration.ofSeconds(5)), Distinct.USER));
  }

  @Test
  void parametersAreDocumentedAndKnownOnce() {
    assertThat(JobParameters.all(job)).extracting(Parameter::key).doesNotHaveDuplicates();
    assertThat(job.parameters())
        .extracting(Parameter::key)
        .contains("distinct", "window.size", "window.allowed-lateness");
  }

  @Test
  void somethingElseToCountIsRefused() {
    assertThatThrownBy(() -> params(Map.of("window.size", "1min", "distinct", "users")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("distinct: 'users' is none of none, user; did you mean user?");
  }

  @Test
  void userIsNeededOnlyToCountUsers() {
    assertThat(job.needs(params(Map.of("window.size", "1min")))).isEmpty();
    assertThat(job.needs(params(Map.of("window.size", "1min", "distinct", "user"))))
        .containsExactly(Field.USER);
  }

  @Test
  void countIsTheLastColumn() {
    assertThat(line(new ClickCount(3, null)))
        .isEqualTo(
            "{\"op\":\"+U\",\"key\":\"i1\",\"window_start\":\"1970-01-01T00:00:00.000Z\","
                + "\"window_end\":\"1970-01-01T00:01:00.000Z\",\"timing\":\"LATE\",\"pane\":1,"
                + "\"last\":false,\"count\":3}");
  }

  @Test
  void distinctUsersFollowIfAskedFor() {
    assertThat(line(new ClickCount(3, 2L))).endsWith(",\"count\":3,\"distinct_users\":2}");
    assertThat(line(new ClickCount(0, 0L))).endsWith(",\"count\":0,\"distinct_users\":0}");
  }

  @Test
  void badUsageIsToldByFlinksClientInOneLine() {
    assertThatThrownBy(() -> JobMain.run(job, new String[] {"--windw.size", "1h"}))
        .isInstanceOf(ProgramParametrizationException.class)
        .hasMessage("windw.size: no such parameter; did you mean window.size?");
    assertThatThrownBy(() -> JobMain.run(job, new String[] {"--window.size", "1h"}))
        .isInstanceOf(ProgramParametrizationException.class)
        .hasMessage("source: not set; kafka or file");
    assertThatThrownBy(() -> ClickCountsJob.main(new String[] {"--source", "kafka"}))
        .isInstanceOf(ProgramParametrizationException.class)
        .hasMessage("window.size: not set");
  }

  private String line(ClickCount count) {
    WindowResult<ClickCount> result =
        new WindowResult<>(
            RowKind.UPDATE_AFTER, "i1", new WindowBounds(0, 60_000), Timing.LATE, 1, false, count);
    ClickCountsParams params = params(Map.of("window.size", "1min"));
    return new String(job.resultFormat(params).toLine(result), UTF_8);
  }

  private ClickCountsParams params(Map<String, String> values) {
    return job.params(Parameters.of(job.parameters(), List.of(values)));
  }
}
