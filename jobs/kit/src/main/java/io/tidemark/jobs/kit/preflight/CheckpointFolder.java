package io.tidemark.jobs.kit.preflight;

import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import java.io.IOException;
import java.util.UUID;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/** Where checkpoints go: a job that cannot write there runs, and fails at its first checkpoint. */
final class CheckpointFolder {

  private CheckpointFolder() {}

  /**
   * Writes a file there, and takes it away again.
   *
   * @throws ParameterException if that does not work
   */
  static void requireWritable(String folder) {
    try {
      Path probe = new Path(new Path(folder), ".tidemark-" + UUID.randomUUID());
      FileSystem fileSystem = probe.getFileSystem();
      fileSystem.mkdirs(probe.getParent());
      try (FSDataOutputStream file = fileSystem.create(probe, FileSystem.WriteMode.NO_OVERWRITE)) {
        file.write(0);
      }
      fileSystem.delete(probe, false);
    } catch (IOException | IllegalArgumentException e) {
      throw new ParameterException(
          String.format(
              "%s: cannot write to %s: %s",
              RuntimeParameters.CHECKPOINT_PATH.key(), folder, e.getMessage()));
    }
  }
}
