package io.tidemark.local.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.local.cli.FailureException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ScriptTest {

  @TempDir Path folder;

  @Test
  void emptyLinesSayNothingAndAreCountedAsLinesOfTheFile() throws Exception {
    Script script = script("\n{\"at\":1}\n \t\r\n{\"at\":2}");
    assertThat(script.lines()).isEqualTo(2);
    List<Long> numbers = new ArrayList<>();
    try (ScriptReader reader = script.open()) {
      for (ScriptLine line = reader.next(); line != null; line = reader.next()) {
        numbers.add(line.number());
      }
    }
    assertThat(numbers).containsExactly(2L, 4L);
  }

  @Test
  void aWatermarkAnywhereMakesItAScriptWithWatermarks() throws Exception {
    assertThat(script("{\"event\":{}}\n{\"at\":1}\n").hasWatermarks()).isFalse();
    assertThat(script("{\"event\":{}}\n{\"watermark\":1}\n").hasWatermarks()).isTrue();
  }

  @Test
  void anEmptyFileIsAScript() throws Exception {
    assertThat(script("")).extracting(Script::lines, Script::hasWatermarks).contains(0L, false);
  }

  @Test
  void aBadLineIsToldWithItsFileAndNumber() {
    assertThatThrownBy(() -> script("{\"at\":1}\n\n{\"at\":noon}\n"))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith(folder.resolve("script.jsonl") + ", line 3: no JSON: ");
  }

  @Test
  void theClockNeverGoesBack() {
    assertThatThrownBy(() -> script("{\"at\":1000}\n{\"event\":{}}\n{\"event\":{},\"at\":999}\n"))
        .hasMessageEndingWith(
            "line 3: the clock cannot go back: at 1970-01-01T00:00:00.999Z"
                + " comes after 1970-01-01T00:00:01Z");
    assertThatThrownBy(() -> script("{\"event\":{}}\n{\"at\":-1}\n"))
        .hasMessageContaining("line 2: the clock cannot go back");
  }

  @Test
  void theClockMayStandStillAndMayBeginBefore1970() throws Exception {
    assertThat(script("{\"at\":-5}\n{\"at\":-5}\n{\"at\":7}\n").lines()).isEqualTo(3);
  }

  @Test
  void aGzippedScriptIsReadAsWell() throws Exception {
    Path file = folder.resolve("script.jsonl.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("{\"at\":1}\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(Script.check(file).lines()).isEqualTo(1);
  }

  private Script script(String text) throws IOException, FailureException {
    return Script.check(Files.writeString(folder.resolve("script.jsonl"), text));
  }
}
