package io.tidemark.local.doctor;

import java.util.List;
import java.util.Optional;

/** The job fails and is started again. */
final class Restarts implements Check {

  @Override
  public Optional<Finding> find(Examination examination) {
    List<String> failures =
        examination.after().failures().stream()
            .filter(failure -> !TransactionTrouble.explains(failure))
            .filter(failure -> !FailingCheckpoints.explains(failure))
            .toList();
    if (failures.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "restarts",
            String.format(
                "the job failed %s, and is %s; the last time: %s",
                failures.size() == 1 ? "once" : failures.size() + " times",
                examination.after().state(),
                failures.get(0)),
            "the web UI has the whole story under Exceptions; what was read since the last"
                + " checkpoint is read again, nothing is lost"));
  }
}
