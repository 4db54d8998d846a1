package io.tidemark.bench.kafka;

import io.tidemark.bench.workload.Workload;
import io.tidemark.local.broker.LocalBrokerMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.flink.util.FileUtils;
import org.apache.kafka.clients.admin.Admin;

/**
 * A Kafka broker in a process of its own, for all runs of a benchmark: what it costs is no part of
 * an engine's processor time. What it keeps is gone when it is closed.
 */
public final class Broker implements AutoCloseable {

  private static final List<String> JVM_FLAGS = List.of("-Xms512m", "-Xmx512m");

  private final Path folder;
  private final Process process;
  private final Thread killer;
  private String bootstrapServers;

  private Broker(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
    this.killer = new Thread(process::destroyForcibly);
  }

  /**
   * Starts one.
   *
   * @param folder what it keeps, and its log; emptied
   */
  public static Broker start(Path folder) throws IOException {
    FileUtils.deleteDirectory(folder.toFile());
    Files.createDirectories(folder);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(JVM_FLAGS);
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(flag -> flag.startsWith("-D"))
        .forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(
        List.of(LocalBrokerMain.class.getName(), folder.resolve("data").toString(), "0"));
    Broker broker =
        new Broker(
            folder,
            new ProcessBuilder(command)
                .redirectError(folder.resolve("broker.log").toFile())
                .start());
    Runtime.getRuntime().addShutdownHook(broker.killer);
    broker.awaitAddress();
    return broker;
  }

  private void awaitAddress() throws IOException {
    // Its output is read no further: all that it ever prints is this line.
    bootstrapServers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    if (bootstrapServers == null) {
      throw new IOException("Kafka did not start (" + folder.resolve("broker.log") + ")");
    }
  }

  public String bootstrapServers() {
    return bootstrapServers;
  }

  /**
   * Makes room: the disk is to hold the clicks of one workload, not of all, and none of what
   * engines before kept here.
   */
  public void forgetAllBut(Workload workload) throws IOException, InterruptedException {
    try (Admin admin = Admin.create(Clients.of(bootstrapServers))) {
      Set<String> others =
          admin.listTopics().names().get().stream()
              .filter(topic -> !topic.equals(ClickTopic.name(workload)))
              .collect(Collectors.toSet());
      admin.deleteTopics(others).all().get();
    } catch (ExecutionException e) {
      throw new IOException("Kafka deletes no topics: " + e.getCause(), e);
    }
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    Runtime.getRuntime().removeShutdownHook(killer);
    FileUtils.deleteDirectory(folder.toFile());
  }
}
