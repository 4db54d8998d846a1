package io.tidemark.local.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.local.cli.FailureException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.util.FileUtils;

/**
 * Everything that a cluster leaves on the disk.
 *
 * @param root the folder; whole once made
 */
public record ClusterFolder(Path root) {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PID_SUFFIX = ".pid";

  /** Makes what is missing of it. */
  public static ClusterFolder at(Path root) throws IOException {
    ClusterFolder folder = new ClusterFolder(root.toAbsolutePath().normalize());
    for (Path part : List.of(folder.conf(), folder.log(), folder.pids(), folder.temporary())) {
      Files.createDirectories(part);
    }
    return folder;
  }

  /** Flink's configuration folder: what {@code FLINK_CONF_DIR} is for Flink's own tools. */
  Path conf() {
    return root.resolve("conf");
  }

  public Path log() {
    return root.resolve("log");
  }

  public Path checkpoints() {
    return root.resolve("checkpoints");
  }

  Path savepoints() {
    return root.resolve("savepoints");
  }

  Path temporary() {
    return root.resolve("tmp");
  }

  /** What a JobManager leaves for the next one: in ZooKeeper only where it is. */
  Path highAvailability() {
    return root.resolve("ha");
  }

  Path zooKeeper() {
    return root.resolve("zookeeper");
  }

  private Path pids() {
    return root.resolve("pid");
  }

  /** What a process logs. */
  Path logOf(String process) {
    return log().resolve(process + ".log");
  }

  /** What a process prints, mostly before it can log. */
  Path printedBy(String process) {
    return log().resolve(process + ".out");
  }

  /**
   * Keeps other commands off the cluster until it is closed.
   *
   * @throws FailureException if one is at work
   */
  FileChannel lock() throws IOException, FailureException {
    FileChannel channel =
        FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException heldByThisJvm) {
      // Said below, in the same words as for another process.
    }
    channel.close();
    throw new FailureException("another cluster command is at work; try again when it has ended");
  }

  /** The processes of the last cluster, in the order in which they were started. */
  List<ClusterProcess> processes() throws IOException, FailureException {
    List<ClusterProcess> processes = new ArrayList<>();
    for (Path file : pidFiles()) {
      processes.add(
          read(file)
              .orElseThrow(
                  () ->
                      new FailureException(
                          file + " tells of no process; delete it once its process has ended")));
    }
    processes.sort(
        Comparator.comparingLong(ClusterProcess::startedMs).thenComparing(ClusterProcess::name));
    return processes;
  }

  /** What a pid file tells, if anything: who edited it may have left no JSON, or a null. */
  private static Optional<ClusterProcess> read(Path file) {
    try {
      return Optional.ofNullable(JSON.readValue(file.toFile(), ClusterProcess.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  void remember(ClusterProcess process) throws IOException {
    Path file = pids().resolve(process.name() + PID_SUFFIX);
    Path unfinished = pids().resolve(process.name() + ".new");
    JSON.writeValue(unfinished.toFile(), process);
    // Whole or not at all: a process that is forgotten here would run for ever.
    Files.move(
        unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Forgets all processes. */
  void forget() throws IOException {
    for (Path file : pidFiles()) {
      Files.delete(file);
    }
  }

  /** Deletes what processes that are gone have left: each of them tens of megabytes. */
  void clearTemporary() throws IOException {
    FileUtils.cleanDirectory(temporary().toFile());
  }

  /** Deletes what the JobManager of an earlier cluster has left: its jobs have ended with it. */
  void clearHighAvailability() throws IOException {
    for (Path left : List.of(highAvailability(), zooKeeper())) {
      FileUtils.deleteDirectory(left.toFile());
    }
  }

  private List<Path> pidFiles() throws IOException {
    try (Stream<Path> files = Files.list(pids())) {
      return files.filter(file -> file.toString().endsWith(PID_SUFFIX)).sorted().toList();
    }
  }
}
