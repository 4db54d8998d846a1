package io.tidemark.local.doctor;

import java.util.Optional;

/** Knows one cause of trouble by its signs. */
@FunctionalInterface
public interface Check {

  /** The cause, if its signs are there. */
  Optional<Finding> find(Examination examination);
}
