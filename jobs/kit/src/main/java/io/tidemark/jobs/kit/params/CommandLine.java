package io.tidemark.jobs.kit.params;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code --key value} and {@code --key=value}. */
public final class CommandLine {

  private CommandLine() {}

  /**
   * The values by key, in the order in which they were given.
   *
   * @throws ParameterException if something is no {@code --key}, has no value, or comes twice
   */
  public static Map<String, String> parse(List<String> args) {
    Map<String, String> values = new LinkedHashMap<>();
    for (int i = 0; i < args.size(); i++) {
      String arg = args.get(i);
      int equals = arg.indexOf('=');
      int keyEnd = equals < 0 ? arg.length() : equals;
      if (!arg.startsWith("--") || keyEnd <= 2) {
        throw new ParameterException(
            shown(arg, args.subList(0, i)) + " is not of the form --key value");
      }
      String key = arg.substring(2, keyEnd);
      String value;
      if (equals >= 0) {
        value = arg.substring(equals + 1);
      } else if (i + 1 < args.size() && !args.get(i + 1).startsWith("--")) {
        value = args.get(++i);
      } else {
        throw new ParameterException("--" + key + " needs a value");
      }
      if (values.put(key, value) != null) {
        throw new ParameterException("--" + key + " is given twice");
      }
    }
    return values;
  }

  /** What is no key may be a secret that lost its quotes or its dashes. */
  private static String shown(String arg, List<String> before) {
    int last = before.size() - 1;
    while (last >= 0 && !before.get(last).startsWith("--")) {
      last--;
    }
    if (last >= 0) {
      String key = before.get(last).substring(2).replaceFirst("=.*", "");
      if (Secrets.isSecret(key)) {
        return "what follows the value of --" + key;
      }
    }
    int equals = arg.indexOf('=');
    String name = (equals < 0 ? arg : arg.substring(0, equals)).replaceFirst("^-+", "");
    return "'" + (Secrets.isSecret(name) && equals >= 0 ? arg.substring(0, equals) : arg) + "'";
  }
}
