package io.tidemark.local.chaos;

import io.tidemark.local.cli.FailureException;
import io.tidemark.local.cluster.Cluster;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The disk that checkpoints are written to, which can be made full. */
interface CheckpointDisk extends AutoCloseable {

  /** From now on nothing more can be written. */
  void fill() throws IOException, FailureException, InterruptedException;

  /** From now on there is room again. */
  void free() throws IOException, FailureException, InterruptedException;

  /** What it is, in words. */
  String what();

  @Override
  void close() throws IOException, InterruptedException;

  /**
   * A small disk of its own where this user may mount one, else the folder as it is.
   *
   * @param folder where checkpoints go
   */
  static CheckpointDisk of(Path folder, Cluster cluster) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    return succeeds(
            "mount", "-t", "tmpfs", "-o", "size=" + Small.MIB + "m", "tmpfs", folder.toString())
        ? new Small(folder)
        : new Limited(cluster);
  }

  /** Takes a disk away that an earlier run may have left. */
  static void unmount(Path folder) throws IOException, InterruptedException {
    succeeds("umount", folder.toString());
  }

  private static boolean succeeds(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  /** A file system in memory, with a file on it that takes all the room. */
  record Small(Path folder) implements CheckpointDisk {

    static final int MIB = 64;

    private Path ballast() {
      return folder.resolve("ballast");
    }

    @Override
    public void fill() throws FailureException {
      byte[] some = new byte[4096];
      try (OutputStream file = Files.newOutputStream(ballast())) {
        for (long written = 0; written <= MIB * 1024L * 1024; written += some.length) {
          file.write(some);
        }
      } catch (IOException full) {
        // As it is meant to be.
        return;
      }
      throw new FailureException(folder + " is larger than it was made");
    }

    @Override
    public void free() throws IOException {
      Files.deleteIfExists(ballast());
    }

    @Override
    public String what() {
      return "a tmpfs of " + MIB + " MB, full to the last byte";
    }

    @Override
    public void close() throws IOException, InterruptedException {
      unmount(folder);
    }
  }

  /** The processes' own limit of how long a file may be: none may grow any more. */
  record Limited(Cluster cluster) implements CheckpointDisk {

    @Override
    public void fill() throws IOException, FailureException, InterruptedException {
      limit("0:");
    }

    @Override
    public void free() throws IOException, FailureException, InterruptedException {
      limit("unlimited:");
    }

    private void limit(String soft) throws IOException, FailureException, InterruptedException {
      List<String> refused = new ArrayList<>();
      for (long pid : cluster.pidsOfFlink()) {
        if (!succeeds("prlimit", "--pid", Long.toString(pid), "--fsize=" + soft)) {
          refused.add(Long.toString(pid));
        }
      }
      if (!refused.isEmpty()) {
        throw new FailureException(
            "disk-full: no tmpfs can be mounted here, and no prlimit sets limits for process "
                + String.join(", ", refused)
                + "; leave it out with --faults");
      }
    }

    @Override
    public String what() {
      return "the folder's own disk; full means RLIMIT_FSIZE of 0 bytes for Flink's processes,"
          + " since no tmpfs can be mounted here";
    }

    @Override
    public void close() {
      // The processes are gone, and their limits with them.
    }
  }
}
