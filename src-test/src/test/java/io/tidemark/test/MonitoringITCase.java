package io.tidemark.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.local.cluster.LoopbackPort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The files in {@code conf/monitoring}, with a real Prometheus. Without it they are skipped, unless
 * {@code TIDEMARK_PROMETHEUS} says {@code required}.
 */
final class MonitoringITCase {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Path MONITORING = TidemarkProcess.REPOSITORY.resolve("conf/monitoring");
  private static final Pattern METRIC = Pattern.compile("\\bflink_[A-Za-z_]+");

  @TempDir Path home;
  @TempDir Path data;

  private static Path program(String name) {
    return InstalledProgram.find("TIDEMARK_PROMETHEUS", name);
  }

  @Test
  void eachAlertIsRaisedByItsTroubleAndByNothingElse() throws Exception {
    assertPromtoolIsContentWith("test", "rules", "alerts-test.yml");
  }

  @Test
  void theExampleConfigurationIsValid() throws Exception {
    assertPromtoolIsContentWith("check", "config", "prometheus.yml");
  }

  private static void assertPromtoolIsContentWith(String command, String what, String file)
      throws Exception {
    Process promtool =
        new ProcessBuilder(
                program("promtool").toString(), command, what, MONITORING.resolve(file).toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(promtool.waitFor()).as(said).isZero();
  }

  @Test
  void everyMetricOfTheAlertsAndTheDashboardComesFromARealRun() throws Exception {
    Path program = program("prometheus");
    int port = LoopbackPort.free();
    try (TidemarkProcess run =
            TidemarkProcess.start(
                home,
                "run",
                "click-counts",
                "--no-page",
                "--checkpoint.interval=1s",
                "--flink.metrics.reporter.prom.factory.class="
                    + "org.apache.flink.metrics.prometheus.PrometheusReporterFactory",
                "--flink.metrics.reporter.prom.port=" + port);
        Prometheus prometheus =
            Prometheus.start(program, data, port, MONITORING.resolve("alerts.yml"))) {
      await()
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(500))
          .untilAsserted(
              () -> {
                assertThat(run.isAlive()).as("alive: %s", run.err()).isTrue();
                assertThat(missing(prometheus)).isEmpty();
                assertThat(value(prometheus, "eventtime_ledger_read")).isPositive();
                assertThat(value(prometheus, "eventtime_ledger_balanced")).isEqualTo(1);
                assertThat(value(prometheus, "eventtime_firingDelay")).isPositive();
              });
      for (String expression : dashboard()) {
        assertThat(prometheus.query(expression).isArray()).as(expression).isTrue();
      }
      List<String> healths = new ArrayList<>();
      prometheus
          .ruleGroups()
          .forEach(
              group ->
                  group.path("rules").forEach(rule -> healths.add(rule.path("health").asText())));
      assertThat(healths).hasSizeGreaterThan(5).containsOnly("ok");
    }
  }

  /** The metrics which the files name and Prometheus does not have. */
  private static List<String> missing(Prometheus prometheus) throws Exception {
    TreeSet<String> named = new TreeSet<>();
    for (String file : List.of("alerts.yml", "grafana-dashboard.json")) {
      METRIC
          .matcher(Files.readString(MONITORING.resolve(file)))
          .results()
          .map(MatchResult::group)
          .forEach(named::add);
    }
    assertThat(named).hasSizeGreaterThan(20);
    List<String> missing = new ArrayList<>();
    for (String metric : named) {
      if (prometheus.query(metric).isEmpty()) {
        missing.add(metric);
      }
    }
    return missing;
  }

  private static double value(Prometheus prometheus, String metric) throws Exception {
    return prometheus
        .query("max(flink_taskmanager_job_task_operator_" + metric + ")")
        .path(0)
        .path("value")
        .path(1)
        .asDouble(-1);
  }

  /** Each expression of the dashboard, as Grafana would ask for it with every job selected. */
  private static List<String> dashboard() throws IOException {
    JsonNode dashboard = JSON.readTree(MONITORING.resolve("grafana-dashboard.json").toFile());
    List<String> expressions = new ArrayList<>();
    for (JsonNode expression : dashboard.findValues("expr")) {
      expressions.add(expression.asText().replace("$job", ".*").replace("$__rate_interval", "5s"));
    }
    assertThat(expressions).hasSizeGreaterThan(20);
    return expressions;
  }
}
