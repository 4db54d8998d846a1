package io.tidemark.jobs.kit.grouping;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/**
 * A key and the values of some dimensions, as one text: {@code i1|country=DE|device=tv}, which no
 * other group has. A dimension that an event lacks is there without a value: {@code i1|country}. A
 * backslash is put before a bar or a backslash, and in a column's name before an equals sign.
 */
public final class GroupKey {

  private static final char BAR = '|';
  private static final char ESCAPE = '\\';

  private GroupKey() {}

  /**
   * The text of a group.
   *
   * @param key what the job groups by
   * @param dimensions those of the group's set, in order
   * @param values one for each of them; null where the event has none
   */
  static String of(String key, List<Dimension> dimensions, List<String> values) {
    StringBuilder text = new StringBuilder(key.length() + 16 * values.size());
    escape(key, false, text);
    for (int i = 0; i < dimensions.size(); i++) {
      escape(dimensions.get(i).column(), true, text.append(BAR));
      if (values.get(i) != null) {
        escape(values.get(i), false, text.append('='));
      }
    }
    return text.toString();
  }

  private static void escape(String part, boolean isName, StringBuilder into) {
    for (int i = 0; i < part.length(); i++) {
      char c = part.charAt(i);
      if (c == BAR || c == ESCAPE || (isName && c == '=')) {
        into.append(ESCAPE);
      }
      into.append(c);
    }
  }

  /**
   * Writes what is in a group's text: the key, and the value of each dimension of its set.
   *
   * @param keyColumn the name of the key's column
   */
  public static void writeColumns(String text, String keyColumn, JsonGenerator json)
      throws IOException {
    String name = keyColumn;
    StringBuilder part = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ESCAPE) {
        part.append(text.charAt(++i));
      } else if (c == BAR) {
        write(name, part, json);
        name = null;
      } else if (c == '=' && name == null) {
        name = take(part);
      } else {
        part.append(c);
      }
    }
    write(name, part, json);
  }

  /** A part with no name before it is the name of a dimension that has no value. */
  private static void write(String name, StringBuilder part, JsonGenerator json)
      throws IOException {
    if (name == null) {
      json.writeNullField(take(part));
    } else {
      json.writeStringField(name, take(part));
    }
  }

  private static String take(StringBuilder part) {
    String text = part.toString();
    part.setLength(0);
    return text;
  }
}
