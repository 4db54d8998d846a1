package io.tidemark.jobs.kit.grouping;

import io.tidemark.jobs.kit.params.ParameterException;
import java.io.Serializable;
import java.util.regex.Pattern;

/**
 * A field of the feed that results are grouped by beside their key.
 *
 * @param pointer where it is in an event, as a JSON pointer
 * @param column its name in a result: {@code /device/os} is {@code device_os}
 */
public record Dimension(String pointer, String column) implements Serializable {

  /** RFC 6901, and no step without a name: a column has one. */
  private static final Pattern POINTER = Pattern.compile("(/([^~/]|~[01])+)+");

  /**
   * The dimension at a pointer.
   *
   * @param parameter the parameter that has it, for the message
   * @throws ParameterException if the pointer is none
   */
  static Dimension at(String pointer, String parameter) {
    if (!POINTER.matcher(pointer).matches()) {
      throw new ParameterException(
          String.format("%s: '%s' is no JSON pointer, such as /country", parameter, pointer));
    }
    String column = pointer.substring(1).replace('/', '_').replace("~1", "/").replace("~0", "~");
    return new Dimension(pointer, column);
  }
}
