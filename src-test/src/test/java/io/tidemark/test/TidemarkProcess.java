package io.tidemark.test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.util.FileUtils;

/** {@code ./tidemark} in a JVM of its own, as the launcher starts it, with a home of its own. */
final class TidemarkProcess implements AutoCloseable {

  /** The repository; tests run in their module's folder. */
  static final Path REPOSITORY = Path.of("").toAbsolutePath().getParent();

  private static final Pattern BOOKS_COLUMN = Pattern.compile(" +([a-z_]+) +([\\d,]+)");

  private static final String OUT = "stdout.txt";
  private static final String ERR = "stderr.txt";

  private final Process process;
  private final Path home;

  private TidemarkProcess(Process process, Path home) {
    this.process = process;
    this.home = home;
  }

  /**
   * Starts a command.
   *
   * @param home a folder that is there; the user stands in it, and what the command keeps and
   *     prints goes into it
   */
  static TidemarkProcess start(Path home, String... args) throws IOException {
    Path conf = home.resolve("conf");
    if (!Files.exists(conf)) {
      FileUtils.copy(
          new org.apache.flink.core.fs.Path(REPOSITORY.resolve("conf").toUri()),
          new org.apache.flink.core.fs.Path(conf.toUri()),
          false);
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    // A command that lives for seconds starts faster than it compiles.
    command.add("-XX:TieredStopAtLevel=1");
    for (String packageName :
        List.of("lang", "net", "io", "nio", "util", "util.concurrent", "time")) {
      command.add("--add-opens=java.base/java." + packageName + "=ALL-UNNAMED");
    }
    command.add("-Dfile.encoding=UTF-8");
    command.add("-Dtidemark.home=" + home);
    command.add("-Dlog4j2.configurationFile=" + conf.resolve("log4j2-cli.properties"));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add("io.tidemark.local.Main");
    command.addAll(List.of(args));
    Process process =
        new ProcessBuilder(command)
            .directory(home.toFile())
            .redirectOutput(home.resolve(OUT).toFile())
            .redirectError(home.resolve(ERR).toFile())
            .start();
    return new TidemarkProcess(process, home);
  }

  /** Runs a command to its end and tells what it printed; it must succeed. */
  static TidemarkProcess run(Path home, String... args) throws Exception {
    try (TidemarkProcess process = start(home, args)) {
      int status = process.exitStatus();
      if (status != 0) {
        throw new AssertionError(
            String.join(" ", args) + " ended with " + status + ": " + process.err());
      }
      return process;
    }
  }

  /**
   * As Ctrl-C does. Where Maven was started in the background, the shell has made all its children
   * deaf to that, and it is told to terminate instead: the same to {@code ./tidemark}.
   */
  void interrupt() throws Exception {
    String signal = isDeafToInterrupts() ? "TERM" : "INT";
    int status =
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
    if (status != 0) {
      throw new AssertionError("kill ended with " + status);
    }
  }

  private boolean isDeafToInterrupts() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.exists(status)) {
      return false;
    }
    String ignored =
        Files.readAllLines(status).stream()
            .filter(line -> line.startsWith("SigIgn:"))
            .map(line -> line.substring("SigIgn:".length()).strip())
            .findFirst()
            .orElse("0");
    int interruptBit = 1 << 1;
    return (Long.parseUnsignedLong(ignored, 16) & interruptBit) != 0;
  }

  /** Waits for its end. */
  int exitStatus() throws InterruptedException {
    return process.waitFor();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it has printed so far. */
  List<String> out() throws IOException {
    return Files.readAllLines(home.resolve(OUT));
  }

  /** What it has printed to stderr so far. */
  List<String> err() throws IOException {
    return Files.readAllLines(home.resolve(ERR));
  }

  /** The books that a run prints at its end, by column. */
  Map<String, Long> books() throws IOException {
    List<String> lines = out();
    Map<String, Long> books = new LinkedHashMap<>();
    for (String line : lines.subList(lines.indexOf("The books at the end") + 1, lines.size())) {
      Matcher column = BOOKS_COLUMN.matcher(line);
      if (column.matches()) {
        books.put(column.group(1), Long.parseLong(column.group(2).replace(",", "")));
      }
    }
    return books;
  }

  /** Ends it, however far it is. */
  @Override
  public void close() throws InterruptedException {
    process.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
  }
}
