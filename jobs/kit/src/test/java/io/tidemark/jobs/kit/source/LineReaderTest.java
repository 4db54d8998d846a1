package io.tidemark.jobs.kit.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineReaderTest {

  private static final int BUFFER_SIZE = 1 << 16;

  @Test
  void linesEndWithALineFeed() throws IOException {
    assertThat(read("one\ntwo\n")).containsExactly("one", "two");
  }

  @Test
  void lastLineNeedNotEndWithOne() throws IOException {
    assertThat(read("one\ntwo")).containsExactly("one", "two");
  }

  @Test
  void emptyLinesAreLines() throws IOException {
    assertThat(read("\n\none\n\n")).containsExactly("", "", "one", "");
  }

  @Test
  void carriageReturnIsPartOfTheLine() throws IOException {
    assertThat(read("one\r\ntwo\rthree\n\r\n")).containsExactly("one\r", "two\rthree", "\r");
  }

  @Test
  void emptyFileHasNoLines() throws IOException {
    assertThat(read("")).isEmpty();
  }

  @Test
  void afterTheLastLineThereIsNoneForever() throws IOException {
    LineReader reader = new LineReader(new ByteArrayInputStream("one".getBytes(UTF_8)));
    reader.readLine();

    assertThat(reader.readLine()).isNull();
    assertThat(reader.readLine()).isNull();
  }

  @Test
  void linesAroundTheSizeOfTheBufferAreWhole() throws IOException {
    List<byte[]> lines = new ArrayList<>();
    for (int times = 1; times <= 3; times++) {
      for (int more = -2; more <= 2; more++) {
        lines.add("x".repeat(times * BUFFER_SIZE + more).getBytes(UTF_8));
        lines.add(new byte[0]);
      }
    }

    assertThat(readAll(new ByteArrayInputStream(joined(lines)))).containsExactlyElementsOf(lines);
  }

  @Test
  void randomBytesAreSplitAsASimpleModelSplitsThem() throws IOException {
    Random random = new Random(20_260_101);
    byte[] alphabet = {'\n', '\r', 0, (byte) 0xff, 'a', '{'};
    for (int file = 0; file < 300; file++) {
      int size = random.nextInt(10) == 0 ? random.nextInt(3 * BUFFER_SIZE) : random.nextInt(50);
      // From a line feed at every second byte to none in a buffer.
      int oneIn = 1 << random.nextInt(1, 18);
      byte[] bytes = new byte[size];
      for (int i = 0; i < size; i++) {
        bytes[i] =
            random.nextInt(oneIn) == 0 ? (byte) '\n' : alphabet[random.nextInt(1, alphabet.length)];
      }

      assertThat(readAll(new InputInPieces(bytes, random)))
          .containsExactlyElementsOf(splitSimply(bytes));
    }
  }

  @Test
  void lineIsNotChangedByTheNextOne() throws IOException {
    LineReader reader = new LineReader(new ByteArrayInputStream("one\ntwo\n".getBytes(UTF_8)));
    byte[] one = reader.readLine();
    reader.readLine();

    assertThat(one).asString(UTF_8).isEqualTo("one");
  }

  @Test
  void closingClosesTheFile() throws IOException {
    List<String> closed = new ArrayList<>();
    InputStream in =
        new FilterInputStream(InputStream.nullInputStream()) {
          @Override
          public void close() {
            closed.add("in");
          }
        };

    new LineReader(in).close();

    assertThat(closed).containsExactly("in");
  }

  private static List<String> read(String file) throws IOException {
    return readAll(new ByteArrayInputStream(file.getBytes(UTF_8))).stream()
        .map(line -> new String(line, UTF_8))
        .toList();
  }

  private static List<byte[]> readAll(InputStream in) throws IOException {
    try (LineReader reader = new LineReader(in)) {
      List<byte[]> lines = new ArrayList<>();
      for (byte[] line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
      }
      return lines;
    }
  }

  private static byte[] joined(List<byte[]> lines) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] line : lines) {
      joined.writeBytes(line);
      joined.write('\n');
    }
    return joined.toByteArray();
  }

  private static List<byte[]> splitSimply(byte[] bytes) {
    List<byte[]> lines = new ArrayList<>();
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (byte b : bytes) {
      if (b == '\n') {
        lines.add(line.toByteArray());
        line.reset();
      } else {
        line.write(b);
      }
    }
    if (line.size() > 0) {
      lines.add(line.toByteArray());
    }
    return lines;
  }

  /** Gives fewer bytes than it is asked for, as files and sockets may. */
  private static final class InputInPieces extends ByteArrayInputStream {
    private final Random random;

    InputInPieces(byte[] bytes, Random random) {
      super(bytes);
      this.random = random;
    }

    @Override
    public synchronized int read(byte[] buffer, int offset, int length) {
      return super.read(buffer, offset, random.nextInt(1, length + 1));
    }
  }
}
