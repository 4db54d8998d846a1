package io.tidemark.local.doctor;

import io.tidemark.jobs.kit.params.KafkaParameters;
import java.util.Optional;

/** Nothing has been read since the job began. */
final class NoInput implements Check {

  @Override
  public Optional<Finding> find(Examination examination) {
    if (!examination.after().state().equals("RUNNING") || examination.after().recordsRead() > 0) {
      return Optional.empty();
    }
    long written = examination.after().topics().map(Topics::written).orElse(0L);
    boolean fromTheEnd =
        examination.parameter(KafkaParameters.START).orElse(null) == KafkaParameters.Start.LATEST;
    if (written > 0 && !fromTheEnd) {
      // There is something to read: whatever keeps it from being read is another's to find.
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "no-input",
            "no record was read since the job was started, "
                + Words.length(examination.after().age().toMillis())
                + " ago"
                + (written > 0
                    ? "; the " + Words.count(written) + " records in the topic were there before"
                    : "; there is nothing to read"),
            fromTheEnd && written > 0
                ? "kafka.start earliest reads what was there before"
                : "see whether anybody writes to what the job reads"
                    + examination
                        .parameter(KafkaParameters.EVENTS)
                        .map(topics -> " (kafka.topic.events: " + Words.list(topics) + ")")
                        .orElse("")));
  }
}
