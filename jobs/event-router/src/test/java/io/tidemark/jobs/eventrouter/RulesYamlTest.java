package io.tidemark.jobs.eventrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.jobs.kit.params.ParameterException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RulesYamlTest {

  private static final JsonNode EVENT =
      json(
          "{\"type\":\"buy\",\"price\":9.50,\"big\":12345678901234567890,\"ok\":true,"
              + "\"none\":null,\"user\":{\"id\":\"u1\",\"tags\":[\"a\",\"b\"]}}");

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "/type: buy                                    # true",
        "/type: sell                                   # false",
        "/type: {equals: buy}                          # true",
        "/type: {one-of: [sell, buy]}                  # true",
        "/type: {one-of: [sell, rent]}                 # false",
        "/type: {matches: 'b.*'}                       # true",
        "/type: {matches: 'u'}                         # false",
        "/user/tags/1: b                               # true",
        "/user/tags/2: b                               # false",
        "/user: {exists: true}                         # true",
        "/user: {matches: '.*'}                        # false",
        "/none: {exists: true}                         # false",
        "/none: {exists: false}                        # true",
        "/none: 'null'                                 # false",
        "/missing: {exists: false}                     # true",
        "/missing: ''                                  # false",
        "/ok: true                                     # true",
        "/price: {at-least: 9.5}                       # true",
        "/price: {at-least: 9.51}                      # false",
        "/price: {below: 9.5}                          # false",
        "/price: {at-least: 9, below: 9.50001}         # true",
        "/big: {at-least: 12345678901234567890}        # true",
        "/big: {at-least: 12345678901234567891}        # false",
        "/type: {at-least: 0}                          # false",
      })
  void aConditionHoldsOrNot(String condition, boolean holds) {
    List<Rule> rules = RulesYaml.read("- route: r\n  when:\n    " + condition);

    assertThat(rules).hasSize(1);
    assertThat(rules.get(0).conditions().get(0).bound().holds(EVENT)).isEqualTo(holds);
  }

  @Test
  void rulesKeepTheirOrderAndMayHaveTopics(@TempDir Path folder) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("rules.yaml"),
            "- {drop: true, when: {/a: 1, /b: 2}}\n- {route: x, topic: x.v1}\n- route: y\n");

    List<Rule> rules = RulesYaml.read(file.toString());

    assertThat(rules).extracting(Rule::route).containsExactly(null, "x", "y");
    assertThat(rules.get(0).conditions())
        .extracting(Condition::pointer)
        .containsExactly("/a", "/b");
    assertThat(rules.get(1).topicUnder("results")).isEqualTo("x.v1");
    assertThat(rules.get(2).topicUnder("results")).isEqualTo("results.y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "- route                           # rules: rule 1: it is no map",
        "a: b                              # rules: no list of rules",
        "- {}                              # rules: rule 1: it needs a route, or drop: true",
        "- {route: a, drop: true}          # rules: rule 1: it needs a route, or drop: true",
        "- {drop: false}                   # rules: rule 1: drop can only be true",
        "- {drop: true, topic: a}          # rules: rule 1: what is dropped goes to no topic",
        "- {route: a b}                    # rules: rule 1: route 'a b' is no name of letters, digits, '.', '_' and '-'",
        "- {rout: a}                       # rules: rule 1: 'rout' is none of drop, route, topic, when",
        "- {route: a, when: {type: b}}     # rules: rule 1: 'type' is no JSON pointer",
        "- {route: a, when: {/t: {}}}      # rules: rule 1: /t needs one test",
        "- {route: a, when: {/t: {like: b}}} # rules: rule 1: 'like' is none of at-least, below, equals, exists, matches, one-of",
        "- {route: a, when: {/t: {matches: a, equals: b}}} # rules: rule 1: /t needs one test",
        "- {route: a, when: {/t: {matches: '('}}} # rules: rule 1: /t: '(' is no regular expression: Unclosed group",
        "- {route: a, when: {/t: {below: x}}} # rules: rule 1: /t: 'x' is no number",
        "- {route: a, when: {/t: {exists: maybe}}} # rules: rule 1: /t exists is true or false",
        "- {route: a, when: {/t: [b]}}     # rules: rule 1: /t is to equal what is no plain value",
      })
  void rulesThatMakeNoSenseAreRefused(String text, String message) {
    assertThatThrownBy(() -> RulesYaml.read(text + "\n"))
        .isInstanceOf(ParameterException.class)
        .hasMessage(message);
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> RulesYaml.read("nowhere.yaml"))
        .isInstanceOf(ParameterException.class)
        .hasMessage("rules: cannot read nowhere.yaml");
  }

  private static JsonNode json(String text) {
    try {
      return new ObjectMapper()
          .reader()
          .with(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .readTree(text);
    } catch (Exception e) {
      throw new IllegalArgumentException(text, e);
    }
  }
}
