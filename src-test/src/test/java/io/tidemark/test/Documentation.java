package io.tidemark.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pages that users read, and the commands on them. */
final class Documentation {

  private static final Pattern COMMAND = Pattern.compile("^ *(?:\\$ )?\\./tidemark(?: (.*))?$");
  private static final Pattern BLOCK =
      Pattern.compile("^```\\w*\n(.*?)\n```$", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern INLINE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|'([^']*)'|([^\\s\"']+)");

  private Documentation() {}

  /**
   * A command on a page.
   *
   * @param page the page's path in the repository
   * @param words what follows {@code ./tidemark}
   */
  record Command(Path page, List<String> words) {

    @Override
    public String toString() {
      return page + ": " + String.join(" ", words);
    }
  }

  /** README.md, the pages below docs/ and each job's README.md. */
  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    pages.add(TidemarkProcess.REPOSITORY.resolve("README.md"));
    try (Stream<Path> docs = Files.list(TidemarkProcess.REPOSITORY.resolve("docs"))) {
      docs.filter(page -> page.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    try (Stream<Path> jobs = Files.list(TidemarkProcess.REPOSITORY.resolve("jobs"))) {
      jobs.map(job -> job.resolve("README.md")).filter(Files::exists).sorted().forEach(pages::add);
    }
    return pages;
  }

  static String text(Path page) throws IOException {
    return Files.readString(page);
  }

  /** The one block of code on a page that has these words. */
  static String block(Path page, String words) throws IOException {
    List<String> blocks =
        BLOCK
            .matcher(text(page))
            .results()
            .map(block -> block.group(1))
            .filter(block -> block.contains(words))
            .toList();
    if (blocks.size() != 1) {
      throw new AssertionError(blocks.size() + " blocks on " + page + " have " + words);
    }
    return blocks.get(0);
  }

  /** The commands in a page's blocks of code, in order; a backslash joins lines. */
  static List<Command> commands(Path page) throws IOException {
    List<Command> commands = new ArrayList<>();
    for (String line : text(page).replaceAll("\\\\\n *", "").split("\n", -1)) {
      Matcher command = COMMAND.matcher(line);
      if (command.matches()) {
        commands.add(command(page, command.group(1)));
      }
    }
    return commands;
  }

  /** The commands inside a page's sentences. */
  static List<Command> inlineCommands(Path page) throws IOException {
    return inline(page)
        .map(COMMAND::matcher)
        .filter(Matcher::matches)
        .map(command -> command(page, command.group(1)))
        .toList();
  }

  /** The pieces of a command inside a page's sentences: {@code --key value}. */
  static List<Command> inlineParameters(Path page) throws IOException {
    return inline(page)
        .filter(code -> code.startsWith("--") && code.length() > 2)
        .map(code -> command(page, code))
        .toList();
  }

  private static Stream<String> inline(Path page) throws IOException {
    return INLINE.matcher(text(page)).results().map(code -> code.group(1));
  }

  private static Command command(Path page, String line) {
    List<String> words = new ArrayList<>();
    if (line != null) {
      Matcher word = WORD.matcher(line);
      while (word.find()) {
        words.add(
            word.group(1) != null
                ? word.group(1)
                : word.group(2) != null ? word.group(2) : word.group(3));
      }
    }
    return new Command(TidemarkProcess.REPOSITORY.relativize(page), List.copyOf(words));
  }
}
