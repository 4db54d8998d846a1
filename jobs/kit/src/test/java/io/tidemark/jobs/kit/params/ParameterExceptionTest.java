package io.tidemark.jobs.kit.params;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.event.Field;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad usage is told in one line, whatever was typed. */
class ParameterExceptionTest {

  private static final List<Parameter<?>> ALL =
      Parameters.join(
          EndParameters.ALL,
          EventParameters.ALL,
          KafkaParameters.ALL,
          RuntimeParameters.ALL,
          WatermarkParameters.ALL,
          WindowParameters.ALL);

  /** Texts that are valid nowhere but where any text is. */
  private static final List<String> NASTY =
      List.of(
          "",
          " ",
          "a\nb",
          "\r\n",
          "a\u2028b",
          "a\u0085b",
          "\u001b[31mred",
          "%s %d %n",
          "{}",
          "\0",
          "--",
          "\ud83d\ude80",
          "$1 \\1",
          "9".repeat(400));

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029", "\f", "\u000b", "\0"})
  void lineEndsAreTakenOutOfTheMessage(String end) {
    assertThat(new ParameterException(end + "one" + end + end + "line" + end))
        .hasMessage("one line");
  }

  @Test
  void badValuesOfEveryParameterAreToldInOneLine() {
    for (Parameter<?> parameter : ALL) {
      List<String> refused = new ArrayList<>();
      for (String text : NASTY) {
        isFineOrToldInOneLine(
            () -> Parameters.of(ALL, List.of(Map.of(parameter.key(), text))), refused);
      }
      assertThat(refused)
          .allSatisfy(message -> assertThat(message).startsWith(parameter.key() + ": "));
      assertThat(refused.isEmpty())
          .as(parameter.key())
          .isEqualTo(parameter.type().equals("text") || parameter.isPath() || parameter.isList());
    }
  }

  @Test
  void badValuesThatOnlyTheWholeShowsAreToldInOneLine() {
    List<String> refused = new ArrayList<>();
    for (String text : NASTY) {
      for (Parameter<?> parameter : EventParameters.ALL) {
        isFineOrToldInOneLine(
            () ->
                EventParameters.mapping(
                    Parameters.of(ALL, List.of(Map.of(parameter.key(), text))),
                    Set.of(Field.values())),
            refused);
      }
      isFineOrToldInOneLine(
          () ->
              Parameters.of(ALL, List.of(Map.of("sink", text)))
                  .choices(EndParameters.SINK, EndParameters.Sink.class),
          refused);
      isFineOrToldInOneLine(
          () ->
              RuntimeParameters.toFlink(
                  Parameters.of(ALL, List.of(Map.of("flink.parallelism.default", text)))),
          refused);
    }
    assertThat(refused).isNotEmpty();
  }

  @Test
  void unknownKeysAreToldInOneLine() {
    List<String> refused = new ArrayList<>();
    for (String key : NASTY) {
      isFineOrToldInOneLine(() -> Parameters.of(ALL, List.of(Map.of(key, "x"))), refused);
    }
    assertThat(refused)
        .hasSameSizeAs(NASTY)
        .allSatisfy(message -> assertThat(message).contains(": no such parameter; did you mean "));
  }

  @Test
  void badCommandLinesAreToldInOneLine() {
    Random random = new Random(20_260_101);
    List<String> refused = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      List<String> args =
          random
              .ints(random.nextInt(1, 5), 0, NASTY.size())
              .mapToObj(n -> random.nextBoolean() ? NASTY.get(n) : "--" + NASTY.get(n))
              .toList();
      isFineOrToldInOneLine(() -> CommandLine.parse(args), refused);
    }
    assertThat(refused).isNotEmpty();
  }

  @Test
  void brokenYamlIsToldInOneLine(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("random.yaml");
    String alphabet = "ab:- \n\t{}[],&*!|>'\"%@`#?~1.\\\u2028";
    Random random = new Random(20_260_101);
    List<String> refused = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      String yaml =
          random
              .ints(random.nextInt(1, 20), 0, alphabet.length())
              .mapToObj(n -> alphabet.substring(n, n + 1))
              .collect(Collectors.joining());
      Files.writeString(file, yaml);
      isFineOrToldInOneLine(() -> YamlFile.read(file), refused);
    }
    assertThat(refused)
        .isNotEmpty()
        .allSatisfy(message -> assertThat(message).startsWith("--config: " + file + " "));
  }

  /** Anything but a {@link ParameterException} would reach the user as a stack trace. */
  private static void isFineOrToldInOneLine(ThrowingCallable attempt, List<String> refused) {
    try {
      attempt.call();
    } catch (ParameterException e) {
      assertThat(e.getMessage()).isNotBlank().isEqualTo(e.getMessage().strip());
      assertThat(e.getMessage().lines()).hasSize(1);
      assertThat(e.getMessage().chars())
          .noneMatch(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029);
      refused.add(e.getMessage());
    } catch (Throwable e) {
      throw new AssertionError("not told as bad usage", e);
    }
  }
}
