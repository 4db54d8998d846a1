package io.tidemark.jobs.kit.secret;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * Reads {@code ${env:NAME}}. Unlike Kafka's own provider it refuses a variable that is not set:
 * that one would take the text {@code ${env:NAME}} for the password.
 */
public final class EnvironmentVariables implements ConfigProvider {

  private final Map<String, String> environment;

  /** Kafka makes it by name. */
  public EnvironmentVariables() {
    this(System.getenv());
  }

  EnvironmentVariables(Map<String, String> environment) {
    this.environment = environment;
  }

  @Override
  public void configure(Map<String, ?> settings) {
    // There is nothing to set.
  }

  @Override
  public ConfigData get(String path) {
    return new ConfigData(Map.of());
  }

  /**
   * The values of variables.
   *
   * @throws ConfigException if one is not set
   */
  @Override
  public ConfigData get(String path, Set<String> names) {
    Map<String, String> values = new HashMap<>();
    for (String name : names) {
      String value = environment.get(name);
      if (value == null) {
        throw new ConfigException(
            "${env:" + name + "}: the environment variable is not set where the job runs");
      }
      values.put(name, value);
    }
    return new ConfigData(values);
  }

  @Override
  public void close() {
    // There is nothing to close.
  }
}
