package io.tidemark.jobs.kit.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesFileSinkTest {

  private Path file;
  private JsonLinesFileSink<String> sink;

  @BeforeEach
  void travelToTheCluster(@TempDir Path folder) throws Exception {
    file = folder.resolve("not/there/yet/rows.jsonl");
    sink = InstantiationUtil.clone(new JsonLinesFileSink<>(file, new NoEmptyRows()));
  }

  @Test
  void everyRowIsALine() throws Exception {
    write("a", "b\nc");

    assertThat(file).hasContent("{\"row\":\"a\"}\n{\"row\":\"b\\nc\"}\n");
  }

  @Test
  void rowThatIsNotWrittenIsNoLine() throws Exception {
    write("a", "", "b");

    assertThat(file).hasContent("{\"row\":\"a\"}\n{\"row\":\"b\"}\n");
  }

  @Test
  void fileIsThereEvenIfThereIsNoRow() throws Exception {
    write();

    assertThat(file).isEmptyFile();
  }

  @Test
  void fileIsBegunAnewAtEachStart() throws Exception {
    write("a", "b", "c");
    write("d");

    assertThat(file).hasContent("{\"row\":\"d\"}\n");
  }

  @Test
  void whatWasFlushedCanBeReadWhileTheJobRuns() throws Exception {
    try (SinkWriter<String> writer = sink.createWriter(null)) {
      writer.write("a", null);
      writer.flush(false);

      assertThat(file).hasContent("{\"row\":\"a\"}\n");
    }
  }

  @Test
  void fileIsWholeOnceClosedEvenWithoutAFlush() throws Exception {
    write(IntStream.range(0, 20_000).mapToObj(Integer::toString).toArray(String[]::new));

    assertThat(Files.readAllLines(file))
        .hasSize(20_000)
        .startsWith("{\"row\":\"0\"}")
        .endsWith("{\"row\":\"19999\"}");
  }

  private void write(String... rows) throws Exception {
    try (SinkWriter<String> writer = sink.createWriter(null)) {
      for (String row : rows) {
        writer.write(row, null);
      }
    }
  }
}
