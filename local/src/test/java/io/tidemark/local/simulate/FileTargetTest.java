package io.tidemark.local.simulate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTargetTest {

  @TempDir Path folder;

  @Test
  void eachRecordIsALineAndAnEmptyOneAnEmptyLine() throws IOException {
    Path file = folder.resolve("new/folder/events.jsonl");
    try (FileTarget target = new FileTarget(file)) {
      target.send(0, null, "{}".getBytes(UTF_8));
      target.send(1, null, new byte[0]);
      target.send(2, null, new byte[] {(byte) 0xFF});
    }

    assertThat(file).hasBinaryContent(new byte[] {'{', '}', '\n', '\n', (byte) 0xFF, '\n'});
  }

  @Test
  void anOldFileIsBegunAnew() throws IOException {
    Path file = Files.writeString(folder.resolve("events.jsonl"), "old\n");
    try (FileTarget target = new FileTarget(file)) {
      target.send(0, null, "new".getBytes(UTF_8));
    }

    assertThat(file).hasContent("new");
  }

  @Test
  void aRecordWithANewlineIsRefusedSinceItWouldBeTwo() throws IOException {
    try (FileTarget target = new FileTarget(folder.resolve("events.jsonl"))) {
      assertThatThrownBy(() -> target.send(0, null, "a\nb".getBytes(UTF_8)))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("newline");
    }
  }

  @Test
  void simulatedTrafficIsReadBackAsItWasBrokenRecordsToo() throws IOException {
    List<SimulatedRecord> traffic = Traffic.draw("count", 5_000, "broken-share", 0.2);
    Path file = folder.resolve("events.jsonl");
    try (FileTarget target = new FileTarget(file)) {
      new Pacer(Traffic.START_MS, 0, PaceClock.system()).run(traffic.iterator(), target);
    }

    RecordList read = new RecordList();
    new LinesFile(file, 1).sendTo(read);
    assertThat(read.values())
        .containsExactlyElementsOf(traffic.stream().map(SimulatedRecord::value).toList());
  }
}
