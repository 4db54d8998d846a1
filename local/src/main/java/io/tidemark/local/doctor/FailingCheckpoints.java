package io.tidemark.local.doctor;

import java.util.Optional;

/** Checkpoints do not succeed: nothing is committed, and a failure would repeat it all. */
final class FailingCheckpoints implements Check {

  private static final int PATIENCE = 5;

  static boolean explains(String failure) {
    return failure.contains("checkpoint tolerable failure threshold");
  }

  @Override
  public Optional<Finding> find(Examination examination) {
    Checkpoints checkpoints = examination.after().checkpoints();
    if (checkpoints.interval().isZero()) {
      return Optional.empty();
    }
    boolean failing =
        checkpoints.lastFailed()
            || checkpoints.failed() > examination.before().checkpoints().failed();
    boolean none =
        checkpoints.completed() == 0
            && examination.after().state().equals("RUNNING")
            && examination.after().age().compareTo(checkpoints.interval().multipliedBy(PATIENCE))
                > 0;
    if (!failing && !none) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "failing-checkpoints",
            failing
                ? String.format(
                    "%s checkpoints failed, the last one: %s",
                    Words.count(checkpoints.failed()), checkpoints.failure())
                : "none has completed since the job was started, "
                    + Words.length(examination.after().age().toMillis())
                    + " ago",
            "see that checkpoint.path can be written by every TaskManager and has room; if they time"
                + " out, see where backpressure starts"));
  }
}
