package io.tidemark.local.simulate;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinesFileTest {

  @TempDir Path folder;

  private final RecordList target = new RecordList();

  @Test
  void sendsLinesUntouchedAndWithoutKeys() throws IOException {
    assertThat(send(" {\"a\": 1}\r\n\u00ff\u00fe\n", 1))
        .containsExactly(" {\"a\": 1}\r", "\u00ff\u00fe");
    assertThat(target.keys()).containsOnlyNulls();
    assertThat(target.flushes()).isEqualTo(1);
  }

  @Test
  void linesGoRoundThePartitionsInTheFilesOrder() throws IOException {
    send("0\n1\n2\n3\n4\n", 3);

    assertThat(target.partitions()).containsExactly(0, 1, 2, 0, 1);
  }

  @Test
  void anEmptyLineIsAnEmptyRecord() throws IOException {
    assertThat(send("\na\n\n\nb\n", 1)).containsExactly("", "a", "", "", "b");
  }

  @Test
  void aLastLineNeedsNoNewline() throws IOException {
    assertThat(send("a\nb", 1)).containsExactly("a", "b");
  }

  @Test
  void anEmptyFileHasNoLines() throws IOException {
    assertThat(send("", 1)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {65_535, 65_536, 65_537, 200_000})
  void aLineMayBeLongerThanTheBuffer(int length) throws IOException {
    String longLine = "x".repeat(length);

    assertThat(send(longLine + "\nb\n" + longLine, 1)).containsExactly(longLine, "b", longLine);
  }

  @Test
  void aGzipFileIsUnpacked() throws IOException {
    Path file = folder.resolve("edits.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("a\nb\n".getBytes(ISO_8859_1));
    }

    assertThat(new LinesFile(file, 1).sendTo(target)).isEqualTo(2);
    assertThat(lines()).containsExactly("a", "b");
  }

  @Test
  void aFileThatIsNotGzipButCalledSoIsRefusedByName() throws IOException {
    Path file = Files.writeString(folder.resolve("edits.jsonl.gz"), "a\n");

    assertThatThrownBy(() -> new LinesFile(file, 1).sendTo(target))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(file + " is not a gzip file");
  }

  @Test
  void anInterruptEndsItAndStays() throws IOException {
    Thread.currentThread().interrupt();

    assertThat(send("a\nb\n", 1)).isEmpty();
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void needsAPartition() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new LinesFile(folder, 0))
        .withMessageContaining("simulate.partitions");
  }

  /** Bytes stand for the characters of ISO 8859-1 here, so that any byte can be written. */
  private List<String> send(String content, int partitions) throws IOException {
    Path file = folder.resolve("edits.jsonl");
    Files.writeString(file, content, ISO_8859_1);
    long sent = new LinesFile(file, partitions).sendTo(target);
    assertThat(sent).isEqualTo(target.values().size());
    return lines();
  }

  private List<String> lines() {
    return target.values().stream().map(line -> new String(line, ISO_8859_1)).toList();
  }
}
