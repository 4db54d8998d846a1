package io.tidemark.local.doctor;

import java.util.List;
import java.util.Optional;

/** An event was read and has no outcome, or has two. */
final class UnbalancedBooks implements Check {

  @Override
  public Optional<Finding> find(Examination examination) {
    return examination.after().topics().map(Topics::books).orElse(List.of()).stream()
        .filter(row -> row.path("balanced").isBoolean() && !row.path("balanced").asBoolean())
        .findFirst()
        .map(
            row ->
                new Finding(
                    "unbalanced-books",
                    String.format(
                        "at checkpoint %d, %s records were read and %s have an outcome",
                        row.path("checkpoint").asLong(),
                        Words.count(row.path("read").asLong()),
                        Words.count(row.path("read").asLong() - row.path("in_flight").asLong())),
                    "this is a bug, of ours or of an operator added to the job: please report it"
                        + " with the ledger's rows"));
  }
}
