package io.tidemark.local.doctor;

/** The doctor found something, and has said so: only the exit status is left to tell. */
public final class FindingsException extends Exception {

  private static final long serialVersionUID = 1;

  FindingsException() {
    super("there are findings");
  }
}
