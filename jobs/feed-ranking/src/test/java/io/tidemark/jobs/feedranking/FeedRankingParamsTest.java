package io.tidemark.jobs.feedranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeedRankingParamsTest {

  private final FeedRankingJob job = new FeedRankingJob();

  @Test
  void parametersAreKnownOnce() {
    assertThat(JobParameters.all(job)).extracting(Parameter::key).doesNotHaveDuplicates();
  }

  @Test
  void weightsAreExactToAThousandth() {
    FeedRankingParams params = params("rank.weights", "view=1, a=b=0.125, hide=-5");

    assertThat(params.weights().thousandths())
        .isEqualTo(Map.of("view", 1_000L, "a=b", 125L, "hide", -5_000L));
    assertThat(job.types(params)).containsExactlyInAnyOrder("view", "a=b", "hide");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "rank.weights; view; 'view' is no type with its weight",
        "rank.weights; =1; '=1' is no type with its weight",
        "rank.weights; view=x; 'view=x': a weight is a number",
        "rank.weights; view=; 'view=': a weight is a number",
        "rank.weights; view=0; a weight is a number other than 0",
        "rank.weights; view=NaN; a weight is a number",
        "rank.weights; view=0.0001; with up to 3 decimals",
        "rank.weights; view=1000001; up to 1000000",
        "rank.weights; view=1e999999999; up to 1000000",
        "rank.weights; ''; names no type",
        "rank.weights; 'view=1,view=2'; view has two weights",
        "rank.half-life; 0; must be at least 1ms",
        "rank.half-life; 1ms; a window has 10000 half-lives or more",
        "rank.top; 0; must be at least 1",
        "rank.trend-weight; NaN; is no finite number",
        "rank.trends; file; rank.trends.path: needed",
        "filter.types; buy; filter.types: none of them has a weight",
      })
  void whatMakesNoSenseIsRefused(String key, String value, String message) {
    assertThatThrownBy(() -> params(key, value))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith(key)
        .hasMessageContaining(message);
  }

  @Test
  void aSavepointIsOfNoUseForOtherWeightsOrAnotherHalfLife() {
    String identity = params("rank.top", "3").identity();

    assertThat(params("rank.trend-weight", "7").identity()).isEqualTo(identity);
    assertThat(params("rank.weights", "share=8,like=5.0,click=3,view=1").identity())
        .isEqualTo(identity);
    assertThat(params("rank.weights", "view=2").identity()).isNotEqualTo(identity);
    assertThat(params("rank.half-life", "2h").identity()).isNotEqualTo(identity);
    assertThat(params("window.accumulation", "retracting").identity()).isNotEqualTo(identity);
  }

  private FeedRankingParams params(String key, String value) {
    return job.params(
        Parameters.of(
            JobParameters.all(job), List.of(Map.of(key, value), Map.of("window.size", "1min"))));
  }
}
