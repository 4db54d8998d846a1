package io.tidemark.local.doctor;

import io.tidemark.jobs.kit.params.WatermarkParameters;
import java.util.List;
import java.util.Optional;

/** Partitions are not read, since they are ahead of others by more than alignment allows. */
final class BlockingAlignment implements Check {

  private static final double MOSTLY = 0.8;

  @Override
  public Optional<Finding> find(Examination examination) {
    List<String> paused =
        examination.after().splits().stream()
            .filter(split -> split.pausedShare() >= MOSTLY)
            .map(Split::id)
            .toList();
    if (paused.isEmpty()) {
      return Optional.empty();
    }
    List<String> waitedFor =
        examination.after().splits().stream()
            .map(Split::id)
            .filter(split -> !paused.contains(split))
            .toList();
    return Optional.of(
        new Finding(
            "blocking-alignment",
            String.format(
                "%s: not read, waiting for %s%s",
                Words.list(paused),
                waitedFor.isEmpty() ? "another source" : Words.list(waitedFor),
                examination
                    .parameter(WatermarkParameters.ALIGNMENT_DRIFT)
                    .map(drift -> " to come within " + Words.length(drift.toMillis()))
                    .orElse("")),
            "raise watermark.alignment.max-drift, or see why the others are behind"));
  }
}
