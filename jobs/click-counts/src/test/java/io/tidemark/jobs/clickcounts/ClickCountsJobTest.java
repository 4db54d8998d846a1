package io.tidemark.jobs.clickcounts;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.functions.event.Field;
import io.tidemark.functions.window.Timing;
import io.tidemark.functions.window.WindowBounds;
import io.tidemark.functions.window.WindowResult;
import io.tidemark.jobs.kit.JobMain;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.AggregateParameters.Aggregate;
import io.tidemark.jobs.kit.params.AggregateParameters.Distinct;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.client.program.ProgramParametrizationException;
import org.apache.flink.types.RowKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClickCountsJobTest {

  private final ClickCountsJob job = new ClickCountsJob();

  @Test
  void parametersAreRead() {
    ClickCountsParams byDefault = params(Map.of("window.size", "1min"));
    assertThat(byDefault.aggregate()).isEqualTo(Aggregate.COUNT);
    assertThat(byDefault.distinct()).isEqualTo(Distinct.NONE);
    ClickCountsParams set =
        params(Map.of("window.size", "1h", "aggregate", "sum", "distinct", "user"));
    assertThat(set.windows().size()).isEqualTo(Duration.ofHours(1));
    assertThat(set.aggregate()).isEqualTo(Aggregate.SUM);
    assertThat(set.distinct()).isEqualTo(Distinct.USER);
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
  void valueIsNeededOnlyToSumIt() {
    assertThat(job.needs(params(Map.of("window.size", "1min", "aggregate", "sum"))))
        .containsExactly(Field.VALUE);
  }

  @Test
  void countIsTheLastColumn() {
    assertThat(line(new ClickTotal(3, null, null)))
        .isEqualTo(
            "{\"op\":\"+U\",\"key\":\"i1\",\"window_start\":\"1970-01-01T00:00:00.000Z\","
                + "\"window_end\":\"1970-01-01T00:01:00.000Z\",\"timing\":\"LATE\",\"pane\":1,"
                + "\"last\":false,\"count\":3}");
  }

  @ParameterizedTest
  @CsvSource({
    "3.0, 3",
    "100, 100",
    "0.10, 0.1",
    "-2.50, -2.5",
    "0.0, 0",
    "1E+15, 1000000000000000",
    "1E+300, 1E+300",
    "1E-7, 1E-7"
  })
  void sumStandsInPlaceOfTheCountAsAPersonWouldWriteIt(BigDecimal sum, String written) {
    assertThat(line(new ClickTotal(3, sum, null)))
        .endsWith(",\"last\":false,\"sum\":" + written + "}");
  }

  @Test
  void distinctUsersFollowIfAskedFor() {
    assertThat(line(new ClickTotal(3, null, 2L))).endsWith(",\"count\":3,\"distinct_users\":2}");
    assertThat(line(new ClickTotal(0, null, 0L))).endsWith(",\"count\":0,\"distinct_users\":0}");
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
        .hasMessage("window.size: not set, and window.session-gap is not either");
  }

  private String line(ClickTotal total) {
    WindowResult<ClickTotal> result =
        new WindowResult<>(
            RowKind.UPDATE_AFTER,
            "i1",
            new WindowBounds(0, 60_000),
            Timing.LATE,
            1,
            0,
            false,
            total);
    ClickCountsParams params = params(Map.of("window.size", "1min"));
    return new String(job.resultFormat(params).toLine(result), UTF_8);
  }

  private ClickCountsParams params(Map<String, String> values) {
    return job.params(Parameters.of(job.parameters(), List.of(values)));
  }
}
