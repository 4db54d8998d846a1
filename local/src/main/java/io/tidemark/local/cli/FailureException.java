package io.tidemark.local.cli;

/** Something did not work, told in one line: what, and what to do if that is known. */
public final class FailureException extends Exception {

  private static final long serialVersionUID = 1;

  public FailureException(String line) {
    super(line);
  }

  public FailureException(String line, Throwable cause) {
    super(line, cause);
  }

  /** The innermost cause of a failure, in one line. */
  public static String inOneLine(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    String what = message == null || message.isBlank() ? cause.toString() : message;
    return what.strip().replaceAll("\\s*\\R\\s*", "; ");
  }
}
