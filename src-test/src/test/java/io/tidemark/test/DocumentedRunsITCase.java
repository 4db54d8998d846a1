package io.tidemark.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The commands on the pages that end by themselves and need no Kafka, run as they stand there. */
@Tag("long")
final class DocumentedRunsITCase {

  private static final Path EXAMPLES = Path.of("docs", "examples");

  /** How the rows begin that the pages quote and that are the same wherever they are made. */
  private static final List<String> ROWS = List.of("{\"op\":", "{\"event\":{", "{\"checkpoint\":");

  @TempDir Path home;

  static List<Path> pagesWithRuns() throws IOException {
    return Documentation.pages().stream().filter(page -> !commands(page).isEmpty()).toList();
  }

  @ParameterizedTest
  @MethodSource("pagesWithRuns")
  void theCommandsOfAPageRunAndGiveTheRowsThatItQuotes(Path page) throws Exception {
    FileUtils.copy(flinkPath(TidemarkProcess.REPOSITORY), flinkPath(home), false);
    for (Documentation.Command command : commands(page)) {
      TidemarkProcess.run(home, command.words().toArray(String[]::new));
    }
    assertThat(quotedRows(page)).isSubsetOf(writtenRows());
  }

  private static org.apache.flink.core.fs.Path flinkPath(Path folder) {
    return new org.apache.flink.core.fs.Path(folder.resolve(EXAMPLES).toUri());
  }

  private static List<Documentation.Command> commands(Path page) {
    try {
      return Documentation.commands(page).stream()
          .filter(command -> endsByItself(String.join(" ", command.words())))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean endsByItself(String command) {
    return command.matches("run .*--source\\.path " + EXAMPLES + ".*")
        || command.matches("replay .*--input " + EXAMPLES + ".*")
        || command.matches("simulate --to file .*--count.*")
        || command.startsWith("jobs");
  }

  private static Set<String> quotedRows(Path page) throws IOException {
    Set<String> quoted = new HashSet<>();
    Documentation.text(page)
        .lines()
        .filter(line -> ROWS.stream().anyMatch(line::startsWith))
        .forEach(quoted::add);
    return quoted;
  }

  private Set<String> writtenRows() throws IOException {
    Set<String> written = new HashSet<>();
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.filter(file -> file.toString().endsWith(".jsonl")).toList()) {
        // Simulated traffic is not all UTF-8, and meant not to be.
        new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().forEach(written::add);
      }
    }
    return written;
  }
}
