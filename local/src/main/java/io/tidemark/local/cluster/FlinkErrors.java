package io.tidemark.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the one line that matters in what Flink's REST API says of an error. */
final class FlinkErrors {

  private static final String CAUSED_BY = "Caused by: ";

  /** As in {@code org.apache.flink.util.FlinkException: }. */
  private static final Pattern CLASS_NAME =
      Pattern.compile("^(<?Exception on server side:\\s*)?(\\w+\\.)+[\\w$]+(Exception|Error): ");

  private FlinkErrors() {}

  /**
   * The root cause.
   *
   * @param errors texts, some of them whole stack traces
   */
  static String inOneLine(JsonNode errors) {
    List<String> lines = new ArrayList<>();
    errors.forEach(error -> error.asText().lines().map(String::strip).forEach(lines::add));
    String rootCause = null;
    String exception = null;
    String first = null;
    for (String line : lines) {
      if (line.startsWith(CAUSED_BY)) {
        rootCause = line.substring(CAUSED_BY.length());
      } else if (exception == null && CLASS_NAME.matcher(line).find()) {
        exception = line;
      } else if (first == null && !line.isEmpty()) {
        first = line;
      }
    }
    String line = rootCause != null ? rootCause : exception != null ? exception : first;
    return line == null ? "it does not say why" : CLASS_NAME.matcher(line).replaceFirst("");
  }
}
