package io.tidemark.jobs.kit.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.jobs.kit.params.ParameterException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFolderTest {

  @TempDir private Path folder;

  @Test
  void folderThatIsMadeIsEmptyAfterwards() {
    Path made = folder.resolve("a/b");
    CheckpointFolder.requireWritable(made.toUri().toString());
    assertThat(made).isEmptyDirectory();
  }

  @Test
  void fileInItsPlaceIsRefusedInOneLine() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> CheckpointFolder.requireWritable(file.toUri().toString()))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("checkpoint.path: cannot write to file:")
        .message()
        .hasLineCount(1);
  }

  @Test
  void fileSystemThatFlinkDoesNotKnowIsRefusedInOneLine() {
    assertThatThrownBy(() -> CheckpointFolder.requireWritable("nosuch://x/y"))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("checkpoint.path: cannot write to nosuch://x/y: ")
        .message()
        .hasLineCount(1);
  }
}
