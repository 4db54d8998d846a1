package io.tidemark.jobs.kit.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlFileTest {

  private Path file;

  @BeforeEach
  void nameFile(@TempDir Path folder) {
    file = folder.resolve("job.yaml");
  }

  @Test
  void dottedAndNestedKeysMayBeMixed() throws IOException {
    assertThat(
            read(
                """
                # comments are welcome
                window.size: 1min
                watermark:
                  strategy: bounded
                  max-out-of-orderness: 5s
                kafka:
                  topic.events: events.v1
                  topic:
                    late: late.v1
                """))
        .containsExactly(
            entry("window.size", "1min"),
            entry("watermark.strategy", "bounded"),
            entry("watermark.max-out-of-orderness", "5s"),
            entry("kafka.topic.events", "events.v1"),
            entry("kafka.topic.late", "late.v1"));
  }

  @Test
  void elementsOfAListAreJoinedByCommas() throws IOException {
    assertThat(read("sink: [print, file]\nfilter.types:\n- click\n- 7\nempty: []\n"))
        .containsExactly(
            entry("sink", "print,file"), entry("filter.types", "click,7"), entry("empty", ""));
  }

  @Test
  void numbersAndBooleansStayAsTheyAreWritten() throws IOException {
    assertThat(read("a: 7\nb: -0.10\nc: 1e5\nd: TRUE\ne: 65_536\nf: 1.10\n7: g\n"))
        .containsExactly(
            entry("a", "7"),
            entry("b", "-0.10"),
            entry("c", "1e5"),
            entry("d", "TRUE"),
            entry("e", "65_536"),
            entry("f", "1.10"),
            entry("7", "g"));
  }

  @Test
  void nullAndEmptyTextAreEmpty() throws IOException {
    assertThat(read("a:\nb: null\nc: ~\nd: Null\ne: \"\"\nf: 'null'\n"))
        .containsExactly(
            entry("a", ""),
            entry("b", ""),
            entry("c", ""),
            entry("d", ""),
            entry("e", ""),
            entry("f", "null"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# nothing but a comment\n", "---\n", "kafka: {}\n"})
  void fileWithoutValuesIsFine(String yaml) throws IOException {
    assertThat(read(yaml)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"just a text\n", "- a\n- b\n", "42\n"})
  void whatIsNoMapIsRefused(String yaml) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(ParameterException.class)
        .hasMessage("--config: %s is no map of keys to values", file);
  }

  @Test
  void brokenYamlIsToldWithItsPlaceInOneLine() {
    assertThatThrownBy(() -> read("window.size: 1h\nsink: [print\nsource: file\n"))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("--config: " + file + " is no YAML: line 3, column 7: ")
        .message()
        .hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: b: c\n",
        "a: \"b\n",
        "\ta: b\n",
        "a: b\n c: d\n",
        "a: *nobody\n",
        "{a: b\n",
        "a: 1\n---\nb: 2\n",
        "a: @b\n",
        "? [a, b]\n: c\n",
        "\u0001: a\n"
      })
  void whateverIsBrokenIsToldInOneLine(String yaml) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("--config: " + file)
        .message()
        .hasLineCount(1);
  }

  @Test
  void keyGivenTwiceIsRefused() {
    assertThatThrownBy(() -> read("sink: print\nsink: file\n"))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("duplicate key sink");
  }

  @Test
  void keyGivenTwiceThroughNestingIsRefused() {
    assertThatThrownBy(() -> read("window.size: 1h\nwindow:\n  size: 2h\n"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("--config: %s has window.size twice", file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: &x {b: *x}\n", "a: &x [*x]\n", "a: &x {c: d}\nb: *x\n"})
  void aliasesToMapsAndListsAreRefused(String yaml) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("--config: " + file + " is no YAML: ");
  }

  @Test
  void aliasToAValueIsItsValue() throws IOException {
    assertThat(read("a: &x 1h\nb: *x\n")).containsExactly(entry("a", "1h"), entry("b", "1h"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"sink: [a, [b]]\n", "sink: [{a: b}]\n"})
  void listsHoldPlainValuesOnly(String yaml) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(ParameterException.class)
        .hasMessage("--config: %s has more than plain values in the list sink", file);
  }

  @Test
  void fileThatIsNotThereIsRefused() {
    assertThatThrownBy(() -> YamlFile.read(file))
        .isInstanceOf(ParameterException.class)
        .hasMessage("--config: cannot read %s", file);
  }

  @Test
  void folderIsRefused() {
    assertThatThrownBy(() -> YamlFile.read(file.getParent()))
        .isInstanceOf(ParameterException.class)
        .hasMessage("--config: cannot read %s", file.getParent());
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() throws IOException {
    Files.write(file, "a: \u00e4\n".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> YamlFile.read(file))
        .isInstanceOf(ParameterException.class)
        .hasMessage("--config: cannot read %s", file);
  }

  private Map<String, String> read(String yaml) throws IOException {
    Files.writeString(file, yaml);
    return YamlFile.read(file);
  }
}
