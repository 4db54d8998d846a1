package io.tidemark.jobs.eventrouter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.jobs.kit.JobGraph;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.flink.runtime.jobgraph.JobVertex;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventRouterJobTest {

  private static final String RULES =
      """
      - {drop: true, when: {/user_agent: {matches: '.*bot.*'}}}
      - {route: large, when: {/type: buy, /value: {at-least: 100}}}
      - {route: buys, when: {/type: buy}}
      - {route: rest, when: {/type: {exists: true}}}
      """;

  private final EventRouterJob job = new EventRouterJob();

  @TempDir private Path folder;

  @Test
  void withoutRulesThereIsNowhereToGo() {
    assertThatThrownBy(() -> job.params(Parameters.of(JobParameters.all(job), List.of(Map.of()))))
        .isInstanceOf(ParameterException.class)
        .hasMessage("rules: not set");
  }

  @Test
  void theFirstRuleThatFitsCountsAndWhatNoneWantsIsFiltered() throws Exception {
    Path reference =
        Files.writeString(
            folder.resolve("items.json"),
            "{\"i1\": {\"category\": \"tv\", \"tags\": [1]}, \"i2\": {}}");

    assertThat(
            run(
                List.of(
                    event("buy", 250, "i1", ""),
                    event("buy", 99, "i2", ""),
                    event("view", 250, "i3", ""),
                    event("buy", 250, "i1", ",\"user_agent\":\"a bot\""),
                    "{\"user_id\":\"u1\",\"event_time\":7}",
                    "{\"user_id\":\"u1\"}"),
                Map.of("reference", reference.toString())))
        .containsExactly(
            "{\"route\":\"large\",\"event_time\":\"1970-01-01T00:00:00.007Z\",\"category\":\"tv\","
                + "\"tags\":[1],\"event\":"
                + event("buy", 250, "i1", "")
                + "}",
            "{\"route\":\"buys\",\"event_time\":\"1970-01-01T00:00:00.007Z\",\"event\":"
                + event("buy", 99, "i2", "")
                + "}",
            "{\"route\":\"rest\",\"event_time\":\"1970-01-01T00:00:00.007Z\",\"event\":"
                + event("view", 250, "i3", "")
                + "}");
    assertThat(Files.readString(folder.resolve("out").resolve("ledger.jsonl")))
        .contains("\"read\":6,\"on_time\":3,")
        .contains("\"filtered\":2,\"duplicate\":0,\"malformed\":1,")
        .contains("\"balanced\":true");
  }

  @Test
  void theTimeOfAWrongClockIsSetRight() throws Exception {
    assertThat(
            run(
                List.of(
                    "{\"user_id\":\"u1\",\"type\":\"x\",\"event_time\":3600000,\"sent_time\":3601000,"
                        + "\"received_time\":1500}"),
                Map.of("watermark.clock-skew-correction", "true")))
        .singleElement()
        .asString()
        .contains("\"event_time\":\"1970-01-01T00:00:00.500Z\"");
  }

  @Test
  void eachRouteHasTheEventsThatTheRulesGiveItOneByOneInTheirOrder() throws Exception {
    Random random = new Random(7);
    List<String> events = new ArrayList<>();
    Map<String, List<String>> expected = new HashMap<>();
    for (int i = 0; i < 1_000; i++) {
      String type = List.of("buy", "view", "sell").get(random.nextInt(3));
      int value = random.nextInt(200);
      boolean bot = random.nextInt(10) == 0;
      String event =
          event(type, value, "i" + i, bot ? ",\"user_agent\":\"bot\"" : ",\"user_agent\":null");
      events.add(event);
      if (!bot) {
        String route = type.equals("buy") ? (value >= 100 ? "large" : "buys") : "rest";
        expected.computeIfAbsent(route, unseen -> new ArrayList<>()).add(event);
      }
    }

    assertThat(byRoute(run(events, Map.of()))).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void withCopiesDroppedEachRouteHasOneOfEachEventAndOneSubtaskKeepsTheirOrder(int parallelism)
      throws Exception {
    Random random = new Random(7);
    List<String> events = new ArrayList<>();
    Map<String, List<String>> expected = new HashMap<>();
    Set<Integer> seen = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      int id = Math.max(0, i - random.nextInt(4) * random.nextInt(50));
      String type = id % 3 == 0 ? "buy" : "view";
      String event = event(type, id % 200, "i" + id, ",\"event_id\":\"e" + id + "\"");
      events.add(event);
      if (seen.add(id)) {
        String route = type.equals("buy") ? (id % 200 >= 100 ? "large" : "buys") : "rest";
        expected.computeIfAbsent(route, unseen -> new ArrayList<>()).add(event);
      }
    }

    Map<String, List<String>> routed =
        byRoute(
            run(
                events,
                Map.of("dedup.horizon", "1h", "parallelism", Integer.toString(parallelism))));

    if (parallelism > 1) {
      // By their ids, events go different ways there.
      expected.values().forEach(route -> route.sort(null));
      routed.values().forEach(route -> route.sort(null));
    }
    assertThat(routed).isEqualTo(expected);
  }

  @Test
  void aReferenceThatCannotBeReadStopsTheJobForGoodWithOneLine() throws Exception {
    Path file = Files.writeString(folder.resolve("items.json"), "{\"i1\": {\"route\": 1}}");

    assertThatThrownBy(() -> run(List.of(), Map.of("reference", file.toString())))
        .rootCause()
        .hasMessage("reference: " + file + ": i1 has a field route, a column of results");
  }

  @Test
  void nothingIsShuffledOnTheWay() {
    assertThat(
            built(
                    Map.of("source", "kafka", "sink", "kafka", "rules", RULES, "parallelism", "2"),
                    Map.of("group.by", "user"))
                .getStreamGraph()
                .getJobGraph()
                .getVertices())
        .extracting(JobVertex::getName)
        .anySatisfy(
            name -> assertThat(name).contains("events").contains("route").contains("results-to-"));
  }

  @Test
  void everyRouteHasATopic() {
    EventRouterParams params =
        job.params(Parameters.of(JobParameters.all(job), List.of(Map.of("rules", RULES))));

    assertThat(job.resultTopics(params, "event-router.results.v1"))
        .containsExactlyInAnyOrder(
            "event-router.results.v1.large",
            "event-router.results.v1.buys",
            "event-router.results.v1.rest");
  }

  private static Map<String, List<String>> byRoute(List<String> rows) {
    Map<String, List<String>> routed = new HashMap<>();
    for (String row : rows) {
      routed
          .computeIfAbsent(
              row.substring(10, row.indexOf("\",\"event_time")), unseen -> new ArrayList<>())
          .add(row.substring(row.indexOf("\"event\":") + 8, row.length() - 1));
    }
    return routed;
  }

  private List<String> run(List<String> events, Map<String, String> more) throws Exception {
    Path file = Files.write(folder.resolve("events.jsonl"), events);
    built(
            Map.of("source", "file", "source.path", file.toString()),
            Map.of("sink", "file", "sink.path", folder.resolve("out").toString()),
            Map.of("group.by", "user", "event.time.format", "epoch-millis", "rules", RULES),
            Map.of("parallelism", "1", "checkpoint.interval", "0"),
            more)
        .execute(job.name());
    return Files.readAllLines(folder.resolve("out").resolve("results.jsonl"));
  }

  @SafeVarargs
  private StreamExecutionEnvironment built(Map<String, String>... values) {
    Map<String, String> all = new HashMap<>();
    for (Map<String, String> some : values) {
      all.putAll(some);
    }
    Parameters parameters = Parameters.of(JobParameters.all(job), List.of(all));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(RuntimeParameters.toFlink(parameters));
    JobGraph.build(env, job, parameters);
    return env;
  }

  private static String event(String type, int value, String item, String more) {
    return String.format(
        "{\"user_id\":\"u1\",\"item_id\":\"%s\",\"type\":\"%s\",\"value\":%d,\"event_time\":7%s}",
        item, type, value, more);
  }
}
