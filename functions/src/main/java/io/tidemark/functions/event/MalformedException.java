package io.tidemark.functions.event;

/** What is wrong with a record, in one line. It is made often and never printed with a trace. */
final class MalformedException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedException(String message) {
    super(message, null, false, false);
  }
}
