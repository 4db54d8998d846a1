package io.tidemark.jobs.usersessions;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.Field;
import io.tidemark.functions.window.WindowResult;
import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.JobMain;
import io.tidemark.jobs.kit.Outputs;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.sink.OutputFormat;
import io.tidemark.jobs.kit.sink.WindowResultFormat;
import java.util.List;
import java.util.Set;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Tells what each user did in each session: how much, for how long, and by what path. */
public final class UserSessionsJob implements Job<UserSessionsParams, WindowResult<UserSession>> {

  public static void main(String[] args) throws Exception {
    JobMain.run(new UserSessionsJob(), args);
  }

  @Override
  public Outputs<WindowResult<UserSession>> build(
      DataStream<Event> events, UserSessionsParams params) {
    return Outputs.of(
        params
            .windows()
            .over(events, "path of " + params.path())
            .aggregate(new DescribeSession(params.path()), "user-sessions"));
  }

  @Override
  public String name() {
    return "user-sessions";
  }

  @Override
  public String summary() {
    return "Sums up each user's sessions: events, duration, entry, exit and path";
  }

  @Override
  public List<Parameter<?>> parameters() {
    return UserSessionsParams.ALL;
  }

  @Override
  public UserSessionsParams params(Parameters parameters) {
    return UserSessionsParams.of(parameters);
  }

  @Override
  public Set<Field> needs(UserSessionsParams params) {
    return Set.of();
  }

  @Override
  public Set<Field> reads(UserSessionsParams params) {
    return Set.of(Field.ID, Field.ITEM);
  }

  @Override
  public OutputFormat<WindowResult<UserSession>> resultFormat(UserSessionsParams params) {
    return new WindowResultFormat<>(params.windows().accumulation(), UserSession::writeColumns);
  }
}
