package io.tidemark.jobs.kit.params;

import io.tidemark.jobs.kit.secret.References;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * Tells which values are secrets, and refuses those that are written out: Flink's web UI shows the
 * arguments of a program to whoever can reach it. No message here repeats a value.
 */
final class Secrets {

  private static final String HOW =
      "give it as ${env:NAME} or ${file:PATH}, which is read where the job runs";

  private static final List<ConfigDef> OF_KAFKA =
      List.of(
          ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef());

  private static final Set<String> KNOWN_TO_KAFKA =
      OF_KAFKA.stream().flatMap(def -> def.names().stream()).collect(Collectors.toSet());

  private static final Set<String> SECRET_TO_KAFKA =
      OF_KAFKA.stream().flatMap(Secrets::passwords).collect(Collectors.toSet());

  /** What names end with that plug-ins, login modules and Flink's file systems give secrets. */
  private static final String SECRET_NAME =
      "(?:pass(?:word|wd|phrase)|secret|token|credentials?|user[._-]?info|jaas[._-]config"
          + "|(?:secret|access|api|private|account|service|encryption)[._-]?key)";

  private static final Pattern NAMED_AS_A_SECRET =
      Pattern.compile(".*" + SECRET_NAME, Pattern.CASE_INSENSITIVE);

  /** {@code password="…"} in a line of JAAS. */
  private static final Pattern JAAS_SECRET =
      Pattern.compile(
          "\\b\\w*" + SECRET_NAME + "\\s*=\\s*(\"(?:[^\"\\\\]|\\\\.)*\"?|[^\\s;]*)",
          Pattern.CASE_INSENSITIVE);

  private Secrets() {}

  private static Stream<String> passwords(ConfigDef def) {
    return def.configKeys().values().stream()
        .filter(key -> key.type == ConfigDef.Type.PASSWORD)
        .map(key -> key.name);
  }

  /** Whether the value of a key is one that nobody may see. */
  static boolean isSecret(String key) {
    String property =
        key.startsWith(KafkaParameters.PROPERTIES_PREFIX)
            ? key.substring(KafkaParameters.PROPERTIES_PREFIX.length())
            : key;
    return KNOWN_TO_KAFKA.contains(property)
        ? SECRET_TO_KAFKA.contains(property)
        : NAMED_AS_A_SECRET.matcher(property).matches();
  }

  /**
   * Refuses secrets that are written out.
   *
   * @param parameters what was set
   * @throws ParameterException if there is one
   */
  static void refusePlain(Parameters parameters) {
    Map<String, String> properties = parameters.under(KafkaParameters.PROPERTIES_PREFIX);
    properties.forEach(
        (property, value) -> {
          String key = KafkaParameters.PROPERTIES_PREFIX + property;
          if (isSecret(key) && isPlain(property, value, properties)) {
            throw new ParameterException(key + ": a secret must not be written out; " + HOW);
          }
        });
    for (String option : parameters.under(RuntimeParameters.FLINK_PREFIX).keySet()) {
      if (isSecret(option)) {
        throw new ParameterException(
            RuntimeParameters.FLINK_PREFIX
                + option
                + ": a secret must not be among a job's parameters;"
                + " it belongs in the cluster's own configuration");
      }
    }
  }

  private static boolean isPlain(String property, String value, Map<String, String> properties) {
    if (!References.areIn(value, properties)) {
      return true;
    }
    if (!property.endsWith(SaslConfigs.SASL_JAAS_CONFIG)) {
      return false;
    }
    // A reference to the user's name alone would let the password through.
    Matcher option = JAAS_SECRET.matcher(value);
    while (option.find()) {
      if (!References.areIn(option.group(1), properties)) {
        return true;
      }
    }
    return false;
  }
}
