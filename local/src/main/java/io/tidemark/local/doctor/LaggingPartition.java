package io.tidemark.local.doctor;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A partition that is read is far behind the others, and holds the watermark back. */
final class LaggingPartition implements Check {

  private static final long FAR_MS = 60_000;
  private static final double ACTIVE = 0.5;

  @Override
  public Optional<Finding> find(Examination examination) {
    List<Split> silent = examination.silentSplits();
    List<Split> known =
        examination.after().splits().stream()
            .filter(split -> split.watermark().isPresent() && !silent.contains(split))
            .filter(split -> split.idleShare() < ACTIVE)
            .sorted(Comparator.comparingLong(split -> split.watermark().getAsLong()))
            .toList();
    if (known.size() < 2) {
      return Optional.empty();
    }
    Split last = known.get(0);
    long behindMs = known.get(1).watermark().getAsLong() - last.watermark().getAsLong();
    if (behindMs < FAR_MS) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "lagging-partition",
            String.format(
                "%s is at %s, %s behind the next one: every window waits for it",
                last.id(), Words.moment(last.watermark().getAsLong()), Words.length(behindMs)),
            "see who writes to it so late; if it never catches up, give it a job of its own, or"
                + " window.allowed-lateness for its events"));
  }
}
