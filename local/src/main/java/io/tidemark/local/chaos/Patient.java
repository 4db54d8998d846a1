package io.tidemark.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.jobs.kit.Job;
import io.tidemark.jobs.kit.params.CommandLine;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.local.cli.FailureException;
import io.tidemark.local.cli.JobCatalog;
import io.tidemark.local.cluster.Cluster;
import io.tidemark.local.cluster.ClusterFolder;
import io.tidemark.local.cluster.ClusterSettings;
import io.tidemark.local.cluster.ClusterSettings.HighAvailability;
import io.tidemark.local.cluster.FlinkRest;
import io.tidemark.local.cluster.LastState;
import io.tidemark.local.cluster.LoopbackPort;
import io.tidemark.local.cluster.SubmitCommand;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;

/** The cluster and the job that things happen to, and how they are helped up again. */
final class Patient implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(100);
  private static final Duration POLL = Duration.ofMillis(100);

  private final ChaosSettings settings;
  private final ClusterFolder folder;
  private final Cluster cluster;
  private final CheckpointDisk disk;
  private final String kafka;
  private final Throttle throttle;
  private final FlinkRest flink;
  private final Job<?, ?> job = JobCatalog.namedBy(List.of(ChaosJob.NAME));

  private final List<String> revived = new ArrayList<>();

  private Parameters parameters;
  private String jobId;

  private Patient(
      ChaosSettings settings, ClusterFolder folder, Path kafkaData, int restPort, int kafkaPort)
      throws Exception {
    this.settings = settings;
    this.folder = folder;
    this.cluster = new Cluster(folder, kafkaData);
    this.kafka = "127.0.0.1:" + kafkaPort;
    this.throttle = new Throttle(kafka);
    String rest = "http://localhost:" + restPort;
    this.flink = new FlinkRest(URI.create(rest));
    this.disk = CheckpointDisk.of(folder.checkpoints(), cluster);
    try {
      cluster.up(ClusterSettings.parse(clusterArguments(restPort, kafkaPort)));
      createTopics();
      List<String> arguments = ChaosJob.arguments(settings, kafka, rest, folder.root());
      parameters =
          SubmitCommand.checked(job, SubmitCommand.parameters(job, CommandLine.parse(arguments)));
      jobId = SubmitCommand.submit(flink, job, parameters, Optional.empty());
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /**
   * Brings up a cluster of its own with the job on it.
   *
   * @param root a folder that is empty
   */
  static Patient start(ChaosSettings settings, Path root) throws Exception {
    return new Patient(
        settings, folder(root), kafkaData(root), LoopbackPort.free(), LoopbackPort.free());
  }

  /** Takes away what an earlier run may have left running. */
  static void clear(Path root) throws Exception {
    ClusterFolder folder = folder(root);
    new Cluster(folder, kafkaData(root)).down();
    CheckpointDisk.unmount(folder.checkpoints());
  }

  private static ClusterFolder folder(Path root) throws IOException {
    return ClusterFolder.at(root.resolve("cluster"));
  }

  private static Path kafkaData(Path root) {
    return root.resolve("kafka");
  }

  private List<String> clusterArguments(int restPort, int kafkaPort) {
    // On a laptop, JVMs that live for a minute start faster than they compile.
    String quickly = "=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
    return List.of(
        "--taskmanagers=" + settings.taskManagers(),
        "--slots=" + settings.parallelism(),
        "--memory=1gb",
        "--rest.port=" + restPort,
        "--kafka.port=" + kafkaPort,
        "--high-availability=" + Parameter.name(settings.highAvailability()),
        // TaskManagers must miss a JobManager for so long before they look for its successor.
        "--flink.heartbeat.timeout=12s",
        "--flink.env.java.opts.jobmanager" + quickly,
        "--flink.env.java.opts.taskmanager" + quickly);
  }

  private void createTopics() throws FailureException, InterruptedException {
    List<NewTopic> topics = new ArrayList<>();
    topics.add(new NewTopic(ChaosJob.EVENTS, Traffic.PARTITIONS, (short) 1));
    ChaosJob.topics().keySet().forEach(topic -> topics.add(new NewTopic(topic, 1, (short) 1)));
    try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka))) {
      admin.createTopics(topics).all().get();
    } catch (ExecutionException e) {
      throw new FailureException("no topics: " + FailureException.inOneLine(e), e);
    }
  }

  /** Where Kafka is. */
  String kafka() {
    return kafka;
  }

  /** What its checkpoints are on. */
  String disk() {
    return disk.what();
  }

  /** Does to it what was drawn; storms and bursts are not among that. */
  void injure(Draw draw) throws Exception {
    revive();
    switch (draw.fault()) {
      case TASKMANAGER_KILL -> cluster.signal(victim(draw), "KILL");
      case JOBMANAGER_KILL -> cluster.signal(Cluster.JOB_MANAGER, "KILL");
      case BROKER_KILL -> cluster.signal(Cluster.KAFKA, "KILL");
      case BROKER_PAUSE -> cluster.signal(Cluster.KAFKA, "STOP");
      case DISK_FULL -> disk.fill();
      case SLOW_SINK -> throttle.on();
      case POISON_STORM, BURST -> {
        // They come with the traffic.
      }
    }
  }

  /** Does what somebody who looks after a cluster would do, and no more. */
  void treat(Draw draw) throws Exception {
    switch (draw.fault()) {
      case TASKMANAGER_KILL -> cluster.restart(victim(draw));
      case JOBMANAGER_KILL -> {
        cluster.restart(Cluster.JOB_MANAGER);
        if (settings.highAvailability() == HighAvailability.NONE) {
          resume();
        }
      }
      case BROKER_KILL -> cluster.restart(Cluster.KAFKA);
      case BROKER_PAUSE -> cluster.signal(Cluster.KAFKA, "CONT");
      case DISK_FULL -> disk.free();
      case SLOW_SINK -> throttle.off();
      case POISON_STORM, BURST -> {
        // The job must take it.
      }
    }
  }

  /**
   * Starts again what has ended without being killed, as whatever looks after processes does. A
   * TaskManager ends itself if a task cannot be cleaned up, such as one whose producer could not
   * send what it had.
   */
  private void revive() throws IOException, FailureException {
    revived.addAll(cluster.restartCrashed());
  }

  /** Which processes have ended by themselves and were started again, since the last call. */
  List<String> revived() {
    List<String> names = List.copyOf(revived);
    revived.clear();
    return names;
  }

  private String victim(Draw draw) {
    return Cluster.taskManager(1 + draw.victim() % settings.taskManagers());
  }

  /** From the last checkpoint, as {@code ./tidemark resume --from} does. */
  private void resume() throws Exception {
    await("word of each TaskManager at the new JobManager", this::allTaskManagersAreThere);
    String checkpoints = folder.checkpoints().resolve(jobId).toUri().toString();
    jobId = SubmitCommand.submit(flink, job, parameters, Optional.of(LastState.named(checkpoints)));
  }

  private boolean allTaskManagersAreThere()
      throws InterruptedException, IOException, FailureException {
    revive();
    try {
      return flink.taskManagers() == settings.taskManagers();
    } catch (FailureException e) {
      return false;
    }
  }

  /** Waits until it runs, and has finished a checkpoint that was begun after the time given. */
  void awaitRecovery(long sinceMs) throws IOException, FailureException, InterruptedException {
    await("checkpoint", () -> hasCheckpointSince(sinceMs));
  }

  private boolean hasCheckpointSince(long sinceMs)
      throws InterruptedException, IOException, FailureException {
    revive();
    JobStatus state;
    JsonNode last;
    try {
      state = flink.state(jobId);
      last = flink.ofJob(jobId, "/checkpoints").path("latest").path("completed");
    } catch (FailureException e) {
      // Flink is not there again yet.
      return false;
    }
    if (state.isGloballyTerminalState()) {
      throw new FailureException("the job has ended: " + flink.failure(jobId));
    }
    return state == JobStatus.RUNNING && last.path("trigger_timestamp").asLong() > sinceMs;
  }

  /** Ends the job as if its input had ended. */
  void drain() throws FailureException, InterruptedException {
    flink.stop(jobId, Optional.empty(), true);
  }

  private interface Condition {
    boolean holds() throws IOException, FailureException, InterruptedException;
  }

  private void await(String what, Condition condition)
      throws IOException, FailureException, InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() - deadline > 0) {
        throw new FailureException(
            String.format(
                "after %d s there is no %s: %s", PATIENCE.toSeconds(), what, complaint()));
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    }
  }

  private String complaint() throws InterruptedException {
    try {
      return flink.failure(jobId);
    } catch (FailureException e) {
      return e.getMessage();
    }
  }

  @Override
  public void close() throws Exception {
    cluster.down();
    disk.close();
  }
}
