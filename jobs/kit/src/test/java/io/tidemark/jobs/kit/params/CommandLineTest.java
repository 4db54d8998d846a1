package io.tidemark.jobs.kit.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {

  @Test
  void keysAndValuesAlternate() {
    assertThat(CommandLine.parse(List.of("--window.size", "1h", "--sink", "file")))
        .containsExactly(entry("window.size", "1h"), entry("sink", "file"));
  }

  @Test
  void noArgumentsAreNoValues() {
    assertThat(CommandLine.parse(List.of())).isEmpty();
  }

  @Test
  void emptyArgumentIsAnEmptyValue() {
    assertThat(CommandLine.parse(List.of("--event.id", "", "--event.type", "")))
        .containsExactly(entry("event.id", ""), entry("event.type", ""));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "-5s", "-", "- -", "a b", "=", "a=b", "ключ"})
  void valueMayLookLikeMuchElse(String value) {
    assertThat(CommandLine.parse(List.of("--key", value))).containsExactly(entry("key", value));
  }

  @Test
  void valueMayFollowAnEqualsSign() {
    assertThat(CommandLine.parse(List.of("--a=1", "--b=", "--c=x=y", "--d=--e")))
        .containsExactly(entry("a", "1"), entry("b", ""), entry("c", "x=y"), entry("d", "--e"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"window.size", "-window.size", "", "--", "--=1h", "-"})
  void whatHasNoKeyIsRefused(String arg) {
    assertThatThrownBy(() -> CommandLine.parse(List.of(arg, "1h")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("'%s' is not of the form --key value", arg);
  }

  @Test
  void missingValueIsRefused() {
    assertThatThrownBy(() -> CommandLine.parse(List.of("--sink", "print", "--window.size")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("--window.size needs a value");
    assertThatThrownBy(() -> CommandLine.parse(List.of("--window.size", "--sink", "print")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("--window.size needs a value");
  }

  @Test
  void keyGivenTwiceIsRefusedEvenWithTheSameValue() {
    assertThatThrownBy(() -> CommandLine.parse(List.of("--sink", "print", "--sink=print")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("--sink is given twice");
  }
}
