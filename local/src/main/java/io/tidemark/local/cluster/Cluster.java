package io.tidemark.local.cluster;

import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.local.cli.FailureException;
import io.tidemark.local.cli.Home;
import io.tidemark.local.cli.Names;
import io.tidemark.local.cluster.ClusterProcess.State;
import io.tidemark.local.cluster.ClusterSettings.HighAvailability;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** A Flink cluster and a Kafka broker, each of their parts a process of its own on this machine. */
public final class Cluster {

  public static final String KAFKA = "kafka";
  public static final String JOB_MANAGER = "jobmanager";
  private static final String TASK_MANAGER_PREFIX = "taskmanager-";
  private static final String ZOOKEEPER = "zookeeper";

  /** What Flink's own {@code zookeeper.sh} starts. */
  private static final String ZOOKEEPER_CLASS =
      "org.apache.flink.runtime.zookeeper.FlinkZooKeeperQuorumPeer";

  private static final String JOB_MANAGER_CLASS =
      "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint";
  private static final String TASK_MANAGER_CLASS =
      "org.apache.flink.runtime.taskexecutor.TaskManagerRunner";

  private static final Duration START_PATIENCE = Duration.ofMinutes(3);
  private static final Duration GOODBYE_PATIENCE = Duration.ofSeconds(20);
  private static final Duration KILL_PATIENCE = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int KAFKA_ANSWER_MS = 5_000;

  private final ClusterFolder folder;
  private final Path kafkaData;

  /**
   * @param kafkaData the broker's folder
   */
  public Cluster(ClusterFolder folder, Path kafkaData) {
    this.folder = folder;
    this.kafkaData = kafkaData;
  }

  /** The cluster that commands work with, whose broker's topics are those of other commands too. */
  static Cluster ofThisLaptop() throws IOException {
    return new Cluster(
        ClusterFolder.at(Home.data().resolve("cluster")), Home.data().resolve(KAFKA));
  }

  /**
   * Starts all processes and returns when they answer.
   *
   * @throws FailureException if one does not come up; nothing is left running then
   */
  public void up(ClusterSettings settings) throws Exception {
    try (FileChannel lock = folder.lock()) {
      refuseASecondOne();
      ClassPaths classPaths = ClassPaths.read(Home.modules().resolve("local").resolve("target"));
      FlinkConf conf =
          FlinkConf.of(settings, Home.conf(), folder, LoopbackPort.free(), LoopbackPort.free());
      int restPort = conf.configuration().get(RestOptions.PORT);
      requireFree(ClusterSettings.REST_PORT, restPort);
      requireFree(ClusterSettings.KAFKA_PORT, settings.kafkaPort());
      conf.write(Home.conf(), folder.conf());
      folder.forget();
      folder.clearTemporary();
      folder.clearHighAvailability();
      String rest = "http://localhost:" + restPort;
      start(plan(settings, conf, classPaths, rest), settings, rest);
    }
  }

  private void refuseASecondOne() throws IOException, FailureException {
    long running = folder.processes().stream().filter(ClusterProcess::isRunning).count();
    if (running > 0) {
      throw new FailureException(
          String.format(
              "a cluster is up already (%d processes); ./tidemark cluster down ends it", running));
    }
  }

  private static void requireFree(Parameter<Integer> parameter, int port) throws FailureException {
    try {
      LoopbackPort.bind(port).close();
    } catch (IOException e) {
      throw new FailureException(
          String.format(
              "%s: somebody listens on port %d already; name another one", parameter.key(), port),
          e);
    }
  }

  private List<JavaProcess> plan(
      ClusterSettings settings, FlinkConf conf, ClassPaths classPaths, String rest) {
    List<JavaProcess> plan = new ArrayList<>();
    plan.add(
        JavaProcess.of(
            KAFKA,
            "127.0.0.1:" + settings.kafkaPort(),
            folder,
            List.of("-Xmx512m"),
            classPaths.kafka(),
            ClassPaths.BROKER,
            List.of(
                kafkaData.toAbsolutePath().toString(), Integer.toString(settings.kafkaPort()))));
    if (settings.highAvailability() == HighAvailability.ZOOKEEPER) {
      plan.add(zooKeeper(conf, classPaths));
    }
    plan.add(
        flink(
            JOB_MANAGER,
            rest,
            conf.jobManagerJvm(),
            classPaths,
            JOB_MANAGER_CLASS,
            conf.jobManagerArguments()));
    for (int i = 1; i <= settings.taskManagers(); i++) {
      String name = taskManager(i);
      List<String> arguments = new ArrayList<>(conf.taskManagerArguments());
      // In the web UI it has the name that it has here.
      arguments.add("-D");
      arguments.add(TaskManagerOptions.TASK_MANAGER_RESOURCE_ID.key() + "=" + name);
      plan.add(
          flink(
              name,
              rest + "/#/task-manager/" + name,
              conf.taskManagerJvm(),
              classPaths,
              TASK_MANAGER_CLASS,
              arguments));
    }
    return plan;
  }

