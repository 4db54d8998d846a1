package io.tidemark.jobs.usersessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.jobs.kit.JobGraph;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job's sessions are those that brute force finds. */
class SessionsOracleTest {

  private static final int GAP_SECONDS = 10;
  private static final int PATH = 4;

  @TempDir private Path folder;

  @Test
  void sessionsAreThoseOfTheEventsInOrderWhateverOrderTheyCameIn() throws Exception {
    Random random = new Random(11);
    List<Visit> visits = new ArrayList<>();
    for (int i = 0; i < 600; i++) {
      visits.add(new Visit("u" + random.nextInt(5), random.nextInt(600_000), i));
    }
    List<String> expected = new ArrayList<>();
    visits.stream()
        .collect(Collectors.groupingBy(Visit::user))
        .values()
        .forEach(ofUser -> expected.addAll(sessions(ofUser)));

    for (int arrival = 0; arrival < 2; arrival++) {
      // As out of order as the watermark's bound lets them be.
      visits.sort(Comparator.comparingInt(visit -> visit.second() + random.nextInt(20)));
      assertThat(columns(run(visits.stream().map(Visit::toJson).toList())))
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  private record Visit(String user, int second, int id) {

    String item() {
      return "i" + id % 7;
    }

    String toJson() {
      return String.format(
          "{\"event_id\":\"%04d\",\"user_id\":\"%s\",\"item_id\":\"%s\",\"event_time\":%d}",
          id, user, item(), 1_000L * second);
    }
  }

  /** Brute force: all of a user's events in order, cut where the gap is. */
  private static List<String> sessions(List<Visit> ofUser) {
    List<Visit> inOrder =
        ofUser.stream()
            .sorted(Comparator.comparingInt(Visit::second).thenComparingInt(Visit::id))
            .toList();
    List<String> rows = new ArrayList<>();
    int first = 0;
    for (int i = 1; i <= inOrder.size(); i++) {
      if (i == inOrder.size()
          || inOrder.get(i).second() - inOrder.get(i - 1).second() > GAP_SECONDS) {
        rows.add(row(inOrder.subList(first, i)));
        first = i;
      }
    }
    return rows;
  }

  private static String row(List<Visit> session) {
    List<Visit> path = session.subList(Math.max(0, session.size() - PATH), session.size());
    int start = session.get(0).second();
    int end = path.get(path.size() - 1).second();
    return String.format(
        ",\"count\":%d,\"duration_ms\":%d,\"entry_item\":\"%s\",\"exit_item\":\"%s\","
            + "\"path\":[\"%s\"],\"bounce\":%s}",
        session.size(),
        1_000L * (end - start),
        session.get(0).item(),
        path.get(path.size() - 1).item(),
        path.stream().map(Visit::item).collect(Collectors.joining("\",\"")),
        session.size() == 1);
  }

  private List<String> run(List<String> events) throws Exception {
    Path file = Files.write(folder.resolve("events.jsonl"), events);
    UserSessionsJob job = new UserSessionsJob();
    Parameters parameters =
        Parameters.of(
            JobParameters.all(job),
            List.of(
                Map.of("source", "file", "source.path", file.toString()),
                Map.of("sink", "file", "sink.path", folder.resolve("out").toString()),
                Map.of("group.by", "user", "event.time.format", "epoch-millis"),
                Map.of("window.session-gap", GAP_SECONDS + "s", "session.path", "" + PATH),
                Map.of("watermark.max-out-of-orderness", "20s", "watermark.emit", "per-event"),
                Map.of("parallelism", "2", "checkpoint.interval", "0")));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(RuntimeParameters.toFlink(parameters));
    JobGraph.build(env, job, parameters);
    env.execute(job.name());
    return Files.readAllLines(folder.resolve("out").resolve("results.jsonl"));
  }

  private static List<String> columns(List<String> rows) {
    return rows.stream().map(row -> row.substring(row.indexOf(",\"count\""))).toList();
  }
}
