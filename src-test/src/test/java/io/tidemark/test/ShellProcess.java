package io.tidemark.test;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Commands of a page, run by a shell in the user's folder. */
final class ShellProcess implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Process process;
  private final Path printed;

  private ShellProcess(Process process, Path printed) {
    this.process = process;
    this.printed = printed;
  }

  /** Starts the commands with the Java that the tests run on. */
  static ShellProcess start(Path folder, String commands) throws IOException {
    Path printed = Files.createTempFile(folder, "shell", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-euc", commands)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    String java = Path.of(System.getProperty("java.home"), "bin").toString();
    builder.environment().merge("PATH", java, (path, first) -> first + File.pathSeparator + path);
    return new ShellProcess(builder.start(), printed);
  }

  /** Waits for its end. */
  int exitStatus() throws Exception {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      throw new AssertionError("it does not end; it has printed: " + printed());
    }
    return process.exitValue();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it has printed so far. */
  String printed() throws IOException {
    return Files.readString(printed);
  }

  /** Ends it and all that it has started, which must see to it. */
  @Override
  public void close() throws Exception {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    exitStatus();
  }
}
