package io.tidemark.jobs.kit.params;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.configuration.description.HtmlFormatter;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every parameter that the kit has. */
class AllParametersTest {

  private static final List<Class<?>> GROUPS =
      List.of(
          EndParameters.class,
          EventParameters.class,
          KafkaParameters.class,
          RuntimeParameters.class,
          WatermarkParameters.class,
          WindowParameters.class);

  private static final List<Parameter<?>> ALL =
      Parameters.join(
          EndParameters.ALL,
          EventParameters.ALL,
          KafkaParameters.ALL,
          RuntimeParameters.ALL,
          WatermarkParameters.ALL,
          WindowParameters.ALL);

  static Stream<Named<Parameter<?>>> all() {
    return ALL.stream().map(parameter -> Named.of(parameter.key(), parameter));
  }

  @Test
  void everyConstantIsListedOnce() {
    assertThat(ALL)
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(GROUPS.stream().flatMap(Constants::in).toList());
  }

  @Test
  void noTwoHaveTheSameKey() {
    assertThat(ALL).extracting(Parameter::key).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("all")
  void keyIsDottedKebabCase(Parameter<?> parameter) {
    assertThat(parameter.key()).matches("[a-z]+(-[a-z]+)*(\\.[a-z]+(-[a-z]+)*)*");
  }

  @ParameterizedTest
  @MethodSource("all")
  void meaningIsOneLineWithoutAPeriodAndPrintsAsWritten(Parameter<?> parameter) {
    String meaning = new HtmlFormatter().format(parameter.option().description());

    assertThat(meaning).isNotBlank().isEqualTo(meaning.strip()).doesNotEndWith(".");
    // '<', '>' and '&' would be printed as HTML has them.
    assertThat(meaning).doesNotContain("\n", "&", "%s");
  }

  @ParameterizedTest
  @MethodSource("all")
  void defaultTextReadsBackAsTheDefault(Parameter<?> parameter) {
    String text = parameter.defaultText();
    if (text == null) {
      assertThat(parameter.option().hasDefaultValue()).isFalse();
      return;
    }
    Parameters parameters =
        Parameters.of(List.of(parameter), List.of(Map.of(parameter.key(), text)));

    assertThat((Object) parameters.get(parameter)).isEqualTo(parameter.option().defaultValue());
  }

  @ParameterizedTest
  @MethodSource("all")
  void defaultValueIsValidByItself(Parameter<?> parameter) {
    Parameters parameters = Parameters.of(List.of(parameter), List.of());

    assertThat((Object) parameters.get(parameter)).isEqualTo(parameter.option().defaultValue());
  }

  /** The parameters that a class declares as public constants. */
  private static final class Constants {
    static Stream<Parameter<?>> in(Class<?> group) {
      return Stream.of(group.getFields())
          .filter(field -> field.getType() == Parameter.class)
          .map(
              field -> {
                try {
                  return (Parameter<?>) field.get(null);
                } catch (IllegalAccessException e) {
                  throw new AssertionError(e);
                }
              });
    }
  }
}
