package io.tidemark.local.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.util.FileUtils;

/** A folder that is gone when its command ends. */
public record TemporaryFolder(Path path) implements AutoCloseable {

  public static TemporaryFolder create(String what) throws IOException {
    return new TemporaryFolder(Files.createTempDirectory("tidemark-" + what + "-"));
  }

  @Override
  public void close() throws IOException {
    FileUtils.deleteDirectory(path.toFile());
  }
}
