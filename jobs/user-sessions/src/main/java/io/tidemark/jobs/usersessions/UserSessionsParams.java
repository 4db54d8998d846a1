package io.tidemark.jobs.usersessions;

import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.WindowParameters;
import io.tidemark.jobs.kit.params.WindowSettings;
import java.util.List;

/**
 * The parameters of user-sessions.
 *
 * @param windows the sessions, or whatever other windows were asked for
 * @param path how many items a session's path has at most, at least 1
 */
public record UserSessionsParams(WindowSettings windows, int path) {

  static final Parameter<Integer> PATH =
      Parameter.integer(
          "session.path", 10, "How many of a session's last items its path has, at least 1");

  static final List<Parameter<?>> ALL = Parameters.join(List.of(PATH), WindowParameters.ALL);

  static UserSessionsParams of(Parameters parameters) {
    int path = parameters.get(PATH);
    if (path < 1) {
      throw new ParameterException("session.path: " + path + " is below 1");
    }
    return new UserSessionsParams(WindowSettings.of(parameters), path);
  }
}
