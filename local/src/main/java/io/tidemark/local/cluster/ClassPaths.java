package io.tidemark.local.cluster;

import io.tidemark.local.broker.LocalBrokerMain;
import io.tidemark.local.cli.FailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The class paths of the cluster's processes.
 *
 * @param flink what the {@code lib} folder of a Flink distribution has: nothing of Tidemark's, nor
 *     Kafka's clients, which a job's jar brings along as it does anywhere
 * @param kafka what the broker needs: this JVM's own
 */
record ClassPaths(String flink, String kafka) {

  static final String BROKER = LocalBrokerMain.class.getName();

  /**
   * Reads what Maven wrote.
   *
   * @param build the folder that {@code local} is built into
   */
  static ClassPaths read(Path build) throws FailureException {
    Path file = build.resolve("flink-classpath.txt");
    try {
      return new ClassPaths(Files.readString(file).strip(), System.getProperty("java.class.path"));
    } catch (IOException e) {
      throw new FailureException(
          "cannot read " + file + ": build it with mvn -pl local -am package -DskipTests", e);
    }
  }
}
