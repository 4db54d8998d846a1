package io.tidemark.local.doctor;

import io.tidemark.jobs.kit.params.WatermarkParameters;
import java.util.Optional;
import java.util.OptionalLong;

/** There were events, and now there are none at all: the last windows wait for the next. */
final class QuietSource implements Check {

  private static final double LONG_MS = 30_000;

  @Override
  public Optional<Finding> find(Examination examination) {
    boolean follows = examination.parameter(WatermarkParameters.QUIET_ADVANCE).isPresent();
    if (follows || examination.after().recordsRead() == 0 || examination.recordsRead() != 0) {
      return Optional.empty();
    }
    int partitions = examination.after().splits().size();
    double idle = 0;
    double silentMs = Double.MAX_VALUE;
    for (Vertex source : examination.after().sources()) {
      idle += source.sum("eventtime.idlePartitions");
      silentMs = Math.min(silentMs, source.values("sourceIdleTime").min().orElse(0));
    }
    boolean allIdle = partitions > 0 && idle >= partitions;
    if (!allIdle && silentMs < LONG_MS) {
      return Optional.empty();
    }
    OptionalLong latest =
        examination.after().splits().stream()
            .map(Split::watermark)
            .filter(OptionalLong::isPresent)
            .mapToLong(OptionalLong::getAsLong)
            .max();
    return Optional.of(
        new Finding(
            "quiet-source",
            "no record in any partition for "
                + Words.length(silentMs)
                + (latest.isPresent()
                    ? "; event time stands at " + Words.moment(latest.getAsLong())
                    : ""),
            "the last windows fire with the next event; if none may come for long,"
                + " watermark.quiet-advance lets the watermark follow the clock"));
  }
}
