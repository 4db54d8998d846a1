package io.tidemark.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.bench.measure.Latency;
import io.tidemark.bench.workload.Workload;
import io.tidemark.local.cli.FailureException;
import io.tidemark.local.cli.OutputFile;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Everything that was measured, and on what. */
final class JsonReport {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private JsonReport() {}

  static void write(BenchOptions options, Map<Workload, List<Standing>> standings)
      throws IOException, FailureException {
    ObjectNode report = JSON.createObjectNode();
    report.set("machine", JSON.valueToTree(Machine.facts()));
    ObjectNode asked = report.putObject("options");
    asked.put("parallelism", options.parallelism());
    asked.put("runs", options.runs());
    asked.put("seconds", options.seconds());
    asked.put("warm_up_seconds", options.warmUpSeconds());
    ArrayNode workloads = report.putArray("workloads");
    standings.forEach((workload, engines) -> workloads.add(workload(workload, engines)));
    OutputFile.write(options.json(), JSON.writeValueAsString(report) + System.lineSeparator());
  }

  private static ObjectNode workload(Workload workload, List<Standing> standings) {
    ObjectNode node = JSON.createObjectNode();
    node.put("workload", workload.toString());
    node.put("title", workload.title());
    ArrayNode engines = node.putArray("engines");
    for (Standing standing : standings) {
      ObjectNode engine = engines.addObject();
      engine.put("engine", standing.engine().text());
      engine.put("events_per_second", standing.eventsPerSecond());
      engine.put("events_per_cpu_second", standing.eventsPerCpuSecond());
      engine.put("allocated_bytes_per_event", standing.allocatedBytesPerEvent());
      if (standing.stateBytesPerKey() > 0) {
        engine.put("state_bytes_per_key", standing.stateBytesPerKey());
      }
      if (standing.hasLatency()) {
        engine.set("latency", latency(standing.latency()));
      }
      standings.stream()
          .filter(other -> other.engine() == standing.engine().rival())
          .findAny()
          .ifPresent(ours -> compare(engine, ours, standing));
      Bars.of(workload, standing.engine()).ifPresent(bar -> engine.put("bar", bar));
      ArrayNode runs = engine.putArray("runs");
      for (Measurement run : standing.runs()) {
        ObjectNode one = runs.addObject();
        one.put("events", run.events());
        one.put("seconds", run.seconds());
        one.put("cpu_seconds", run.cpuSeconds());
        one.put("allocated_bytes", run.allocatedBytes());
        one.put("checkpoints", run.checkpoints());
        one.put("results", run.results());
        one.put("clicks", run.clicks());
        one.put("hash", Long.toHexString(run.hash()));
      }
    }
    return node;
  }

  private static ObjectNode latency(Latency latency) {
    return JSON.createObjectNode()
        .put("results", latency.results())
        .put("p50_ms", latency.p50Ms())
        .put("p99_ms", latency.p99Ms())
        .put("p999_ms", latency.p999Ms())
        .put("max_ms", latency.maxMs());
  }

  private static void compare(ObjectNode engine, Standing ours, Standing its) {
    if (!its.engine().isOurs()) {
      engine.put("ours_by_second", ours.eventsPerSecond() / its.eventsPerSecond());
      engine.put("ours_by_cpu_second", ours.eventsPerCpuSecond() / its.eventsPerCpuSecond());
    }
  }
}
