package io.tidemark.jobs.eventrouter;

import io.tidemark.jobs.kit.params.EventParameters;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The parameters of event-router.
 *
 * @param rules where events go, in the order in which they are asked
 * @param reference where more is known of events; null: nowhere
 */
public record EventRouterParams(List<Rule> rules, ReferenceSettings reference) {

  static final Parameter<String> RULES =
      Parameter.path(
          "rules",
          null,
          "Where events go: a file of YAML, or YAML itself; the first rule that fits counts");
  static final Parameter<String> REFERENCE =
      Parameter.path(
          "reference",
          null,
          "JSON file with an object of fields for each key, added to the events of that key; read"
              + " again when it changes");
  static final Parameter<String> REFERENCE_KEY =
      Parameter.text(
          "reference.key",
          null,
          "JSON pointer to an event's key in the reference; unset: event.item");
  static final Parameter<Duration> RELOAD_INTERVAL =
      Parameter.duration(
          "reference.reload-interval",
          Duration.ofSeconds(10),
          "How often to look whether the reference has changed");

  static final List<Parameter<?>> ALL = List.of(RULES, REFERENCE, REFERENCE_KEY, RELOAD_INTERVAL);

  static EventRouterParams of(Parameters parameters) {
    String rules =
        parameters.find(RULES).orElseThrow(() -> new ParameterException("rules: not set"));
    Optional<String> reference = parameters.find(REFERENCE);
    return new EventRouterParams(
        RulesYaml.read(rules),
        reference.map(file -> referenceSettings(file, parameters)).orElse(null));
  }

  private static ReferenceSettings referenceSettings(String file, Parameters parameters) {
    String pointer =
        parameters.find(REFERENCE_KEY).orElseGet(() -> parameters.get(EventParameters.ITEM));
    if (!pointer.startsWith("/")) {
      throw new ParameterException("reference.key: '" + pointer + "' is no JSON pointer");
    }
    Duration interval = parameters.get(RELOAD_INTERVAL);
    if (interval.isZero()) {
      throw new ParameterException("reference.reload-interval: must be at least 1ms");
    }
    return new ReferenceSettings(file, pointer, interval);
  }
}
