package io.tidemark.jobs.eventrouter;

import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.YamlFile;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads rules from YAML:
 *
 * <pre>{@code
 * - route: purchases
 *   when:
 *     /type: purchase
 *     /value: {at-least: 100}
 * - drop: true
 *   when:
 *     /user_agent: {matches: ".*bot.*"}
 * - route: rest
 * }</pre>
 */
final class RulesYaml {

  private static final Set<String> RULE_KEYS = Set.of("route", "topic", "drop", "when");
  private static final Set<String> TESTS =
      Set.of("equals", "one-of", "matches", "exists", "at-least", "below");
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]+");

  private RulesYaml() {}

  /**
   * The rules of a file, or of a text of several lines, in its order.
   *
   * @throws ParameterException if it cannot be read, or a rule makes no sense
   */
  static List<Rule> read(String fileOrText) {
    return rules(
        fileOrText.contains("\n")
            ? YamlFile.content("rules", fileOrText)
            : YamlFile.content("rules", Path.of(fileOrText)));
  }

  private static List<Rule> rules(Object content) {
    if (!(content instanceof List<?> list) || list.isEmpty()) {
      throw new ParameterException("rules: no list of rules");
    }
    List<Rule> rules = new ArrayList<>();
    for (Object element : list) {
      rules.add(rule(rules.size() + 1, element));
    }
    return rules;
  }

  private static Rule rule(int number, Object element) {
    Map<String, Object> rule = map(number, "it", element);
    refuseUnknown(number, rule.keySet(), RULE_KEYS);
    boolean drops = rule.containsKey("drop");
    if (drops && !"true".equals(rule.get("drop"))) {
      throw bad(number, "drop can only be true");
    }
    if (drops == rule.containsKey("route")) {
      throw bad(number, "it needs a route, or drop: true");
    }
    if (drops && rule.containsKey("topic")) {
      throw bad(number, "what is dropped goes to no topic");
    }
    List<Condition> conditions = new ArrayList<>();
    if (rule.get("when") != null) {
      map(number, "when", rule.get("when"))
          .forEach((pointer, test) -> conditions.add(condition(number, pointer, test)));
    }
    return new Rule(
        drops ? null : name(number, "route", rule.get("route")),
        rule.containsKey("topic") ? name(number, "topic", rule.get("topic")) : null,
        List.copyOf(conditions));
  }

  /** A route's name is part of a topic's. */
  private static String name(int number, String what, Object value) {
    if (!(value instanceof String name) || !NAME.matcher(name).matches()) {
      throw bad(number, what + " '" + value + "' is no name of letters, digits, '.', '_' and '-'");
    }
    return name;
  }

  private static Condition condition(int number, String pointer, Object test) {
    if (!pointer.startsWith("/")) {
      throw bad(number, "'" + pointer + "' is no JSON pointer");
    }
    if (!(test instanceof Map)) {
      return new Condition(pointer, new Condition.OneOf(Set.of(text(number, pointer, test))));
    }
    Map<String, Object> tests = map(number, pointer, test);
    refuseUnknown(number, tests.keySet(), TESTS);
    boolean isRange = Set.of("at-least", "below").containsAll(tests.keySet());
    if (tests.isEmpty() || (tests.size() > 1 && !isRange)) {
      throw bad(number, pointer + " needs one test");
    }
    if (isRange) {
      return new Condition(
          pointer,
          new Condition.Within(
              number(number, pointer, tests.get("at-least")),
              number(number, pointer, tests.get("below"))));
    }
    String kind = tests.keySet().iterator().next();
    Object value = tests.get(kind);
    return new Condition(
        pointer,
        switch (kind) {
          case "equals" -> new Condition.OneOf(Set.of(text(number, pointer, value)));
          case "one-of" -> new Condition.OneOf(texts(number, pointer, value));
          case "matches" -> new Condition.Matches(pattern(number, pointer, value));
          case "exists" -> new Condition.Exists(flag(number, pointer, value));
          default -> throw new IllegalStateException("no test: " + kind);
        });
  }

  private static Set<String> texts(int number, String pointer, Object value) {
    if (!(value instanceof List<?> list) || list.isEmpty()) {
      throw bad(number, pointer + " one-of needs a list");
    }
    Set<String> texts = new LinkedHashSet<>();
    list.forEach(element -> texts.add(text(number, pointer, element)));
    return texts;
  }

  private static String text(int number, String pointer, Object value) {
    if (!(value instanceof String text)) {
      throw bad(number, pointer + " is to equal what is no plain value");
    }
    return text;
  }

  private static Pattern pattern(int number, String pointer, Object value) {
    String text = text(number, pointer, value);
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw bad(
          number, pointer + ": '" + text + "' is no regular expression: " + e.getDescription());
    }
  }

  private static boolean flag(int number, String pointer, Object value) {
    if (!"true".equals(value) && !"false".equals(value)) {
      throw bad(number, pointer + " exists is true or false");
    }
    return "true".equals(value);
  }

  private static BigDecimal number(int number, String pointer, Object value) {
    if (value == null) {
      return null;
    }
    try {
      return new BigDecimal(text(number, pointer, value));
    } catch (NumberFormatException e) {
      throw bad(number, pointer + ": '" + value + "' is no number");
    }
  }

  private static Map<String, Object> map(int number, String what, Object element) {
    if (!(element instanceof Map<?, ?> map)) {
      throw bad(number, what + " is no map");
    }
    Map<String, Object> byName = new LinkedHashMap<>();
    map.forEach((key, value) -> byName.put(String.valueOf(key), value));
    return byName;
  }

  private static void refuseUnknown(int number, Set<String> keys, Set<String> known) {
    for (String key : keys) {
      if (!known.contains(key)) {
        throw bad(
            number,
            "'" + key + "' is none of " + String.join(", ", known.stream().sorted().toList()));
      }
    }
  }

  private static ParameterException bad(int number, String what) {
    return new ParameterException("rules: rule " + number + ": " + what);
  }
}
