package io.tidemark.local.watch;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidemark.local.cli.FailureException;
import io.tidemark.local.cluster.FlinkJob;
import io.tidemark.local.cluster.FlinkRest;
import io.tidemark.local.doctor.Checkpoints;
import io.tidemark.local.doctor.FlinkFacts;
import io.tidemark.local.doctor.JobSnapshot;
import io.tidemark.local.doctor.Split;
import io.tidemark.local.doctor.Vertex;
import java.net.URI;
import java.util.List;
import java.util.OptionalLong;

/** What Flink tells of the job, in the page's words. */
final class JobView {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MS_PER_SECOND = 1_000;

  private final URI rest;
  private final FlinkRest flink;
  private final FlinkFacts facts;

  JobView(URI rest) {
    this.rest = rest;
    this.flink = new FlinkRest(rest);
    this.facts = new FlinkFacts(flink);
  }

  /**
   * The id of a job that runs or tries to.
   *
   * @throws FailureException if none has the name, or no Flink answers
   */
  String find(String name) throws FailureException, InterruptedException {
    return facts.jobs().stream()
        .filter(job -> job.name().equals(name))
        .map(FlinkJob::id)
        .findFirst()
        .orElseThrow(() -> new FailureException("no job " + name + " runs at " + rest));
  }

  /**
   * A job now. Times are epoch milliseconds; what is not known is null.
   *
   * @throws FailureException if Flink knows it no more
   */
  ObjectNode look(String id) throws FailureException, InterruptedException {
    JobSnapshot job = facts.snapshot(id);
    ObjectNode view = JSON.createObjectNode();
    view.put("at", job.at().toEpochMilli());
    view.put("state", job.state());
    view.put("ui", rest.resolve("/#/job/running/" + id + "/overview").toString());
    put(view, "watermark", watermark(job));
    view.put("read", (long) job.recordsRead());
    view.put("bound", max(job.sources(), "eventtime.watermarkBound"));
    view.put("disorder", max(job.sources(), "eventtime.outOfOrdernessQuantile"));
    view.put("lateShare", max(job.sources(), "eventtime.lateShare"));
    view.put("firingMicros", max(job.vertices(), "eventtime.firingDelay_p99"));
    ArrayNode partitions = view.putArray("partitions");
    for (Split split : job.splits()) {
      ObjectNode partition = partitions.addObject();
      partition.put("id", split.id());
      put(partition, "watermark", split.watermark());
      put(partition, "offset", split.offset());
      partition.put("idle", split.idleShare());
      partition.put("paused", split.pausedShare());
    }
    ArrayNode tasks = view.putArray("tasks");
    for (Vertex vertex : job.vertices()) {
      tasks
          .addObject()
          .put("name", vertex.name())
          .put("parallelism", vertex.parallelism())
          .put("busy", vertex.max("busyTimeMsPerSecond") / MS_PER_SECOND)
          .put("backpressured", vertex.max("backPressuredTimeMsPerSecond") / MS_PER_SECOND);
    }
    view.set("checkpoints", checkpoints(job.checkpoints()));
    return view;
  }

  private OptionalLong watermark(JobSnapshot job) throws InterruptedException {
    for (Vertex vertex : job.vertices()) {
      if (WatermarkProbe.isProbed(vertex.name())) {
        return new WatermarkProbe(flink, job.id()).watermarkOf(vertex.id());
      }
    }
    return OptionalLong.empty();
  }

  private static ObjectNode checkpoints(Checkpoints checkpoints) {
    ObjectNode view = JSON.createObjectNode();
    view.put("completed", checkpoints.completed());
    view.put("failed", checkpoints.failed());
    view.put("failure", checkpoints.failure());
    checkpoints
        .last()
        .ifPresent(last -> view.put("durationMs", last.durationMs()).put("bytes", last.bytes()));
    return view;
  }

  private static Double max(List<Vertex> vertices, String metric) {
    return vertices.stream().flatMapToDouble(vertex -> vertex.values(metric)).max().stream()
        .boxed()
        .findFirst()
        .orElse(null);
  }

  private static void put(ObjectNode node, String name, OptionalLong number) {
    if (number.isPresent()) {
      node.put(name, number.getAsLong());
    } else {
      node.putNull(name);
    }
  }
}
