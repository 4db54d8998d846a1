package io.tidemark.jobs.kit.secret;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.provider.ConfigProvider;

/** What stands in for a secret: {@code ${env:NAME}} or {@code ${file:PATH}}. */
public final class References {

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^:}]+):[^}]+}");

  private static final Map<String, Class<? extends ConfigProvider>> OURS =
      Map.of("env", EnvironmentVariables.class, "file", FileContents.class);

  private References() {}

  /** Whether some of the text is read where the job runs, by a provider that these have. */
  public static boolean areIn(String text, Map<String, String> properties) {
    List<String> providers = providers(properties);
    return REFERENCE
        .matcher(text)
        .results()
        .anyMatch(
            reference ->
                OURS.containsKey(reference.group(1)) || providers.contains(reference.group(1)));
  }

  /**
   * Properties that Kafka's clients can resolve: these, and the config providers that read what
   * they refer to. A provider that they name themselves stays as it is.
   */
  public static Map<String, String> resolvable(Map<String, String> properties) {
    Map<String, String> resolvable = new LinkedHashMap<>(properties);
    List<String> providers = new ArrayList<>(providers(properties));
    for (String text : properties.values()) {
      Matcher reference = REFERENCE.matcher(text);
      while (reference.find()) {
        String name = reference.group(1);
        if (OURS.containsKey(name) && !providers.contains(name)) {
          providers.add(name);
          resolvable.put(
              AbstractConfig.CONFIG_PROVIDERS_CONFIG + "." + name + ".class",
              OURS.get(name).getName());
        }
      }
    }
    if (!providers.isEmpty()) {
      resolvable.put(AbstractConfig.CONFIG_PROVIDERS_CONFIG, String.join(",", providers));
    }
    return resolvable;
  }

  private static List<String> providers(Map<String, String> properties) {
    return Arrays.stream(
            properties.getOrDefault(AbstractConfig.CONFIG_PROVIDERS_CONFIG, "").split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }
}
