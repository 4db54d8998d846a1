package io.tidemark.local.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The line of a log that most likely says why its process has ended. */
final class LogTail {

  private static final String CAUSED_BY = "Caused by: ";
  private static final int LONGEST = 400;

  private LogTail() {}

  /** The reason of the last failure in a log, else in what was printed, else the last line. */
  static String of(Path log, Path printed) {
    List<String> logged = lines(log);
    List<String> shown = lines(printed);
    String line =
        failure(logged)
            .or(() -> failure(shown))
            .or(() -> last(shown))
            .or(() -> last(logged))
            .orElse("it said nothing");
    return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
  }

  private static Optional<String> failure(List<String> lines) {
    for (int i = lines.size() - 1; i >= 0; i--) {
      String line = lines.get(i).strip();
      if (line.startsWith(CAUSED_BY)) {
        return Optional.of(line.substring(CAUSED_BY.length()));
      }
      if (line.contains(" ERROR ") || line.contains(" FATAL ")) {
        return Optional.of(line);
      }
    }
    return Optional.empty();
  }

  private static Optional<String> last(List<String> lines) {
    return lines.stream().map(String::strip).filter(l -> !l.isEmpty()).reduce((a, b) -> b);
  }

  private static List<String> lines(Path file) {
    try {
      return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      return List.of();
    }
  }
}