  /** The name of a TaskManager, counted from 1. */
  public static String taskManager(int number) {
    return TASK_MANAGER_PREFIX + number;
  }

  private JavaProcess zooKeeper(FlinkConf conf, ClassPaths classPaths) {
    Path file = folder.conf().resolve("zoo.cfg");
    return JavaProcess.of(
        ZOOKEEPER,
        conf.zooKeeperAddress(),
        folder,
        List.of("-Xmx128m"),
        classPaths.flink(),
        ZOOKEEPER_CLASS,
        List.of("--zkConfigFile", file.toString(), "--peerId", "1"));
  }

  private JavaProcess flink(
      String name,
      String address,
      List<String> flags,
      ClassPaths classPaths,
      String mainClass,
      List<String> memory) {
    List<String> arguments = new ArrayList<>(List.of("--configDir", folder.conf().toString()));
    arguments.addAll(memory);
    return JavaProcess.of(name, address, folder, flags, classPaths.flink(), mainClass, arguments);
  }

  private void start(List<JavaProcess> plan, ClusterSettings settings, String rest)
      throws Exception {
    List<ClusterProcess> started = new ArrayList<>();
    // Ctrl-C: half a cluster is of no use to anybody.
    Thread undo = new Thread(() -> undo(started), "end the unfinished cluster");
    Runtime.getRuntime().addShutdownHook(undo);
    try {
      for (JavaProcess process : plan) {
        synchronized (started) {
          ClusterProcess running = process.start(folder);
          started.add(running);
          folder.remember(running);
        }
      }
      awaitReady(started, settings, new FlinkRest(URI.create(rest)));
    } catch (Exception e) {
      boolean interrupted = undo.isAlive();
      undo(started);
      throw interrupted ? new FailureException("interrupted: nothing is left running", e) : e;
    } finally {
      removeHook(undo);
    }
    started.forEach(process -> System.out.println(line(process)));
  }

  private void undo(List<ClusterProcess> started) {
    synchronized (started) {
      end(started);
      try {
        folder.forget();
      } catch (IOException e) {
        // Then the next status calls them crashed, and that is all.
      }
    }
  }

