package io.tidemark.jobs.kit.params;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.util.TimeUtils;

/**
 * One parameter: Flink's option, and what a person is told of its type.
 *
 * @param option key, default and meaning
 * @param type the type in words, as in "is no duration, such as 5s, 1min or 2h"
 */
public record Parameter<T>(ConfigOption<T> option, String type) {

  /** The type of a length of time. */
  public static final String DURATION = "duration, such as 5s, 1min or 2h";

  private static final String PATH = "path";
  private static final String LIST = "list, with commas";

  /** A length of time; without a default it need not be set. */
  public static Parameter<Duration> duration(String key, Duration byDefault, String meaning) {
    ConfigOptions.TypedConfigOptionBuilder<Duration> typed = ConfigOptions.key(key).durationType();
    return new Parameter<>(described(typed, byDefault, meaning), DURATION);
  }

  /** A text; without a default it need not be set. */
  public static Parameter<String> text(String key, String byDefault, String meaning) {
    return new Parameter<>(
        described(ConfigOptions.key(key).stringType(), byDefault, meaning), "text");
  }

  /** A file or folder; without a default it need not be set. */
  public static Parameter<String> path(String key, String byDefault, String meaning) {
    return new Parameter<>(
        described(ConfigOptions.key(key).stringType(), byDefault, meaning), PATH);
  }

  /** A whole number; without a default it need not be set. */
  public static Parameter<Integer> integer(String key, Integer byDefault, String meaning) {
    return new Parameter<>(
        described(ConfigOptions.key(key).intType(), byDefault, meaning), "whole number");
  }

  /** A number; without a default it need not be set. */
  public static Parameter<Double> number(String key, Double byDefault, String meaning) {
    return new Parameter<>(
        described(ConfigOptions.key(key).doubleType(), byDefault, meaning), "number");
  }

  /** A yes or no. */
  public static Parameter<Boolean> flag(String key, boolean byDefault, String meaning) {
    return new Parameter<>(
        described(ConfigOptions.key(key).booleanType(), byDefault, meaning), "true or false");
  }

  /** Texts, written with commas between them; none by default. */
  public static Parameter<List<String>> list(String key, List<String> byDefault, String meaning) {
    return new Parameter<>(
        ConfigOptions.key(key)
            .stringType()
            .asList()
            .defaultValues(byDefault.toArray(String[]::new))
            .withDescription(meaning),
        LIST);
  }

  /** One of several names; without a default it need not be set. */
  public static <E extends Enum<E>> Parameter<E> oneOf(
      Class<E> type, String key, E byDefault, String meaning) {
    return new Parameter<>(
        described(ConfigOptions.key(key).enumType(type), byDefault, meaning), names(type));
  }

  /** An option that was defined elsewhere. */
  public static <T> Parameter<T> of(ConfigOption<T> option, String type) {
    return new Parameter<>(option, type);
  }

  /** The names of an enum's constants as users write them: {@code exactly-once}. */
  public static <E extends Enum<E>> String names(Class<E> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(Parameter::name)
        .collect(Collectors.joining("|"));
  }

  /** An enum's constant as users write it. */
  public static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static <T> ConfigOption<T> described(
      ConfigOptions.TypedConfigOptionBuilder<T> typed, T byDefault, String meaning) {
    ConfigOption<T> option =
        byDefault == null ? typed.noDefaultValue() : typed.defaultValue(byDefault);
    return option.withDescription(meaning);
  }

  boolean isList() {
    return type.equals(LIST);
  }

  /** Whether the value is a file or folder, as whoever sets it sees it. */
  public boolean isPath() {
    return type.equals(PATH);
  }

  /** Whether the value is one of several names. */
  boolean isChoice() {
    return type.contains("|");
  }

  /** The name under which it is set. */
  public String key() {
    return option.key();
  }

  /** The default as a user would write it, or null. */
  public String defaultText() {
    if (!option.hasDefaultValue()) {
      return null;
    }
    Object value = option.defaultValue();
    if (value instanceof Duration duration) {
      return TimeUtils.formatWithHighestUnit(duration);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(Object::toString).collect(Collectors.joining(","));
    }
    return value instanceof Enum<?> constant ? name(constant) : value.toString();
  }
}
