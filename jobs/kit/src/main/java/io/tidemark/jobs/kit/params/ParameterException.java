package io.tidemark.jobs.kit.params;

/** Bad usage, told in one line that names the parameter. Nothing has been started. */
public final class ParameterException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param line the line; what a user typed may be part of it, line ends and all, and is put on one
   *     line here
   */
  public ParameterException(String line) {
    super(line.replaceAll("[\\p{Cc}\\u2028\\u2029]+", " ").strip());
  }
}
