package io.tidemark.jobs.kit.params;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.ConstructNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads parameters from YAML: dotted keys, nested maps, or both mixed. */
public final class YamlFile {

  /** So that a topic named 1.10 keeps its zero: what a value is, its parameter says. */
  private static final Map<Tag, ConstructNode> AS_WRITTEN =
      Map.of(
          Tag.INT, YamlFile::asWritten,
          Tag.FLOAT, YamlFile::asWritten,
          Tag.BOOL, YamlFile::asWritten);

  private YamlFile() {}

  /**
   * The values by dotted key, as texts; a list's elements are joined by commas.
   *
   * @throws ParameterException if the file cannot be read or is no YAML map
   */
  public static Map<String, String> read(Path file) {
    Object content = content("--config", file);
    Map<String, String> values = new LinkedHashMap<>();
    if (content != null) {
      flatten(file, "", content, values);
    }
    return values;
  }

  /**
   * What is in a file, as maps, lists and texts: a value is what is written there, also if it could
   * be a number or a truth value. Null if the file is empty.
   *
   * @param parameter the parameter that names the file, for messages
   * @throws ParameterException if the file cannot be read or is no YAML
   */
  public static Object content(String parameter, Path file) {
    try {
      return content(parameter + ": " + file, Files.readString(file));
    } catch (IOException e) {
      throw new ParameterException(parameter + ": cannot read " + file);
    }
  }

  /**
   * What is in a text, in the same way.
   *
   * @param name what the text is, for messages
   * @throws ParameterException if it is no YAML
   */
  public static Object content(String name, String text) {
    try {
      return new Load(
              LoadSettings.builder()
                  .setSchema(new CoreSchema())
                  .setTagConstructors(AS_WRITTEN)
                  // An alias to a map or a list could make it contain itself.
                  .setMaxAliasesForCollections(0)
                  .build())
          .loadFromString(text);
    } catch (YamlEngineException e) {
      throw new ParameterException(name + " is no YAML: " + describe(e));
    }
  }

  private static String describe(YamlEngineException e) {
    if (e instanceof MarkedYamlEngineException marked && marked.getProblemMark().isPresent()) {
      Mark place = marked.getProblemMark().get();
      return String.format(
          "line %d, column %d: %s",
          place.getLine() + 1, place.getColumn() + 1, marked.getProblem());
    }
    return e.getMessage();
  }

  private static void flatten(Path file, String key, Object node, Map<String, String> values) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (name, value) ->
              flatten(file, key.isEmpty() ? "" + name : key + "." + name, value, values));
    } else if (key.isEmpty()) {
      throw new ParameterException("--config: " + file + " is no map of keys to values");
    } else if (values.put(key, text(file, key, node)) != null) {
      throw new ParameterException("--config: " + file + " has " + key + " twice");
    }
  }

  private static String text(Path file, String key, Object node) {
    if (node instanceof List<?> list) {
      return list.stream().map(element -> element(file, key, element)).collect(joining(","));
    }
    return node == null ? "" : node.toString();
  }

  private static String element(Path file, String key, Object element) {
    if (element instanceof Map || element instanceof List) {
      throw new ParameterException(
          "--config: " + file + " has more than plain values in the list " + key);
    }
    return text(file, key, element);
  }

  private static String asWritten(Node node) {
    return ((ScalarNode) node).getValue();
  }
}
