package io.tidemark.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.local.cli.FailureException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ClusterFolderTest {

  private static final ClusterProcess KAFKA =
      new ClusterProcess("kafka", 11, 1_000, "127.0.0.1:9092", false);
  private static final ClusterProcess JOB_MANAGER =
      new ClusterProcess("jobmanager", 10, 2_000, "http://localhost:8081", false);

  @TempDir Path root;

  private ClusterFolder folder;

  @BeforeEach
  void makeTheFolder() throws Exception {
    folder = ClusterFolder.at(root);
  }

  @Test
  void processesComeBackInTheOrderOfTheirStart() throws Exception {
    folder.remember(JOB_MANAGER);
    folder.remember(KAFKA);
    assertThat(ClusterFolder.at(root).processes()).containsExactly(KAFKA, JOB_MANAGER);
  }

  @Test
  void aProcessIsRememberedOnceAsItWasLast() throws Exception {
    folder.remember(KAFKA);
    folder.remember(KAFKA.asStopped());
    assertThat(folder.processes()).containsExactly(KAFKA.asStopped());
    folder.forget();
    assertThat(folder.processes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "11", "garbage", "null", "{}", "{\"name\":\"kafka\",\"pid\":-1}"})
  void aBrokenPidFileIsNamed(String content) throws Exception {
    Path broken = root.resolve("pid").resolve("kafka.pid");
    Files.writeString(broken, content);
    assertThatThrownBy(folder::processes)
        .isInstanceOf(FailureException.class)
        .hasMessage(broken + " tells of no process; delete it once its process has ended");
  }

  @Test
  void oneCommandAtATimeMayChangeTheCluster() throws Exception {
    try (FileChannel lock = folder.lock()) {
      assertThat(lock.isOpen()).isTrue();
      assertThatThrownBy(folder::lock).hasMessageContaining("another cluster command");
    }
    folder.lock().close();
  }

  @Test
  void whatDeadProcessesLeftIsCleared() throws Exception {
    Files.createDirectories(folder.temporary().resolve("a").resolve("b"));
    folder.clearTemporary();
    assertThat(folder.temporary()).isEmptyDirectory();
  }
}
