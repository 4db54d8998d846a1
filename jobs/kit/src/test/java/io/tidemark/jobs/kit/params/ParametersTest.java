package io.tidemark.jobs.kit.params;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParametersTest {

  private enum Guarantee {
    AT_LEAST_ONCE,
    EXACTLY_ONCE
  }

  private static final Parameter<Duration> SIZE = Parameter.duration("window.size", null, "Size");
  private static final Parameter<Duration> SLIDE =
      Parameter.duration("window.slide", null, "Slide");
  private static final Parameter<Duration> GAP =
      Parameter.duration("window.session-gap", null, "Gap");
  private static final Parameter<Duration> LATENESS =
      Parameter.duration("window.allowed-lateness", Duration.ZERO, "Lateness");
  private static final Parameter<Integer> NUMBER = Parameter.integer("number", 7, "Number");
  private static final Parameter<String> TEXT = Parameter.text("text", "some", "Text");
  private static final Parameter<String> PATH = Parameter.text("path", null, "Path");
  private static final Parameter<List<String>> LIST =
      Parameter.list("list", List.of("a", "b"), "List");
  private static final Parameter<Guarantee> GUARANTEE =
      Parameter.oneOf(Guarantee.class, "guarantee", Guarantee.AT_LEAST_ONCE, "Guarantee");

  private static final List<Parameter<?>> KNOWN =
      List.of(SIZE, SLIDE, GAP, LATENESS, NUMBER, TEXT, PATH, LIST, GUARANTEE);

  @Test
  void withoutValuesTheDefaultsCount() {
    Parameters parameters = parameters(Map.of());

    assertThat(parameters.get(NUMBER)).isEqualTo(7);
    assertThat(parameters.get(TEXT)).isEqualTo("some");
    assertThat(parameters.get(LIST)).containsExactly("a", "b");
    assertThat(parameters.get(GUARANTEE)).isEqualTo(Guarantee.AT_LEAST_ONCE);
    assertThat(parameters.get(LATENESS)).isZero();
    assertThat(parameters.find(NUMBER)).hasValue(7);
    assertThat(parameters.find(SIZE)).isEmpty();
    assertThat(parameters.isSet(NUMBER)).isFalse();
  }

  @Test
  void earlierLayerGoesBeforeALaterOne() {
    Parameters parameters =
        Parameters.of(
            KNOWN,
            List.of(
                Map.of("number", "1"),
                Map.of("number", "2", "text", "yaml"),
                Map.of("number", "3", "text", "demo", "guarantee", "exactly-once")));

    assertThat(parameters.get(NUMBER)).isEqualTo(1);
    assertThat(parameters.get(TEXT)).isEqualTo("yaml");
    assertThat(parameters.get(GUARANTEE)).isEqualTo(Guarantee.EXACTLY_ONCE);
    assertThat(parameters.isSet(NUMBER)).isTrue();
  }

  @Test
  void emptyTextOfAnEarlierLayerGoesBeforeALaterOneToo() {
    Parameters parameters =
        Parameters.of(KNOWN, List.of(Map.of("text", ""), Map.of("text", "yaml")));

    assertThat(parameters.get(TEXT)).isEmpty();
  }

  @Test
  void emptyTextTakesBackAValueThatNeedNotBeSet() {
    Parameters parameters =
        Parameters.of(KNOWN, List.of(Map.of("path", ""), Map.of("path", "/yaml")));

    assertThat(parameters.find(PATH)).isEmpty();
    assertThat(parameters.isSet(PATH)).isTrue();
  }

  @Test
  void sessionGapDiscardsSizeAndSlideOfLowerLayers() {
    Parameters parameters =
        Parameters.of(
            KNOWN,
            List.of(
                Map.of("window.session-gap", "5min"),
                Map.of(
                    "window.size", "1h", "window.slide", "10min", "window.allowed-lateness", "1s"),
                Map.of("window.size", "1s")));

    assertThat(parameters.find(GAP)).hasValue(Duration.ofMinutes(5));
    assertThat(parameters.find(SIZE)).isEmpty();
    assertThat(parameters.find(SLIDE)).isEmpty();
    assertThat(parameters.get(LATENESS)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void sizeAloneAtAHigherLayerMeansTumblingWhateverTheLowerOnesSay() {
    Parameters parameters =
        Parameters.of(
            KNOWN,
            List.of(
                Map.of("text", "no window key here"),
                Map.of("window.size", "1min"),
                Map.of("window.size", "1h", "window.slide", "10min")));

    assertThat(parameters.find(SIZE)).hasValue(Duration.ofMinutes(1));
    assertThat(parameters.find(SLIDE)).isEmpty();
  }

  @Test
  void windowKindOfOneLayerIsTakenAsAWhole() {
    Parameters parameters =
        Parameters.of(
            KNOWN,
            List.of(
                Map.of("window.slide", "10s", "window.size", "1min"),
                Map.of("window.session-gap", "1h")));

    assertThat(parameters.find(SIZE)).hasValue(Duration.ofMinutes(1));
    assertThat(parameters.find(SLIDE)).hasValue(Duration.ofSeconds(10));
    assertThat(parameters.find(GAP)).isEmpty();
  }

  @Test
  void unknownKeyIsRefusedWithTheNearestOne() {
    assertThatThrownBy(() -> parameters(Map.of("windw.size", "1h")))
        .isInstanceOf(ParameterException.class)
        .hasMessage("windw.size: no such parameter; did you mean window.size?");
  }

  @Test
  void unknownKeyOfALowerLayerIsRefused() {
    assertThatThrownBy(
            () -> Parameters.of(KNOWN, List.of(Map.of("number", "1"), Map.of("nubmer", "2"))))
        .isInstanceOf(ParameterException.class)
        .hasMessage("nubmer: no such parameter; did you mean number?");
  }

  @Test
  void unknownKeyIsRefusedWhereNothingIsKnown() {
    assertThatThrownBy(() -> Parameters.of(List.of(), List.of(Map.of("a", "b"))))
        .isInstanceOf(ParameterException.class)
        .hasMessage("a: no such parameter");
  }

  @ParameterizedTest
  @CsvSource({"5s, 5000", "1min, 60000", "2 h, 7200000", "250, 250", "0, 0", "PT1M, 60000"})
  void durationsAreWrittenAsInFlink(String text, long millis) {
    assertThat(parameters(Map.of("window.size", text)).get(SIZE))
        .isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "soon",
        "5 parsecs",
        "-5s",
        "1.5h",
        "s",
        "PT-1M",
        "99999999999999999999d"
      })
  void badDurationIsRefused(String text) {
    assertThatThrownBy(() -> parameters(Map.of("window.size", text)))
        .isInstanceOf(ParameterException.class)
        .hasMessage("window.size: '%s' is no duration, such as 5s, 1min or 2h", text);
  }

  @Test
  void durationThatMillisecondsCannotCountIsRefused() {
    assertThatThrownBy(() -> parameters(Map.of("window.size", "100000000000000d")))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining("is no duration");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1ns", "999µs", "PT0.0001S"})
  void durationBelowAMillisecondIsRefusedAndNotTakenForZero(String text) {
    assertThatThrownBy(() -> parameters(Map.of("window.size", text)))
        .isInstanceOf(ParameterException.class)
        .hasMessage("window.size: '%s' is less than a millisecond", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "seven", "1.5", "7s", "99999999999", "0x10", "1e3"})
  void badNumberIsRefused(String text) {
    assertThatThrownBy(() -> parameters(Map.of("number", text)))
        .isInstanceOf(ParameterException.class)
        .hasMessage("number: '%s' is no whole number", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"exactly-once", "EXACTLY-ONCE", "exactly_once", "Exactly-Once"})
  void choicesAreWrittenWithDashesInAnyCase(String text) {
    assertThat(parameters(Map.of("guarantee", text)).get(GUARANTEE))
        .isEqualTo(Guarantee.EXACTLY_ONCE);
  }

  @ParameterizedTest
  @CsvSource({"exactly, exactly-once", "AT_MOST_ONCE, at-least-once", "'', exactly-once"})
  void badChoiceIsRefusedWithTheNearestOne(String text, String nearest) {
    assertThatThrownBy(() -> parameters(Map.of("guarantee", text)))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "guarantee: '%s' is none of at-least-once, exactly-once; did you mean %s?",
            text, nearest);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x,y z", " x , y z ", "x;y z", ",x,,y z,"})
  void listIsSplitAtCommasAndStripped(String text) {
    assertThat(parameters(Map.of("list", text)).get(LIST)).containsExactly("x", "y z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", " , "})
  void emptyListIsEmptyAndNotTheDefault(String text) {
    assertThat(parameters(Map.of("list", text)).get(LIST)).isEmpty();
    assertThat(parameters(Map.of("list", text)).find(LIST)).hasValue(List.of());
  }

  @Test
  void elementsOfAListMayBeChoices() {
    assertThat(
            parameters(Map.of("list", "exactly-once, AT-LEAST-ONCE, exactly-once"))
                .choices(LIST, Guarantee.class))
        .containsExactly(Guarantee.AT_LEAST_ONCE, Guarantee.EXACTLY_ONCE);
    assertThat(parameters(Map.of("list", "")).choices(LIST, Guarantee.class)).isEmpty();
  }

  @Test
  void badChoiceInAListIsRefusedWithTheNearestOne() {
    Parameters parameters = parameters(Map.of("list", "exactly-once,exactly-one"));

    assertThatThrownBy(() -> parameters.choices(LIST, Guarantee.class))
        .isInstanceOf(ParameterException.class)
        .hasMessage(
            "list: 'exactly-one' is none of at-least-once, exactly-once; did you mean"
                + " exactly-once?");
  }

  @Test
  void optionThatWasDefinedElsewhereIsReadTheSameWay() {
    ConfigOption<Boolean> option = ConfigOptions.key("flag").booleanType().defaultValue(false);
    Parameter<Boolean> flag = Parameter.of(option, "true|false");

    assertThat(Parameters.of(List.of(flag), List.of(Map.of("flag", "true"))).get(flag)).isTrue();
    assertThatThrownBy(() -> Parameters.of(List.of(flag), List.of(Map.of("flag", "maybe"))))
        .isInstanceOf(ParameterException.class)
        .hasMessage("flag: 'maybe' is none of true, false; did you mean false?");
  }

  @Test
  void keysOfKafkaAndFlinkPassThrough() {
    Parameters parameters =
        Parameters.of(
            KNOWN,
            List.of(
                Map.of("kafka.properties.fetch.min.bytes", "1"),
                Map.of(
                    "kafka.properties.fetch.min.bytes", "2",
                    "kafka.properties.client.id", "me",
                    "flink.rest.port", "0")));

    assertThat(parameters.under(KafkaParameters.PROPERTIES_PREFIX))
        .containsOnly(entry("fetch.min.bytes", "1"), entry("client.id", "me"));
    assertThat(parameters.under(RuntimeParameters.FLINK_PREFIX))
        .containsOnly(entry("rest.port", "0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"flink.", "flink", "kafka.properties.", "kafka.properties", "flinks.x"})
  void prefixWithoutAKeyIsUnknown(String key) {
    assertThatThrownBy(() -> parameters(Map.of(key, "x")))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith(key + ": no such parameter; did you mean ");
  }

  @Test
  void configurationHoldsWhatWasSetTyped() {
    Parameters parameters =
        parameters(Map.of("window.size", "1min", "list", "x,y", "guarantee", "exactly-once"));

    assertThat(parameters.toConfiguration().get(SIZE.option())).isEqualTo(Duration.ofMinutes(1));
    assertThat(parameters.toConfiguration().get(LIST.option())).containsExactly("x", "y");
    assertThat(parameters.toConfiguration().get(GUARANTEE.option()))
        .isEqualTo(Guarantee.EXACTLY_ONCE);
  }

  private static Parameters parameters(Map<String, String> values) {
    return Parameters.of(KNOWN, List.of(values));
  }
}
