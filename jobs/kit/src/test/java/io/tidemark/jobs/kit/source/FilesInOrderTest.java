package io.tidemark.jobs.kit.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.core.fs.Path;
import org.junit.jupiter.api.Test;

class FilesInOrderTest {

  @Test
  void filesAreHandedOutInTheOrderOfTheirPaths() {
    FilesInOrder files = files("/b/1", "/a/2", "/a/10", "/a/1");

    assertThat(handedOut(files)).containsExactly("/a/1", "/a/10", "/a/2", "/b/1");
  }

  @Test
  void whenAllAreHandedOutThereIsNone() {
    FilesInOrder files = files("/a");
    files.getNext(null);

    assertThat(files.getNext("host")).isEmpty();
    assertThat(files.remainingSplits()).isEmpty();
  }

  @Test
  void fileThatComesBackTakesItsPlaceAgain() {
    FilesInOrder files = files("/a", "/b", "/c", "/d");
    FileSourceSplit a = files.getNext("host").orElseThrow();
    FileSourceSplit b = files.getNext("host").orElseThrow();

    files.addSplits(List.of(b, a));

    assertThat(files.remainingSplits())
        .extracting(split -> split.path().getPath())
        .containsExactlyInAnyOrder("/a", "/b", "/c", "/d");
    assertThat(handedOut(files)).containsExactly("/a", "/b", "/c", "/d");
  }

  @Test
  void noFilesAreNone() {
    assertThat(new FilesInOrder(List.of()).getNext("host")).isEmpty();
  }

  private static FilesInOrder files(String... paths) {
    return new FilesInOrder(
        Arrays.stream(paths)
            .map(path -> new FileSourceSplit(path, new Path(path), 0, 1, 0, 1))
            .toList());
  }

  private static List<String> handedOut(FilesInOrder files) {
    List<String> paths = new ArrayList<>();
    for (Optional<FileSourceSplit> next = files.getNext("host");
        next.isPresent();
        next = files.getNext("host")) {
      paths.add(next.get().path().getPath());
    }
    return paths;
  }
}
