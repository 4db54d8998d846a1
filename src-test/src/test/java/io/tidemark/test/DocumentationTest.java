package io.tidemark.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import io.tidemark.jobs.clickcounts.ClickCountsJob;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.local.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages say of commands, keys and each other is so. */
final class DocumentationTest {

  private static final Set<String> FILE_KEYS =
      Set.of("--source.path", "--sink.path", "--path", "--from", "--input", "--config");

  private static final Pattern TABLE_KEY =
      Pattern.compile("^\\| `([a-z][a-z0-9.-]*)` \\|.*$", Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]*)(#[^)]*)?\\)");

  @TempDir Path folder;

  static List<Path> pages() throws IOException {
    return Documentation.pages();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void eachCommandOnAPageIsOneThatWouldRun(Path page) throws IOException {
    List<Documentation.Command> commands = new ArrayList<>(Documentation.commands(page));
    Documentation.inlineCommands(page).stream()
        .filter(command -> command.words().stream().noneMatch(DocumentationTest::isPlaceholder))
        .forEach(commands::add);
    for (Documentation.Command command : commands) {
      // The benchmark is a program of its own, and checks its page itself.
      if (!command.words().isEmpty() && !command.words().get(0).equals("bench")) {
        List<String> words = withFiles(command.words());
        assertThatNoException().as(command.toString()).isThrownBy(() -> Main.check(words));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void eachParameterInASentenceIsOneOfRunOrOfSimulate(Path page) throws IOException {
    for (Documentation.Command parameters : Documentation.inlineParameters(page)) {
      List<String> words = parameters.words();
      List<String> withValue = words.size() == 1 ? null : withFiles(words);
      if (withValue != null && words.stream().noneMatch(DocumentationTest::isPlaceholder)) {
        String problem = problem(List.of("run", jobOf(page)), withValue);
        if (problem != null && problem(List.of("simulate", "--to", "kafka"), withValue) != null) {
          throw new AssertionError(parameters + ": " + problem);
        }
      }
    }
  }

  /** The job that a page is about: its own, or else any. */
  private static String jobOf(Path page) {
    Path folder = page.getParent();
    return folder.endsWith(Path.of("jobs", folder.getFileName().toString()))
        ? folder.getFileName().toString()
        : "click-counts";
  }

  @Test
  void thePageOfParametersHasARowForEachOneWithTypeDefaultAndMeaning() throws IOException {
    String page =
        Documentation.text(TidemarkProcess.REPOSITORY.resolve("docs").resolve("parameters.md"));
    Set<String> known = new TreeSet<>();
    for (Parameter<?> parameter : JobParameters.all(new ClickCountsJob())) {
      known.add(parameter.key());
      assertThat(page.lines()).contains(row(parameter));
    }
    assertThat(TABLE_KEY.matcher(page).results().map(key -> key.group(1)))
        .containsExactlyInAnyOrderElementsOf(known);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void eachLinkToAPageLeadsToOneAndToAHeadingOfIt(Path page) throws IOException {
    for (MatchResult link : LINK.matcher(Documentation.text(page)).results().toList()) {
      Path target = link.group(1).isEmpty() ? page : page.resolveSibling(link.group(1)).normalize();
      assertThat(target).as(page.toString()).exists();
      if (link.group(2) != null) {
        assertThat(anchors(target)).as(page.toString()).contains(link.group(2));
      }
    }
  }

  private static List<String> anchors(Path page) throws IOException {
    return Documentation.text(page)
        .lines()
        .filter(line -> line.startsWith("#"))
        .map(
            line ->
                "#"
                    + line.replaceFirst("^#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^a-z0-9 _-]", "")
                        .replace(' ', '-'))
        .toList();
  }

  private static String row(Parameter<?> parameter) {
    String byDefault = parameter.defaultText();
    return String.format(
        "| `%s` | %s | %s | %s |",
        parameter.key(),
        parameter.type().replace("|", ", ").replaceFirst(", such as .*", ""),
        byDefault == null || byDefault.isEmpty() ? "" : "`" + byDefault + "`",
        new HtmlFormatter().format(parameter.option().description()));
  }

  /** Why a command would not run, or null. */
  private static String problem(List<String> command, List<String> parameters) {
    List<String> words = new ArrayList<>(command);
    words.addAll(parameters);
    try {
      Main.check(words);
      return null;
    } catch (ParameterException e) {
      return e.getMessage();
    }
  }

  private static boolean isPlaceholder(String word) {
    return word.matches("[A-Z]+|\\[.*|.*\\.\\.\\.|.*…");
  }

  /** The command with the files that it names: the repository's, or else made for the test. */
  private List<String> withFiles(List<String> words) throws IOException {
    List<String> there = new ArrayList<>(words);
    for (int i = 0; i + 1 < there.size(); i++) {
      if (FILE_KEYS.contains(there.get(i))) {
        there.set(i + 1, file(there.get(i + 1)).toString());
      }
    }
    return there;
  }

  private Path file(String name) throws IOException {
    Path ofTheRepository = TidemarkProcess.REPOSITORY.resolve(name);
    if (Files.exists(ofTheRepository)) {
      return ofTheRepository;
    }
    Path made = folder.resolve(name);
    if (name.contains(".") && !Files.exists(made)) {
      Files.createDirectories(made.getParent());
      Files.writeString(made, name.endsWith(".yaml") ? "window.size: 1min\n" : "");
    }
    return made;
  }
}
