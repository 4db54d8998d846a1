package io.tidemark.local.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.jobs.kit.params.EndParameters;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class UserPathsTest {

  @TempDir Path folder;

  @Test
  void aPlainPathIsMadeAbsolute() {
    assertThat(UserPaths.absolute("out")).isEqualTo(Path.of("out").toAbsolutePath().toString());
    assertThat(UserPaths.absolute(folder.toString())).isEqualTo(folder.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s3://bucket/out", "file:///data/out", "file:/data/out"})
  void aUriAndNothingStayWhatTheyAre(String path) {
    assertThat(UserPaths.absolute(path)).isEqualTo(path);
  }

  @Test
  void aFileToReadMustBeThere() {
    assertThatNoException().isThrownBy(() -> reading("file", folder.toString()));
    assertThatThrownBy(() -> reading("file", "nosuch"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("source.path: cannot read nosuch");
  }

  @Test
  void aUriAndAPathThatNoSourceReadsAreNotLookedFor() {
    assertThatNoException().isThrownBy(() -> reading("file", "file:///nosuch"));
    assertThatNoException().isThrownBy(() -> reading("kafka", "nosuch"));
  }

  private static void reading(String source, String path) {
    UserPaths.requireReadableSource(
        Parameters.of(EndParameters.ALL, List.of(Map.of("source", source, "source.path", path))));
  }
}
