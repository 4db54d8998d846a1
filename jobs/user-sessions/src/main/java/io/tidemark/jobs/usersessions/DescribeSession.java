package io.tidemark.jobs.usersessions;

import io.tidemark.functions.event.Event;
import org.apache.flink.api.common.functions.AggregateFunction;

/** Sums a session up. */
final class DescribeSession implements AggregateFunction<Event, UserSession, UserSession> {

  private static final long serialVersionUID = 1;

  @Override
  public UserSession createAccumulator() {
    return UserSession.EMPTY;
  }

  @Override
  public UserSession add(Event event, UserSession session) {
    return session.plus(UserSession.of(event));
  }

  @Override
  public UserSession merge(UserSession a, UserSession b) {
    return a.plus(b);
  }

  @Override
  public UserSession getResult(UserSession session) {
    return session;
  }
}
