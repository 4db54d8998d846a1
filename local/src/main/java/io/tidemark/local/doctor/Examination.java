package io.tidemark.local.doctor;

import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.Parameters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A job at two moments, some seconds apart.
 *
 * @param before the earlier one
 * @param after the later one
 * @param parameters how it was set up; empty if it is no job of ours
 */
public record Examination(JobSnapshot before, JobSnapshot after, Optional<Parameters> parameters) {

  /** Between the two moments. */
  public Duration length() {
    return Duration.between(before.at(), after.at());
  }

  /** A parameter's value, if the job is one of ours and it has one. */
  public <T> Optional<T> parameter(Parameter<T> parameter) {
    return parameters.flatMap(known -> known.find(parameter));
  }

  /** What was read between the two moments. */
  public double recordsRead() {
    return after.recordsRead() - before.recordsRead();
  }

  /** The partitions of which nothing was read between the two moments. */
  public List<Split> silentSplits() {
    Map<String, Split> earlier =
        before.splits().stream().collect(Collectors.toMap(Split::id, Function.identity()));
    return after.splits().stream()
        .filter(
            split ->
                earlier.containsKey(split.id())
                    && earlier.get(split.id()).offset().equals(split.offset())
                    && earlier.get(split.id()).watermark().equals(split.watermark()))
        .toList();
  }

  /** Whether any source has the metric. */
  public boolean hasMetric(String metric) {
    return after.sources().stream().anyMatch(source -> source.values(metric).count() > 0);
  }
}
