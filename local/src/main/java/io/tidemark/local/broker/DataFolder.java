package io.tidemark.local.broker;

import static org.apache.kafka.metadata.properties.MetaPropertiesEnsemble.VerificationFlag.REQUIRE_AT_LEAST_ONE_VALID;
import static org.apache.kafka.metadata.properties.MetaPropertiesEnsemble.VerificationFlag.REQUIRE_METADATA_LOG_DIR;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.bootstrap.BootstrapDirectory;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;

/**
 * The folder of one broker, locked as long as this object is open.
 *
 * <p>Kafka has a lock of its own, but takes it only after the folder has been formatted, and ends
 * the JVM where it cannot have it. The operating system drops our lock when a process dies.
 */
final class DataFolder implements AutoCloseable {

  private final Path logFolder;
  private final FileChannel lock;

  private DataFolder(Path logFolder, FileChannel lock) {
    this.logFolder = logFolder;
    this.lock = lock;
  }

  /** Makes the folder if it is missing, and locks it. */
  static DataFolder claim(Path folder) throws IOException {
    Path root = folder.toAbsolutePath().normalize();
    if (root.toString().contains(",")) {
      throw new IOException("Kafka takes no comma in the name of its data folder: " + root);
    }
    try {
      Path logFolder = Files.createDirectories(root.resolve("kafka"));
      return new DataFolder(logFolder, lock(root));
    } catch (FileSystemException failure) {
      String reason = failure.getReason();
      throw unusable(root, reason == null ? failure.getClass().getSimpleName() : reason, failure);
    }
  }

  private static FileChannel lock(Path root) throws IOException {
    FileChannel channel =
        FileChannel.open(
            root.resolve("broker.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException heldByThisJvm) {
      // Said below, in the same words as for another process.
    } catch (IOException failure) {
      channel.close();
      throw failure;
    }
    channel.close();
    throw new IOException("Another local Kafka broker is running on the folder " + root);
  }

  /** Kafka's {@code log.dirs}. */
  Path logFolder() {
    return logFolder;
  }

  /** What Kafka wrote down about the folder when it was formatted; formats a new one first. */
  MetaPropertiesEnsemble formatted() throws IOException {
    if (!read().emptyLogDirs().isEmpty()) {
      format();
    }
    MetaPropertiesEnsemble properties = read();
    try {
      properties.verify(
          Optional.empty(),
          OptionalInt.of(BrokerSettings.NODE_ID),
          EnumSet.of(REQUIRE_AT_LEAST_ONE_VALID, REQUIRE_METADATA_LOG_DIR));
    } catch (RuntimeException unusable) {
      throw unusable(unusable);
    }
    return properties;
  }

  /** The records that a new cluster begins with. */
  BootstrapMetadata bootstrapMetadata() throws IOException {
    try {
      return new BootstrapDirectory(logFolder.toString()).read();
    } catch (Exception failure) {
      throw unusable(failure);
    }
  }

  private MetaPropertiesEnsemble read() throws IOException {
    return new MetaPropertiesEnsemble.Loader()
        .addMetadataLogDir(logFolder.toString())
        .addLogDirs(List.of(logFolder.toString()))
        .load();
  }

  private void format() throws IOException {
    try {
      new Formatter()
          .setClusterId(Uuid.randomUuid().toString())
          .setNodeId(BrokerSettings.NODE_ID)
          .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
          .addDirectory(logFolder.toString())
          .setMetadataLogDirectory(logFolder.toString())
          .setPrintStream(
              new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
          .run();
    } catch (Exception failure) {
      throw unusable(failure);
    }
  }

  private IOException unusable(Exception failure) {
    return unusable(logFolder, failure.getMessage(), failure);
  }

  private static IOException unusable(Path folder, String reason, Exception failure) {
    return new IOException(
        "The local Kafka broker cannot use the folder " + folder + ": " + reason, failure);
  }

  @Override
  public void close() {
    Utils.closeQuietly(lock, "the data folder's lock");
  }
}
