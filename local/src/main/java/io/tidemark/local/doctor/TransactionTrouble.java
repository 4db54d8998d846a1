package io.tidemark.local.doctor;

import java.util.Optional;
import java.util.regex.Pattern;

/** A sink's transaction was taken from it: it took too long, or another job has its name. */
final class TransactionTrouble implements Check {

  private static final Pattern SIGNS =
      Pattern.compile(
          "ProducerFenced|InvalidProducerEpoch|InvalidPidMapping|InvalidTxnTimeout|InvalidTxnState"
              + "|TransactionalIdAuthorization|TransactionalIdNotFound|[Tt]ransaction timeout"
              + "|transactional\\.id");

  static boolean explains(String failure) {
    return SIGNS.matcher(failure).find();
  }

  @Override
  public Optional<Finding> find(Examination examination) {
    return lost(examination.after())
        .or(
            () ->
                examination.after().failures().stream()
                    .filter(TransactionTrouble::explains)
                    .findFirst())
        .map(
            evidence ->
                new Finding(
                    "transaction-trouble",
                    "a sink lost its transaction: " + evidence,
                    "kafka.transaction-timeout must be longer than a checkpoint's interval and a"
                        + " restart together, and no longer than the broker's"
                        + " transaction.max.timeout.ms; kafka.transactional-id-prefix must be this"
                        + " job's alone"));
  }

  /** Flink's Kafka sink goes on if a transaction is gone when it is to be committed. */
  private static Optional<String> lost(JobSnapshot job) {
    double failed = 0;
    for (Vertex vertex : job.vertices()) {
      failed += vertex.sum("failedCommittables");
    }
    return failed == 0
        ? Optional.empty()
        : Optional.of(
            Words.count(failed) + " could not be committed, and what was written in them is gone");
  }
}
