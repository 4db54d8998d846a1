package io.tidemark.jobs.kit.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.functions.event.Decoded;
import io.tidemark.functions.event.Origin;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.file.src.FileSourceSplit;
import org.apache.flink.connector.file.src.reader.BulkFormat;
import org.apache.flink.connector.file.src.util.CheckpointedPosition;
import org.apache.flink.connector.file.src.util.RecordAndPosition;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesFormatTest {

  private static final Configuration NONE = new Configuration();
  private static final int BATCHES_AND_A_BIT = 2 * 1024 + 77;

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"events.jsonl", "events.jsonl.gz"})
  void eachLineBecomesARecord(String name) throws IOException {
    Path file = write(name, Decoders.event("a", 1) + "\n" + Decoders.event("b", 2) + "\n");

    List<Decoded> records = readAll(new JsonLinesFormat(Decoders.SIMPLE), file);

    assertThat(records).extracting(record -> record.event().key()).containsExactly("a", "b");
    assertThat(records).extracting(Decoded::sequence).containsExactly(1L, 2L);
  }

  @Test
  void lastLineNeedNotEnd() throws IOException {
    Path file = write("events.jsonl", Decoders.event("a", 1) + "\n" + Decoders.event("b", 2));

    assertThat(readAll(new JsonLinesFormat(Decoders.SIMPLE), file)).hasSize(2);
  }

  @Test
  void emptyFileHasNoRecords() throws IOException {
    assertThat(readAll(new JsonLinesFormat(Decoders.SIMPLE), write("events.jsonl", ""))).isEmpty();
    assertThat(readAll(new JsonLinesFormat(Decoders.SIMPLE), write("none.gz", ""))).isEmpty();
  }

  @Test
  void lineThatIsNoEventIsADeadLetterWithItsLine() throws IOException {
    Path file = write("events.jsonl", Decoders.event("a", 1) + "\r\n\n{broken\n");

    List<Decoded> records = readAll(new JsonLinesFormat(Decoders.SIMPLE), file);

    assertThat(records).extracting(Decoded::isEvent).containsExactly(true, false, false);
    assertThat(records.get(1).deadLetter().origin()).isEqualTo(Origin.ofFile(file.toString(), 2));
    assertThat(records.get(1).deadLetter().raw()).isEmpty();
    assertThat(records.get(2).deadLetter().origin()).isEqualTo(Origin.ofFile(file.toString(), 3));
    assertThat(records.get(2).deadLetter().raw()).asString(UTF_8).isEqualTo("{broken");
  }

  @Test
  void sequenceBeginsAtOneAndGoesOnFromFileToFile() throws IOException {
    JsonLinesFormat format = new JsonLinesFormat(Decoders.SIMPLE);
    List<Decoded> records = new ArrayList<>();
    records.addAll(readAll(format, brokenLines("one.jsonl", BATCHES_AND_A_BIT)));
    records.addAll(readAll(format, brokenLines("two.jsonl.gz", 10)));
    records.addAll(readAll(format, brokenLines("three.jsonl", 1)));

    assertThat(records)
        .extracting(Decoded::sequence)
        .containsExactlyElementsOf(upTo(BATCHES_AND_A_BIT + 11));
  }

  @ParameterizedTest
  @CsvSource({
    "events.jsonl, 0",
    "events.jsonl, 1",
    "events.jsonl, 1023",
    "events.jsonl, 1024",
    "events.jsonl, 1025",
    "events.jsonl, 2124",
    "events.jsonl, 2125",
    "events.jsonl.gz, 1",
    "events.jsonl.gz, 1500",
  })
  void restoredReaderGoesOnBehindTheLastRecordOfTheCheckpoint(String name, int done)
      throws IOException {
    Path file = brokenLines(name, BATCHES_AND_A_BIT);
    FileSourceSplit split = split(file);
    CheckpointedPosition position =
        done == 0
            ? new CheckpointedPosition(CheckpointedPosition.NO_OFFSET, 0)
            : positionAfter(done, split);

    List<Decoded> rest =
        readAll(
            new JsonLinesFormat(Decoders.SIMPLE)
                .restoreReader(NONE, split.updateWithCheckpointedPosition(position)));

    assertThat(rest)
        .extracting(record -> record.deadLetter().origin().position())
        .containsExactlyElementsOf(
            LongStream.rangeClosed(done + 1L, BATCHES_AND_A_BIT).boxed().toList());
    assertThat(rest)
        .allSatisfy(
            record ->
                assertThat(record.deadLetter().raw())
                    .asString(UTF_8)
                    .isEqualTo("line " + record.deadLetter().origin().position()));
    assertThat(rest)
        .extracting(Decoded::sequence)
        .containsExactlyElementsOf(upTo(BATCHES_AND_A_BIT - done));
  }

  @Test
  void readerThatIsRestoredTwiceGoesOnFromTheSecondCheckpoint() throws IOException {
    FileSourceSplit split = split(brokenLines("events.jsonl", BATCHES_AND_A_BIT));
    FileSourceSplit first = split.updateWithCheckpointedPosition(positionAfter(1_500, split));
    FileSourceSplit second = split.updateWithCheckpointedPosition(positionAfter(100, first));

    List<Decoded> rest = readAll(new JsonLinesFormat(Decoders.SIMPLE).restoreReader(NONE, second));

    assertThat(rest.get(0).deadLetter().origin().position()).isEqualTo(1_601);
  }

  @Test
  void splitWithoutAPositionIsRestoredFromTheBeginning() throws IOException {
    FileSourceSplit split = split(brokenLines("events.jsonl", 3));

    assertThat(readAll(new JsonLinesFormat(Decoders.SIMPLE).restoreReader(NONE, split))).hasSize(3);
  }

  @Test
  void fileThatIsNotGzippedAsItsNameSaysFails() throws IOException {
    FileSourceSplit split =
        split(Files.writeString(folder.resolve("plain.gz"), Decoders.event("a", 1)));

    assertThatThrownBy(() -> new JsonLinesFormat(Decoders.SIMPLE).createReader(NONE, split))
        .isInstanceOf(IOException.class);
  }

  @Test
  void formatTravelsToTheClusterEvenAfterUse() throws Exception {
    Path file = brokenLines("events.jsonl", 3);
    JsonLinesFormat format = new JsonLinesFormat(Decoders.SIMPLE);
    readAll(format, file);

    assertThat(readAll(InstantiationUtil.clone(format), file))
        .extracting(Decoded::sequence)
        .containsExactly(1L, 2L, 3L);
  }

  @Test
  void filesAreReadAsAWholeIntoDecodedRecords() {
    JsonLinesFormat format = new JsonLinesFormat(Decoders.SIMPLE);

    assertThat(format.isSplittable()).isFalse();
    assertThat(format.getProducedType()).isEqualTo(TypeInformation.of(Decoded.class));
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  private Path brokenLines(String name, int count) throws IOException {
    StringBuilder lines = new StringBuilder();
    IntStream.rangeClosed(1, count).forEach(n -> lines.append("line ").append(n).append('\n'));
    return write(name, lines.toString());
  }

  private Path write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    try (OutputStream out =
        name.endsWith(".gz")
            ? new GZIPOutputStream(Files.newOutputStream(file))
            : Files.newOutputStream(file)) {
      out.write(content.getBytes(UTF_8));
    }
    return file;
  }

  private static FileSourceSplit split(Path file) throws IOException {
    long size = Files.size(file);
    return new FileSourceSplit(
        "split", new org.apache.flink.core.fs.Path(file.toUri()), 0, size, 0, size);
  }

  /** The position that Flink would checkpoint after so many records of a split. */
  private static CheckpointedPosition positionAfter(int records, FileSourceSplit split)
      throws IOException {
    BulkFormat.Reader<Decoded> reader =
        new JsonLinesFormat(Decoders.SIMPLE).restoreReader(NONE, split);
    int toRead = records;
    for (BulkFormat.RecordIterator<Decoded> batch = reader.readBatch();
        batch != null;
        batch = reader.readBatch()) {
      for (RecordAndPosition<Decoded> next = batch.next(); next != null; next = batch.next()) {
        if (--toRead == 0) {
          return new CheckpointedPosition(next.getOffset(), next.getRecordSkipCount());
        }
      }
    }
    throw new IllegalArgumentException("fewer than " + records + " records");
  }

  private static List<Decoded> readAll(JsonLinesFormat format, Path file) throws IOException {
    return readAll(format.createReader(NONE, split(file)));
  }

  private static List<Decoded> readAll(BulkFormat.Reader<Decoded> reader) throws IOException {
    List<Decoded> records = new ArrayList<>();
    try (reader) {
      for (BulkFormat.RecordIterator<Decoded> batch = reader.readBatch();
          batch != null;
          batch = reader.readBatch()) {
        for (RecordAndPosition<Decoded> next = batch.next(); next != null; next = batch.next()) {
          records.add(next.getRecord());
        }
        batch.releaseBatch();
      }
    }
    return records;
  }
}
