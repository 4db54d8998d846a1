package io.tidemark.jobs.kit.params;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/**
 * The parameters of one run: every key is known and every value is of its type, or {@link #of}
 * would have refused them.
 */
public final class Parameters {

  /** The kind of window is one choice: whoever sets a part of it means all of it. */
  private static final Set<String> WINDOW_KIND =
      Set.of("window.size", "window.slide", "window.session-gap");

  /** Keys under these are handed on to Kafka and to Flink, which know them. */
  private static final List<String> OPEN_PREFIXES =
      List.of(KafkaParameters.PROPERTIES_PREFIX, RuntimeParameters.FLINK_PREFIX);

  private final Map<String, String> texts;
  private final Configuration values = new Configuration();

  private Parameters(Map<String, String> texts) {
    this.texts = texts;
  }

  /**
   * Merges layers of values and checks them.
   *
   * @param known every parameter that there is
   * @param layers values by key; an earlier layer goes before a later one
   * @throws ParameterException on an unknown key, a bad value or a secret that is written out
   */
  public static Parameters of(List<Parameter<?>> known, List<Map<String, String>> layers) {
    Parameters parameters = new Parameters(merge(layers));
    Map<String, Parameter<?>> byKey = new HashMap<>();
    known.forEach(parameter -> byKey.put(parameter.key(), parameter));
    parameters.texts.forEach(
        (key, text) -> {
          Parameter<?> parameter = byKey.get(key);
          if (parameter != null) {
            parameters.set(parameter, text);
          } else if (OPEN_PREFIXES.stream().noneMatch(prefix -> isUnder(prefix, key))) {
            throw unknown(key, byKey.keySet());
          }
        });
    Secrets.refusePlain(parameters);
    return parameters;
  }

  private static Map<String, String> merge(List<Map<String, String>> layers) {
    Map<String, String> merged = new LinkedHashMap<>();
    boolean kindIsChosen = false;
    for (Map<String, String> layer : layers) {
      for (Map.Entry<String, String> entry : layer.entrySet()) {
        if (!(kindIsChosen && WINDOW_KIND.contains(entry.getKey()))) {
          merged.putIfAbsent(entry.getKey(), entry.getValue());
        }
      }
      kindIsChosen |= layer.keySet().stream().anyMatch(WINDOW_KIND::contains);
    }
    return merged;
  }

  private static boolean isUnder(String prefix, String key) {
    return key.startsWith(prefix) && key.length() > prefix.length();
  }

  private static ParameterException unknown(String key, Set<String> known) {
    return new ParameterException(
        NearestName.to(key, known)
            .map(nearest -> key + ": no such parameter; did you mean " + nearest + "?")
            .orElse(key + ": no such parameter"));
  }

  @SuppressWarnings("unchecked")
  private <T> void set(Parameter<T> parameter, String text) {
    if (parameter.isList()) {
      values.set((ConfigOption<List<String>>) parameter.option(), elements(text));
      return;
    }
    values.setString(parameter.key(), parameter.isChoice() ? text.replace('-', '_') : text);
    try {
      T value = values.get(parameter.option());
      if (value instanceof Duration duration && !duration.isZero() && duration.toMillis() == 0) {
        // Times are in milliseconds: it would be taken for 0, which often means "off".
        throw new ParameterException(
            String.format("%s: '%s' is less than a millisecond", parameter.key(), text));
      }
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw bad(parameter, text);
    }
  }

  private static List<String> elements(String text) {
    return Arrays.stream(text.split("[,;]"))
        .map(String::strip)
        .filter(element -> !element.isEmpty())
        .toList();
  }

  private static ParameterException bad(Parameter<?> parameter, String text) {
    return parameter.isChoice()
        ? noneOf(parameter.key(), text, parameter.type())
        : new ParameterException(
            String.format("%s: '%s' is no %s", parameter.key(), text, parameter.type()));
  }

  private static ParameterException noneOf(String key, String text, String choices) {
    List<String> names = Arrays.asList(choices.split("\\|"));
    return new ParameterException(
        String.format(
            "%s: '%s' is none of %s; did you mean %s?",
            key, text, String.join(", ", names), NearestName.to(text, names).orElseThrow()));
  }

  /**
   * The elements of a list, each one of an enum's names.
   *
   * @throws ParameterException if one of them is none
   */
  public <E extends Enum<E>> Set<E> choices(Parameter<List<String>> parameter, Class<E> type) {
    Set<E> chosen = EnumSet.noneOf(type);
    for (String name : get(parameter)) {
      chosen.add(
          Arrays.stream(type.getEnumConstants())
              .filter(constant -> Parameter.name(constant).equalsIgnoreCase(name))
              .findFirst()
              .orElseThrow(() -> noneOf(parameter.key(), name, Parameter.names(type))));
    }
    return chosen;
  }

  /** The value that was set, else the default. */
  public <T> T get(Parameter<T> parameter) {
    return values.get(parameter.option());
  }

  /** The value that was set or the default, if there is one; an empty text is none. */
  public <T> Optional<T> find(Parameter<T> parameter) {
    return values
        .getOptional(parameter.option())
        .or(() -> Optional.ofNullable(parameter.option().defaultValue()))
        .filter(value -> !"".equals(value));
  }

  /** Whether a value was set. */
  public boolean isSet(Parameter<?> parameter) {
    return texts.containsKey(parameter.key());
  }

  /** What was set under a prefix, with the prefix taken off. */
  public Map<String, String> under(String prefix) {
    Map<String, String> found = new LinkedHashMap<>();
    texts.forEach(
        (key, text) -> {
          if (key.startsWith(prefix)) {
            found.put(key.substring(prefix.length()), text);
          }
        });
    return found;
  }

  /** All values, typed, as Flink's configuration. */
  public Configuration toConfiguration() {
    return new Configuration(values);
  }

  /** Joins lists of parameters. */
  @SafeVarargs
  public static List<Parameter<?>> join(List<Parameter<?>>... lists) {
    List<Parameter<?>> joined = new ArrayList<>();
    for (List<Parameter<?>> list : lists) {
      joined.addAll(list);
    }
    return List.copyOf(joined);
  }
}
