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
    return examination.after().failures().stream()
        .filter(TransactionTrouble::explains)
        .findFirst()
        .map(
            failure ->
                new Finding(
                    "transaction-trouble",
                    "a sink lost its transaction: " + failure,
                    "kafka.transaction-timeout must be longer than a checkpoint's interval and a"
                        + " restart together, and no longer than the broker's"
                        + " transaction.max.timeout.ms; kafka.transactional-id-prefix must be this"
                        + " job's alone"));
  }
}
