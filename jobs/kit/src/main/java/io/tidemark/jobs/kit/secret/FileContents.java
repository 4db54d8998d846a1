package io.tidemark.jobs.kit.secret;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.config.ConfigData;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.provider.ConfigProvider;

/**
 * Reads {@code ${file:PATH}}: the whole of a text file in UTF-8, less the line end that editors put
 * behind the last line.
 */
public final class FileContents implements ConfigProvider {

  @Override
  public void configure(Map<String, ?> settings) {
    // There is nothing to set.
  }

  @Override
  public ConfigData get(String path) {
    return new ConfigData(Map.of());
  }

  /**
   * The contents of files.
   *
   * @param folder what stood before a colon in the path, or an empty text
   * @throws ConfigException if a file cannot be read
   */
  @Override
  public ConfigData get(String folder, Set<String> names) {
    Map<String, String> contents = new HashMap<>();
    for (String name : names) {
      // Kafka takes "a:b" apart; here a colon is a part of the path.
      contents.put(name, read(folder == null || folder.isEmpty() ? name : folder + ":" + name));
    }
    return new ConfigData(contents);
  }

  private static String read(String path) {
    try {
      return Files.readString(Path.of(path)).replaceFirst("\\r?\\n\\z", "");
    } catch (IOException | InvalidPathException e) {
      // Nothing of the cause: it may quote what is in the file.
      throw new ConfigException("${file:" + path + "}: the file cannot be read where the job runs");
    }
  }

  @Override
  public void close() {
    // There is nothing to close.
  }
}
