package io.tidemark.test;

import static io.tidemark.test.KafkaTopicsExtension.T0;
import static io.tidemark.test.KafkaTopicsExtension.click;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidemark.jobs.kit.sink.Output;
import io.tidemark.local.cluster.LoopbackPort;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shaded jar on real processes, by the real commands. One cluster for all tests, in this order:
 * starting it takes the longest, and one of the tests kills a part of it.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ClusterITCase {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final long WINDOW_MS = 10_000;

  /** So patient that the order in which partitions are read decides nothing. */
  private static final List<String> QUESTION =
      List.of("--watermark.max-out-of-orderness=1h", "--dedup.horizon=2h", "--window.size=10s");

  @TempDir static Path home;

  private static int restPort;
  private static int kafkaPort;
  private static Topics topics;

  @BeforeAll
  static void up() throws Exception {
    BuiltHome.link(home);
    restPort = LoopbackPort.free();
    kafkaPort = LoopbackPort.free();
    // On two cores, JVMs that live for a minute start faster than they compile.
    String quickly = "=-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";
    Ended up =
        tidemark(
            "cluster",
            "up",
            "--taskmanagers=2",
            "--memory=1gb",
            "--rest.port=" + restPort,
            "--kafka.port=" + kafkaPort,
            "--flink.env.java.opts.jobmanager" + quickly,
            "--flink.env.java.opts.taskmanager" + quickly);
    assertThat(up.err()).isEmpty();
    assertThat(up.status()).isZero();
    assertThat(up.out())
        .contains("127.0.0.1:" + kafkaPort, rest(), "jobmanager", "taskmanager-1", "taskmanager-2");
    topics = new Topics(kafka());
  }

  @AfterAll
  static void end() throws Exception {
    if (topics != null) {
      topics.close();
    }
    // Also where a test before the last one has failed.
    tidemark("cluster", "down");
    BuiltHome.unlink(home);
  }

  @Test
  @Order(1)
  void allProcessesRunAndNobodyOutsideReachesThem() throws Exception {
    Ended status = tidemark("cluster", "status");
    assertThat(status.status()).isZero();
    assertThat(status.out().lines().toList())
        .hasSize(4)
        .allMatch(line -> line.matches("\\S+ +pid \\d+ +running +\\S+"));
    for (InetAddress address : addressesToOthers()) {
      for (int port : List.of(restPort, kafkaPort)) {
        try (Socket socket = new Socket()) {
          assertThatThrownBy(() -> socket.connect(new InetSocketAddress(address, port), 2_000))
              .isInstanceOf(IOException.class);
        }
      }
    }
  }

  @Test
  @Order(2)
  void aSecondUpAndATakenPortAreRefusedInOneLine(@TempDir Path elsewhere) throws Exception {
    Ended again = tidemark("cluster", "up");
    assertThat(again.status()).isEqualTo(1);
    assertThat(again.err()).contains("up already (4 processes)").hasLineCount(1);

    BuiltHome.link(elsewhere);
    Ended taken = tidemarkIn(elsewhere, "cluster", "up", "--rest.port=" + restPort);
    assertThat(taken.status()).isEqualTo(1);
    assertThat(taken.err()).startsWith("tidemark: rest.port: ").hasLineCount(1);
    String port = "--rest.port=" + LoopbackPort.free();
    Ended kafkaTaken = tidemarkIn(elsewhere, "cluster", "up", port, "--kafka.port=" + kafkaPort);
    assertThat(kafkaTaken.status()).isEqualTo(1);
    assertThat(kafkaTaken.err()).startsWith("tidemark: kafka.port: ").hasLineCount(1);

    // A file where Kafka wants its folder: one process ends, and takes the others with it.
    Files.createFile(elsewhere.resolve(".tidemark/kafka"));
    Ended broken =
        tidemarkIn(elsewhere, "cluster", "up", port, "--kafka.port=" + LoopbackPort.free());
    assertThat(broken.status()).isEqualTo(1);
    assertThat(broken.err()).startsWith("tidemark: kafka did not come up: ").hasLineCount(1);
    assertThat(processesOf(elsewhere)).isEmpty();
    assertThat(tidemarkIn(elsewhere, "cluster", "status").err()).contains("no cluster is up");
    BuiltHome.unlink(elsewhere);
  }

  @Test
  @Order(3)
  void whatIsWrongWithASubmissionIsToldInOneLine() throws Exception {
    Ended unknown = submit("--paralelism", "4");
    assertThat(unknown.status()).isEqualTo(2);
    assertThat(unknown.err()).contains("did you mean parallelism?").hasLineCount(1);
    assertThat(get("/jobs").path("jobs")).isEmpty();

    Ended refused =
        submit(
            "--source=kafka", "--sink=kafka", "--window.size=10s", "--checkpoint.path=nosuch://x");
    assertThat(refused.status()).isEqualTo(1);
    assertThat(refused.err())
        .startsWith("tidemark: Flink at " + rest() + " refused: ")
        .hasLineCount(1);
  }

  @Test
  @Order(4)
  void theFinalViewIsThatOfARunOnTheLaptop() throws Exception {
    Path feed = home.resolve("feed.jsonl");
    assertThat(
            tidemark(
                    "simulate",
                    "--to=file",
                    "--path=" + feed,
                    "--count=20000",
                    "--rate=500",
                    "--start=2026-01-01T10:00:00Z",
                    "--speed=1000000")
                .status())
        .isZero();
    Path onTheLaptop = home.resolve("laptop");
    Ended run =
        tidemark(
            command(
                List.of("run", "click-counts", "--source=file", "--source.path=" + feed),
                List.of("--sink=file", "--sink.path=" + onTheLaptop),
                QUESTION));
    assertThat(run.err()).doesNotContain("tidemark:");

    topics.create("feed", 4);
    createOutputs("same");
    assertThat(
            tidemark(
                    "simulate",
                    "--to=kafka",
                    "--from=" + feed,
                    "--kafka.bootstrap.servers=" + kafka(),
                    "--kafka.topic.events=feed")
                .status())
        .isZero();
    String job =
        idOf(
            submit(
                command(
                    List.of("--source=kafka", "--kafka.topic.events=feed", "--kafka.stop=latest"),
                    List.of("--parallelism=4"),
                    kafkaEnds("same"),
                    QUESTION)));
    awaitState(job, "FINISHED");

    OutputFiles expected = new OutputFiles(onTheLaptop);
    assertThat(OutputFiles.fold(rows("same", Output.RESULTS), "count"))
        .isEqualTo(expected.view())
        .isNotEmpty();
    JsonNode ledger = lastLedgerRow("same");
    assertThat(ledger.path("final").asBoolean()).isTrue();
    assertThat(ledger.path("balanced").asBoolean()).isTrue();
    assertThat(OutputFiles.counts(ledger))
        .isEqualTo(OutputFiles.counts(expected.finalLedger()))
        .containsKeys("read", "on_time", "malformed", "future", "duplicate");
    assertThat(rows("same", Output.LATE)).isEmpty();
    assertThat(topics.read("same.dead-letters")).hasSameSizeAs(expected.deadLetters());
  }

  @Test
  @Tag("long")
  @Order(5)
  void flinksOwnClientTakesTheSameJar() throws Exception {
    Path yaml = home.resolve("my.yaml");
    Files.write(
        yaml,
        List.of(
            "source: kafka",
            "kafka:",
            "  topic.events: feed",
            "  bootstrap.servers: " + kafka(),
            "  stop: latest",
            "sink: kafka",
            "window.size: 1min"));
    createOutputs("client");
    Ended client = flinkRun(command(List.of("--config", yaml.toString()), outputTopics("client")));
    assertThat(client.status()).as(client.out() + client.err()).isZero();
    assertThat(rows("client", Output.RESULTS)).isNotEmpty();
    assertThat(lastLedgerRow("client").path("read").asLong()).isEqualTo(20_000);
  }

  @Test
  @Tag("long")
  @Order(6)
  void flinksOwnClientShowsWhatIsWrongWithAParameter() throws Exception {
    Ended refused = flinkRun("--windw.size", "10s");
    assertThat(refused.status()).isNotZero();
    assertThat(refused.out() + refused.err())
        .contains("windw.size: no such parameter; did you mean window.size?");
  }

  /** By the very commands of the page, on other ports and topics. */
  @Test
  @Tag("long")
  @Order(7)
  void applicationModeGivesTheSameView() throws Exception {
    createOutputs("app");
    Path page = TidemarkProcess.REPOSITORY.resolve("docs/cluster.md");
    String restOfApp = Integer.toString(LoopbackPort.free());
    String rpcOfApp = Integer.toString(LoopbackPort.free());
    UnaryOperator<String> onFreePorts =
        commands -> commands.replace("8082", restOfApp).replace("6124", rpcOfApp);
    String[] arguments =
        command(
            List.of("--kafka.bootstrap.servers=" + kafka(), "--kafka.topic.events=feed"),
            List.of("--parallelism=4"),
            outputTopics("app"),
            QUESTION);
    String jobManager = Documentation.block(page, "StandaloneApplicationClusterEntryPoint");
    String taskManager = Documentation.block(page, "taskmanager-app.args");
    try (ShellProcess master =
            ShellProcess.start(
                home, onFreePorts.apply(jobManager) + " " + String.join(" ", arguments));
        ShellProcess worker = ShellProcess.start(home, onFreePorts.apply(taskManager))) {
      int status = master.exitStatus();
      Path log = home.resolve(".tidemark/app/jobmanager.log");
      assertThat(status).as(master.printed() + Files.readString(log)).isZero();
      assertThat(worker.isAlive()).as(worker.printed()).isTrue();
    }
    assertThat(OutputFiles.fold(rows("app", Output.RESULTS), "count"))
        .isEqualTo(OutputFiles.fold(rows("same", Output.RESULTS), "count"))
        .isNotEmpty();
    JsonNode ledger = lastLedgerRow("app");
    assertThat(ledger.path("final").asBoolean()).isTrue();
    assertThat(ledger.path("balanced").asBoolean()).isTrue();
    assertThat(OutputFiles.counts(ledger)).isEqualTo(OutputFiles.counts(lastLedgerRow("same")));
  }

  @Test
  @Order(8)
  void aJobThatIsStoppedGoesOnWithOtherParallelismAndStateBackendAndWithoutAGap() throws Exception {
    topics.create("moved", 4);
    createOutputs("moved");
    List<String> parameters =
        Stream.of(
                List.of("--source=kafka", "--kafka.topic.events=moved", "--window.size=10s"),
                List.of("--watermark.max-out-of-orderness=0s", "--watermark.emit=per-event"),
                List.of(
                    "--checkpoint.interval=500ms", "--dedup.horizon=1h", "--event.id=/event_id"),
                List.of("--kafka.delivery-guarantee=exactly-once"),
                kafkaEnds("moved"))
            .flatMap(List::stream)
            .toList();
    Map<String, Long> expected = new TreeMap<>();
    idOf(submit(command(parameters, List.of("--parallelism=1"))));
    sendPart(0, expected);
    awaitRead("moved", 40);
    stop();
    sendPart(1, expected);
    resume(parameters, "--parallelism=4", "--state.backend=rocksdb");
    sendPart(0, new TreeMap<>());
    awaitRead("moved", 120);
    Ended savepoint = onCluster("savepoint", "click-counts");
    assertThat(savepoint.err()).isEmpty();
    assertThat(savepoint.out()).startsWith("Savepoint: file:");
    sendPart(2, expected);
    awaitRead("moved", 160);
    stop();
    resume(parameters, "--parallelism=2", "--state.backend=hashmap");
    sendPart(3, expected);
    awaitRead("moved", 200);
    // No stop has made a window fire that was open, nor written a row as if all were over.
    assertThat(rows("moved", Output.RESULTS)).isEmpty();
    assertThat(rows("moved", Output.LEDGER))
        .allSatisfy(row -> assertThat(row.path("final").asBoolean()).isFalse());
    assertThat(onCluster("stop", "click-counts", "--drain", "true").err()).isEmpty();

    assertThat(rows("moved", Output.RESULTS))
        .extracting(OutputFiles::windowOf)
        .doesNotHaveDuplicates();
    assertThat(OutputFiles.fold(rows("moved", Output.RESULTS), "count")).isEqualTo(expected);
    List<JsonNode> ledger = rows("moved", Output.LEDGER);
    assertThat(ledger).allSatisfy(row -> assertThat(row.path("balanced").asBoolean()).isTrue());
    assertThat(ledger).extracting(row -> row.path("checkpoint").asInt()).isSorted();
    assertThat(ledger).extracting(row -> row.path("read").asInt()).isSorted();
    assertThat(OutputFiles.counts(lastLedgerRow("moved")))
        .containsEntry("read", 200L)
        .containsEntry("on_time", 160L)
        .containsEntry("duplicate", 40L);
  }

  @Test
  @Order(9)
  void whatCannotBeStoppedOrResumedIsToldInOneLine() throws Exception {
    Ended none = onCluster("stop", "user-sessions");
    assertThat(none.status()).isEqualTo(1);
    assertThat(none.err()).startsWith("tidemark: no job user-sessions runs at ").hasLineCount(1);
    Ended unknown = onCluster("resume", "user-sessions", "--source=kafka");
    assertThat(unknown.status()).isEqualTo(1);
    assertThat(unknown.err()).startsWith("tidemark: --from: Flink at ").hasLineCount(1);
    Ended nowhere = onCluster("resume", "user-sessions", "--source=kafka", "--from=nowhere");
    assertThat(nowhere.status()).isEqualTo(1);
    assertThat(nowhere.err())
        .startsWith("tidemark: Flink at " + rest() + " refused: Cannot find ")
        .hasLineCount(1);
    Ended another =
        onCluster("resume", "user-sessions", "--source=kafka", "--from=" + aSavepoint());
    assertThat(another.status()).isEqualTo(1);
    assertThat(another.err())
        .startsWith("tidemark: Flink at " + rest() + " refused: Failed to rollback ")
        .hasLineCount(1);
  }

  /** 40 clicks in two windows, that no event of another part makes late. */
  private static void sendPart(int part, Map<String, Long> expected) throws Exception {
    for (int i = 0; i < 40; i++) {
      String item = "i" + i % 5;
      long at = part * 2_000L + i % 2 * 9_000L;
      String id = "{\"event_id\":\"" + part + "-" + i + "\",";
      topics.send("moved", i % 4, click(item, at).replace("{", id));
      expected.merge(item + "@" + (T0 + at - at % WINDOW_MS), 1L, Long::sum);
    }
  }

  private static Path aSavepoint() throws IOException {
    try (Stream<Path> all = Files.list(home.resolve(".tidemark/cluster/savepoints"))) {
      return all.findAny().orElseThrow();
    }
  }

  private static void stop() throws Exception {
    Ended stopped = onCluster("stop", "click-counts");
    assertThat(stopped.err()).isEmpty();
    assertThat(stopped.out()).startsWith("Savepoint: file:");
  }

  private static void resume(List<String> parameters, String... others) throws Exception {
    Ended resumed =
        onCluster(command(List.of("resume", "click-counts"), parameters, List.of(others)));
    assertThat(resumed.err()).isEmpty();
    assertThat(resumed.out()).startsWith("From:    file:").contains("Job: ");
  }

  private static Ended onCluster(String... args) throws Exception {
    return tidemark(command(List.of(args), List.of("--flink.rest=" + rest())));
  }

  @Test
  @Order(10)
  void aKilledTaskManagerStopsNeitherTheJobNorTheBooks() throws Exception {
    topics.create("live", 4);
    createOutputs("live");
    String job =
        idOf(
            submit(
                command(
                    List.of("--source=kafka", "--kafka.topic.events=live", "--parallelism=4"),
                    List.of("--watermark.max-out-of-orderness=0s", "--watermark.emit=per-event"),
                    List.of("--checkpoint.interval=500ms", "--window.size=10s"),
                    kafkaEnds("live"))));
    Map<String, Long> expected = new TreeMap<>();
    sendClicks(0, expected);
    await().atMost(PATIENCE).until(() -> rows("live", Output.RESULTS).size() >= 15);
    assertThat(taskManagersOf(job)).containsExactly("taskmanager-1", "taskmanager-2");

    topics.send("live", 0, click("late", 1_000));
    topics.send("live", 1, "{");
    topics.send(
        "live",
        2,
        "{\"event_time\":\"2100-01-01T00:00:00Z\",\"item_id\":\"i1\",\"type\":\"click\"}");
    awaitRead("live", 203 + 4);
    kill("taskmanager-2");
    sendClicks(40_000, expected);
    topics.send("live", 3, click("late", 2_000));
    awaitRead("live", 2 * (200 + 4) + 4);

    // Only now is it certain that the killed one has been missed.
    assertThat(taskManagersOf(job)).containsExactly("taskmanager-1");
    post("/jobs/" + job + "/stop", "{\"drain\":true}");
    awaitState(job, "FINISHED");
    Map<String, Long> view = OutputFiles.fold(rows("live", Output.RESULTS), "count");
    view.keySet().removeIf(window -> window.startsWith("end@"));
    assertThat(view).isEqualTo(expected);
    JsonNode ledger = lastLedgerRow("live");
    assertThat(ledger.path("final").asBoolean()).isTrue();
    assertThat(OutputFiles.counts(ledger))
        .containsEntry("read", 412L)
        .containsEntry("on_time", 408L)
        .containsEntry("late_dropped", 2L)
        .containsEntry("malformed", 1L)
        .containsEntry("future", 1L);
    assertThat(rows("live", Output.LEDGER))
        .allSatisfy(row -> assertThat(row.path("balanced").asBoolean()).isTrue());
    assertThat(rows("live", Output.LATE))
        .extracting(row -> row.path("outcome").asText())
        .contains("late_dropped")
        .hasSizeGreaterThanOrEqualTo(2);
    assertThat(topics.read("live.dead-letters")).hasSizeGreaterThanOrEqualTo(2);

    Ended status = tidemark("cluster", "status");
    assertThat(status.status()).isEqualTo(1);
    assertThat(status.err()).startsWith("tidemark: crashed: taskmanager-2;");
    assertThat(status.out()).containsPattern("taskmanager-2 +pid \\d+ +crashed");
    Ended again = tidemark("cluster", "restart", "taskmanager-2");
    assertThat(again.err()).isEmpty();
    assertThat(again.out()).containsPattern("taskmanager-2 +pid \\d+ +running");
    assertThat(tidemark("cluster", "restart", "taskmanager-2").err())
        .startsWith("tidemark: taskmanager-2 runs (pid ")
        .hasLineCount(1);
  }

  @Test
  @Order(11)
  void downLeavesNoProcessAndNoPort() throws Exception {
    List<Long> pids = new ArrayList<>();
    for (String name : List.of("kafka", "jobmanager", "taskmanager-1", "taskmanager-2")) {
      pids.add(pidOf(name));
    }
    Ended down = tidemark("cluster", "down");
    assertThat(down.err()).isEmpty();
    assertThat(down.status()).isZero();
    assertThat(pids).allMatch(pid -> !runs(pid));
    assertThat(processesOf(home)).isEmpty();
    for (int port : List.of(restPort, kafkaPort)) {
      try (ServerSocket socket = new ServerSocket()) {
        socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      }
    }
    assertThat(tidemark("cluster", "down").status()).isZero();
    Ended status = tidemark("cluster", "status");
    assertThat(status.status()).isEqualTo(1);
    assertThat(status.out().lines().toList()).hasSize(4).allMatch(line -> line.contains("stopped"));
  }

  /** 200 clicks within 20 seconds, then one in each partition that makes their windows fire. */
  private static void sendClicks(long fromMs, Map<String, Long> expected) throws Exception {
    for (int i = 0; i < 200; i++) {
      long at = fromMs + i * 100L;
      String item = "i" + i % 8;
      topics.send("live", i % 4, click(item, at));
      long window = T0 + at - at % WINDOW_MS;
      expected.merge(item + "@" + window, 1L, Long::sum);
    }
    for (int partition = 0; partition < 4; partition++) {
      topics.send("live", partition, click("end", fromMs + 30_000));
    }
  }

  private static void awaitRead(String prefix, long read) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonNode row = lastLedgerRow(prefix);
              assertThat(row.path("read").asLong()).isEqualTo(read);
              assertThat(row.path("balanced").asBoolean()).isTrue();
            });
  }

  private static void kill(String name) throws Exception {
    ProcessHandle.of(pidOf(name)).orElseThrow().destroyForcibly();
  }

  private static long pidOf(String name) throws IOException {
    Path file = home.resolve(".tidemark/cluster/pid").resolve(name + ".pid");
    return JSON.readTree(file.toFile()).path("pid").asLong();
  }

  /** Also a process that has ended is found until its parent has asked for it. */
  private static boolean runs(long pid) {
    return ProcessHandle.of(pid).flatMap(handle -> handle.info().command()).isPresent();
  }

  private static Ended submit(String... args) throws Exception {
    return tidemark(
        command(List.of("submit", "click-counts", "--flink.rest=" + rest()), List.of(args)));
  }

  /** What {@code flink run} of a distribution does, with the class path that the build wrote. */
  private static Ended flinkRun(String... args) throws Exception {
    String classPath = Files.readString(home.resolve("local/target/flink-classpath.txt")).strip();
    List<String> java =
        new ArrayList<>(
            List.of(
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "-cp",
                classPath,
                "org.apache.flink.client.cli.CliFrontend",
                "run",
                jobJar().toString()));
    java.addAll(List.of(args));
    Path conf = home.resolve(".tidemark/cluster/conf");
    java.add(0, Path.of(System.getProperty("java.home"), "bin", "java").toString());
    Path out = home.resolve("client.out");
    Path err = home.resolve("client.err");
    ProcessBuilder builder =
        new ProcessBuilder(java)
            .directory(home.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("FLINK_CONF_DIR", conf.toString());
    int status = builder.start().waitFor();
    return new Ended(status, Files.readString(out), Files.readString(err));
  }

  /** The jar that takes click-counts to a cluster. */
  private static Path jobJar() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("jobs/click-counts/target"))) {
      return files.filter(file -> file.toString().endsWith("-job.jar")).findFirst().orElseThrow();
    }
  }

  /** How a command ended: its exit status, and what it printed. */
  private record Ended(int status, String out, String err) {}

  private static Ended tidemark(String... args) throws Exception {
    return tidemarkIn(home, args);
  }

  private static Ended tidemarkIn(Path folder, String... args) throws Exception {
    try (TidemarkProcess process = TidemarkProcess.start(folder, args)) {
      return new Ended(
          process.exitStatus(), String.join("\n", process.out()), String.join("\n", process.err()));
    }
  }

  /** The command lines of processes that were started for a home. */
  private static List<String> processesOf(Path folder) {
    return ProcessHandle.allProcesses()
        .flatMap(process -> process.info().commandLine().stream())
        .filter(command -> command.contains("@" + folder))
        .toList();
  }

  private static String idOf(Ended submitted) {
    assertThat(submitted.err()).isEmpty();
    assertThat(submitted.status()).isZero();
    assertThat(submitted.out()).contains(rest() + "/#/job/running/");
    return submitted.out().lines().findFirst().orElseThrow().replaceFirst("Job: +", "");
  }

  @SafeVarargs
  private static String[] command(List<String>... parts) {
    List<String> command = new ArrayList<>();
    for (List<String> part : parts) {
      command.addAll(part);
    }
    return command.toArray(String[]::new);
  }

  private static List<String> kafkaEnds(String prefix) {
    return Stream.concat(
            Stream.of("--sink=kafka", "--kafka.bootstrap.servers=" + kafka()),
            outputTopics(prefix).stream())
        .toList();
  }

  private static List<String> outputTopics(String prefix) {
    return Arrays.stream(Output.values())
        .map(output -> "--kafka.topic." + output.label() + "=" + prefix + "." + output.label())
        .toList();
  }

  private static void createOutputs(String prefix) throws Exception {
    for (Output output : Output.values()) {
      topics.create(prefix + "." + output.label(), 1);
    }
  }

  private static List<JsonNode> rows(String prefix, Output output) {
    return topics.rows(prefix + "." + output.label());
  }

  private static JsonNode lastLedgerRow(String prefix) {
    List<JsonNode> rows = rows(prefix, Output.LEDGER);
    return rows.isEmpty() ? JSON.createObjectNode() : rows.get(rows.size() - 1);
  }

  private static void awaitState(String job, String state) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(get("/jobs/" + job).path("state").asText()).isEqualTo(state));
  }

  private static List<String> taskManagersOf(String job) throws Exception {
    List<String> taskManagers = new ArrayList<>();
    for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
      JsonNode subtasks = get("/jobs/" + job + "/vertices/" + vertex.path("id").asText());
      for (JsonNode subtask : subtasks.path("subtasks")) {
        taskManagers.add(subtask.path("taskmanager-id").asText());
      }
    }
    return taskManagers.stream().distinct().sorted().toList();
  }

  private static JsonNode get(String path) throws Exception {
    return send(HttpRequest.newBuilder(URI.create(rest() + path)).GET());
  }

  private static void post(String path, String body) throws Exception {
    send(
        HttpRequest.newBuilder(URI.create(rest() + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private static JsonNode send(HttpRequest.Builder request) throws Exception {
    return JSON.readTree(
        HTTP.send(
                request.version(HttpClient.Version.HTTP_1_1).build(),
                HttpResponse.BodyHandlers.ofByteArray())
            .body());
  }

  private static String rest() {
    return "http://localhost:" + restPort;
  }

  private static String kafka() {
    return "127.0.0.1:" + kafkaPort;
  }

  private static List<InetAddress> addressesToOthers() throws IOException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
        .toList();
  }
}