  private static void removeHook(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // It is at work.
    }
  }

  private void awaitReady(List<ClusterProcess> started, ClusterSettings settings, FlinkRest flink)
      throws Exception {
    long deadline = System.nanoTime() + START_PATIENCE.toNanos();
    String lacking = "start";
    while (!lacking.isEmpty()) {
      for (ClusterProcess process : started) {
        if (!process.isRunning()) {
          throw new FailureException(
              String.format(
                  "%s did not come up: %s (%s)",
                  process.name(), reason(process.name()), folder.logOf(process.name())));
        }
      }
      if (System.nanoTime() - deadline > 0) {
        throw new FailureException(
            String.format(
                "after %d s there is still no %s; see %s",
                START_PATIENCE.toSeconds(), lacking, folder.log()));
      }
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
      lacking = lacking(settings, flink);
    }
  }

  /** What is not there yet, or an empty text. */
  private static String lacking(ClusterSettings settings, FlinkRest flink)
      throws InterruptedException {
    try {
      if (flink.taskManagers() < settings.taskManagers()) {
        return "word of each TaskManager";
      }
    } catch (FailureException e) {
      return "answer of Flink's REST API";
    }
    return kafkaAnswers("127.0.0.1:" + settings.kafkaPort()) ? "" : "answer of Kafka";
  }

  private static boolean kafkaAnswers(String address) throws InterruptedException {
    try (Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                address,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                KAFKA_ANSWER_MS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                KAFKA_ANSWER_MS))) {
      return !admin.describeCluster().nodes().get().isEmpty();
    } catch (ExecutionException e) {
      return false;
    }
  }

  /**
   * Starts a process again that has ended, with the arguments that it had.
   *
   * @throws FailureException if it runs, or never was one of this cluster's
   */
  public void restart(String name) throws IOException, FailureException {
    try (FileChannel lock = folder.lock()) {
      ClusterProcess process = named(name);
      if (process.isRunning()) {
        throw new FailureException(
            String.format("%s runs (pid %d); there is nothing to start", name, process.pid()));
      }
      folder.remember(JavaProcess.startAgain(process, folder));
    }
  }

  /** Starts all processes again that have ended unasked, and tells which. */
  public List<String> restartCrashed() throws IOException, FailureException {
    List<String> crashed =
        folder.processes().stream()
            .filter(process -> process.state() == State.CRASHED)
            .map(ClusterProcess::name)
            .toList();
    for (String name : crashed) {
      restart(name);
    }
    return crashed;
  }

  /**
   * Sends a process a signal, such as KILL, STOP or CONT, as the command {@code kill} does.
   *
   * @throws FailureException if it does not run
   */
  public void signal(String name, String signal)
      throws IOException, FailureException, InterruptedException {
    ClusterProcess process = named(name);
    if (!process.isRunning()
        || new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor()
            != 0) {
      throw new FailureException(name + " does not run: see " + folder.logOf(name));
    }
    if (signal.equals("KILL") && !await(() -> !process.isRunning(), KILL_PATIENCE)) {
      throw new FailureException(name + " cannot be killed");
    }
  }

  /** The processes of Flink that run. */
  public List<Long> pidsOfFlink() throws IOException, FailureException {
    return folder.processes().stream()
        .filter(ClusterProcess::isRunning)
        .filter(
            process ->
                process.name().equals(JOB_MANAGER)
                    || process.name().startsWith(TASK_MANAGER_PREFIX))
        .map(ClusterProcess::pid)
        .toList();
  }

  private ClusterProcess named(String name) throws IOException, FailureException {
    Map<String, ClusterProcess> byName = new TreeMap<>();
    for (ClusterProcess process : folder.processes()) {
      byName.put(process.name(), process);
    }
    if (byName.isEmpty()) {
      throw new FailureException("no cluster is up; ./tidemark cluster up starts one");
    }
    return Names.find("process", name, byName);
  }

  private String reason(String process) {
    return LogTail.of(folder.logOf(process), folder.printedBy(process));
  }

  /**
   * Prints each process.
   *
   * @throws FailureException if not all of them run
   */
  void status() throws IOException, FailureException {
    List<ClusterProcess> processes = folder.processes();
    processes.forEach(process -> System.out.println(line(process)));
    List<String> crashed =
        processes.stream()
            .filter(process -> process.state() == State.CRASHED)
            .map(ClusterProcess::name)
            .toList();
    if (!crashed.isEmpty()) {
      throw new FailureException(
          String.format(
              "crashed: %s; the logs are in %s", String.join(", ", crashed), folder.log()));
    }
    if (processes.stream().noneMatch(ClusterProcess::isRunning)) {
      throw new FailureException("no cluster is up; ./tidemark cluster up starts one");
    }
  }

  private static String line(ClusterProcess process) {
    return String.format(
        "%-14s pid %-8d %-8s %s",
        process.name(), process.pid(), Parameter.name(process.state()), process.address());
  }

  /**
   * Ends all processes of the cluster, and nothing else.
   *
   * @throws FailureException if one cannot be ended
   */
  public void down() throws IOException, FailureException {
    try (FileChannel lock = folder.lock()) {
      List<ClusterProcess> processes = folder.processes();
      List<ClusterProcess> running = processes.stream().filter(ClusterProcess::isRunning).toList();
      if (running.isEmpty()) {
        System.out.println("No cluster is up");
      }
      end(running);
      for (ClusterProcess process : processes) {
        if (process.isRunning()) {
          throw new FailureException(
              String.format("%s (pid %d) cannot be ended", process.name(), process.pid()));
        }
        folder.remember(process.asStopped());
      }
      folder.clearTemporary();
      running.forEach(
          process -> System.out.printf("%-14s pid %-8d ended%n", process.name(), process.pid()));
    }
  }

  /** Asks them to end, and after a while makes them. Flink first: its jobs still talk to Kafka. */
  private static void end(List<ClusterProcess> processes) {
    for (boolean kafka : new boolean[] {false, true}) {
      List<ClusterProcess> some =
          processes.stream().filter(process -> process.name().equals(KAFKA) == kafka).toList();
      handles(some).forEach(ProcessHandle::destroy);
      if (!await(() -> handles(some).findAny().isEmpty(), GOODBYE_PATIENCE)) {
        handles(some).forEach(ProcessHandle::destroyForcibly);
        await(() -> handles(some).findAny().isEmpty(), KILL_PATIENCE);
      }
    }
  }

  private static Stream<ProcessHandle> handles(List<ClusterProcess> processes) {
    return processes.stream().flatMap(process -> process.handle().stream());
  }

  /** Waits, whatever interrupts: who ends processes must see them end. */
  private static boolean await(BooleanSupplier condition, Duration patience) {
    long deadline = System.nanoTime() + patience.toNanos();
    boolean interrupted = false;
    while (!condition.getAsBoolean() && System.nanoTime() - deadline < 0) {
      try {
        TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return condition.getAsBoolean();
  }
}
