package io.tidemark.local.cli;

import io.tidemark.jobs.kit.params.NearestName;
import io.tidemark.jobs.kit.params.ParameterException;
import java.util.Map;

/** Looks names up that users typed. */
public final class Names {

  private Names() {}

  /**
   * What has the given name.
   *
   * @param what what is looked for, for the message
   * @throws ParameterException if there is none; it tells the nearest one
   */
  public static <T> T find(String what, String name, Map<String, T> byName) {
    T found = byName.get(name);
    if (found == null) {
      throw new ParameterException(
          String.format(
              "no %s '%s'; did you mean %s?",
              what, name, NearestName.to(name, byName.keySet()).orElseThrow()));
    }
    return found;
  }
}
