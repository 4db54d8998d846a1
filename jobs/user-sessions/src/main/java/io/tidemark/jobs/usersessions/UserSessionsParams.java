package io.tidemark.jobs.usersessions;

import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.WindowSettings;

/**
 * The parameters of user-sessions.
 *
 * @param windows the sessions, or whatever other windows were asked for
 */
public record UserSessionsParams(WindowSettings windows) {

  static UserSessionsParams of(Parameters parameters) {
    return new UserSessionsParams(WindowSettings.of(parameters));
  }
}
