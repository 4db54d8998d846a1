package io.tidemark.jobs.usersessions;

import io.tidemark.functions.event.Event;
import org.apache.flink.api.common.functions.AggregateFunction;

/** Sums a session up. */
final class DescribeSession implements AggregateFunction<Event, UserSession, UserSession> {

  private static final long serialVersionUID = 1;

  private final int steps;

  /**
   * @param steps how many of its last steps a session remembers, at least 1
   */
  DescribeSession(int steps) {
    this.steps = steps;
  }

  @Override
  public UserSession createAccumulator() {
    return UserSession.EMPTY;
  }

  @Override
  public UserSession add(Event event, UserSession session) {
    return session.plus(UserSession.of(event), steps);
  }

  @Override
  public UserSession merge(UserSession a, UserSession b) {
    return a.plus(b, steps);
  }

  @Override
  public UserSession getResult(UserSession session) {
    return session;
  }
}
