package io.tidemark.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.local.cli.FailureException;
import io.tidemark.local.cli.Home;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Runs an engine in a JVM of its own, so that none profits or suffers from what the compiler learnt
 * and the heap kept of another. All have the same flags.
 */
final class EngineProcess {

  static final List<String> JVM_FLAGS =
      List.of(
          "-Xms4g",
          "-Xmx4g",
          "-XX:+UseParallelGC",
          // What Hazelcast asks for to be at its best.
          "--add-modules=java.se",
          "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
          "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
          "--add-opens=java.management/sun.management=ALL-UNNAMED",
          "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");

  private static final String STREAMS_ROCKSDB = File.separator + "rocksdbjni" + File.separator;

  private EngineProcess() {}

  /**
   * One run.
   *
   * @throws FailureException if it failed, or its results are wrong
   */
  static Measurement run(RunPlan plan) throws IOException, InterruptedException, FailureException {
    Path folder = Files.createDirectories(Home.data().resolve("bench"));
    String name = (plan.workload() + "-" + plan.engine().text()).toLowerCase(Locale.ROOT);
    Path log = folder.resolve(name + ".log");
    Path result = folder.resolve(name + ".json");
    Files.deleteIfExists(result);
    Process process =
        new ProcessBuilder(command(plan, result))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Thread killer = new Thread(process::destroyForcibly);
    Runtime.getRuntime().addShutdownHook(killer);
    int status = process.waitFor();
    Runtime.getRuntime().removeShutdownHook(killer);
    if (status != 0 || !Files.exists(result)) {
      throw new FailureException(
          String.format("%s on %s: %s", plan.engine().text(), plan.workload(), lastLine(log)));
    }
    return new ObjectMapper().readValue(Files.readString(result), Measurement.class);
  }

  private static List<String> command(RunPlan plan, Path result) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_FLAGS);
    // Modules to open, and where Tidemark stands.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("--add-opens") || flag.startsWith("-D"))
        .forEach(command::add);
    command.add("-cp");
    command.add(classPath(plan.engine()));
    command.add(EngineMain.class.getName());
    command.add(plan.print());
    command.add(result.toString());
    return command;
  }

  /** Flink's RocksDB and Kafka Streams' have the same classes; each is to have its own. */
  private static String classPath(EngineName engine) {
    String classPath = System.getProperty("java.class.path");
    if (engine != EngineName.KAFKA_STREAMS) {
      return classPath;
    }
    return Arrays.stream(classPath.split(File.pathSeparator))
        .sorted(Comparator.comparing(entry -> !entry.contains(STREAMS_ROCKSDB)))
        .collect(Collectors.joining(File.pathSeparator));
  }

  private static String lastLine(Path log) throws IOException {
    List<String> lines = Files.readAllLines(log);
    return (lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1)) + " (" + log + ")";
  }
}
