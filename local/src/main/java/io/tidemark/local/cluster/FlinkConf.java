package io.tidemark.local.cluster;

import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.local.cluster.ClusterSettings.HighAvailability;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ClusterOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ConfigurationUtils;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.HeartbeatManagerOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.IllegalConfigurationException;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.TaskManagerOptions.TaskManagerLoadBalanceMode;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessSpec;
import org.apache.flink.runtime.clusterframework.TaskExecutorProcessUtils;
import org.apache.flink.runtime.jobmanager.JobManagerProcessSpec;
import org.apache.flink.runtime.jobmanager.JobManagerProcessUtils;
import org.apache.flink.runtime.util.config.memory.ProcessMemoryUtils;

/**
 * Flink's configuration of a cluster on this laptop: Tidemark's {@code conf/config.yaml}, with what
 * depends on the place and the command line.
 */
final class FlinkConf {

  private static final String HOST = "localhost";

  /** What the configuration that a Flink distribution comes with opens on Java 17. */
  private static final String OPENS =
      Stream.of("lang", "net", "io", "nio", "util", "util.concurrent", "time")
          .map(name -> "--add-opens=java.base/java." + name + "=ALL-UNNAMED")
          .collect(Collectors.joining(" "));

  private static final MemorySize JOB_MANAGER_MEMORY = MemorySize.ofMebiBytes(1024);

  private static final String REPORTER = "metrics.reporter.";

  /** Enough for each process to find one that is free. */
  private static final int PROMETHEUS_PORTS = 20;

  private final Configuration configuration;
  private final JobManagerProcessSpec jobManager;
  private final TaskExecutorProcessSpec taskManager;
  private final Path zooKeeperData;

  private FlinkConf(Configuration configuration, Path zooKeeperData) {
    this.configuration = configuration;
    this.zooKeeperData = zooKeeperData;
    try {
      this.jobManager = JobManagerProcessUtils.processSpecFromConfig(configuration);
      this.taskManager = TaskExecutorProcessUtils.processSpecFromConfig(configuration);
    } catch (IllegalConfigurationException | IllegalArgumentException e) {
      throw new ParameterException("memory: " + e.getMessage());
    }
  }

  /**
   * Makes it.
   *
   * @param source the folder of Tidemark's {@code config.yaml}
   * @param rpcPort a free port, by which the TaskManagers find the JobManager
   * @param zooKeeperPort a free port for ZooKeeper, if there is to be one
   * @throws ParameterException if the memory is too small for Flink
   */
  static FlinkConf of(
      ClusterSettings settings, Path source, ClusterFolder folder, int rpcPort, int zooKeeperPort) {
    Configuration conf = GlobalConfiguration.loadConfiguration(source.toString());
    addresses(conf, settings, rpcPort);
    folders(conf, folder);
    metrics(conf, settings);
    if (settings.highAvailability() == HighAvailability.ZOOKEEPER) {
      conf.set(HighAvailabilityOptions.HA_MODE, "zookeeper");
      conf.set(HighAvailabilityOptions.HA_STORAGE_PATH, uri(folder.highAvailability()));
      conf.set(HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM, HOST + ":" + zooKeeperPort);
      // For so long ZooKeeper takes a JobManager for alive that was killed.
      conf.set(HighAvailabilityOptions.ZOOKEEPER_SESSION_TIMEOUT, Duration.ofSeconds(10));
    }
    conf.set(TaskManagerOptions.NUM_TASK_SLOTS, settings.slots());
    conf.set(TaskManagerOptions.TOTAL_PROCESS_MEMORY, settings.memory());
    conf.set(JobManagerOptions.TOTAL_PROCESS_MEMORY, JOB_MANAGER_MEMORY);
    setUnlessSet(conf, CoreOptions.FLINK_JVM_OPTIONS, OPENS);
    // A job with fewer subtasks than slots shows what several processes are like, too.
    conf.set(TaskManagerOptions.TASK_MANAGER_LOAD_BALANCE_MODE, TaskManagerLoadBalanceMode.SLOTS);
    // Somebody who kills a TaskManager to see what happens should see it soon.
    conf.set(HeartbeatManagerOptions.HEARTBEAT_INTERVAL, Duration.ofSeconds(2));
    conf.set(HeartbeatManagerOptions.HEARTBEAT_TIMEOUT, Duration.ofSeconds(30));
    // All processes start at once, so the JobManager is not there yet when it is asked for first.
    conf.set(ClusterOptions.ERROR_REGISTRATION_DELAY, Duration.ofMillis(500));
    // Nor need a TaskManager wait for longer than it takes to start a JobManager again.
    conf.set(ClusterOptions.MAX_REGISTRATION_TIMEOUT, Duration.ofSeconds(2));
    settings.flink().forEach(conf::setString);
    return new FlinkConf(conf, folder.zooKeeper());
  }

  /** All on loopback: whoever reaches Flink's ports can run any code. */
  private static void addresses(Configuration conf, ClusterSettings settings, int rpcPort) {
    conf.set(JobManagerOptions.ADDRESS, HOST);
    conf.set(JobManagerOptions.BIND_HOST, HOST);
    conf.set(JobManagerOptions.PORT, rpcPort);
    conf.set(BlobServerOptions.PORT, "0");
    conf.set(RestOptions.ADDRESS, HOST);
    conf.set(RestOptions.BIND_ADDRESS, HOST);
    conf.set(RestOptions.PORT, settings.restPort());
    conf.set(WebOptions.SUBMIT_ENABLE, true);
    conf.set(TaskManagerOptions.HOST, HOST);
    conf.set(TaskManagerOptions.BIND_HOST, HOST);
  }

  private static void folders(Configuration conf, ClusterFolder folder) {
    setUnlessSet(conf, CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri(folder.checkpoints()));
    setUnlessSet(conf, CheckpointingOptions.SAVEPOINT_DIRECTORY, uri(folder.savepoints()));
    conf.set(CoreOptions.TMP_DIRS, folder.temporary().toString());
    conf.set(WebOptions.TMP_DIR, folder.temporary().toString());
    conf.set(WebOptions.UPLOAD_DIR, folder.temporary().toString());
  }

  /** Flink's reporter listens on every address, so it does only for those who ask for it. */
  private static void metrics(Configuration conf, ClusterSettings settings) {
    if (settings.prometheusPort().isPresent()) {
      int first = settings.prometheusPort().get();
      conf.setString(REPORTER + "prom.port", first + "-" + (first + PROMETHEUS_PORTS));
    } else {
      conf.toMap().keySet().stream()
          .filter(key -> key.startsWith(REPORTER))
          .forEach(conf::removeKey);
    }
  }

  private static String uri(Path folder) {
    return folder.toUri().toString();
  }

  private static <T> void setUnlessSet(Configuration conf, ConfigOption<T> option, T value) {
    if (!conf.contains(option)) {
      conf.set(option, value);
    }
  }

  Configuration configuration() {
    return configuration;
  }

  /** Where ZooKeeper listens. */
  String zooKeeperAddress() {
    return configuration.get(HighAvailabilityOptions.HA_ZOOKEEPER_QUORUM);
  }

  private List<String> zooKeeperConfig() {
    return List.of(
        "clientPortAddress=" + HOST,
        "clientPort=" + zooKeeperAddress().replaceFirst(".*:", ""),
        "dataDir=" + zooKeeperData,
        "admin.enableServer=false");
  }

  /** Writes the folder that Flink's processes read: config.yaml and the logging. */
  void write(Path source, Path target) throws IOException {
    Files.write(
        target.resolve(GlobalConfiguration.FLINK_CONF_FILENAME),
        ConfigurationUtils.convertConfigToWritableLines(configuration, false));
    if (zooKeeperAddress() != null) {
      Files.write(target.resolve("zoo.cfg"), zooKeeperConfig());
    }
    Files.copy(
        source.resolve("log4j2.properties"),
        target.resolve("log4j2.properties"),
        StandardCopyOption.REPLACE_EXISTING);
  }

  /** The JobManager's JVM flags. */
  List<String> jobManagerJvm() {
    return join(
        words(JobManagerProcessUtils.generateJvmParametersStr(jobManager, configuration)),
        words(configuration.get(CoreOptions.FLINK_JVM_OPTIONS)),
        words(configuration.get(CoreOptions.FLINK_JM_JVM_OPTIONS)));
  }

  /** A TaskManager's JVM flags. */
  List<String> taskManagerJvm() {
    return join(
        words(ProcessMemoryUtils.generateJvmParametersStr(taskManager)),
        words(configuration.get(CoreOptions.FLINK_JVM_OPTIONS)),
        words(configuration.get(CoreOptions.FLINK_TM_JVM_OPTIONS)));
  }

  /** What the JobManager is told of the memory that its JVM was given. */
  List<String> jobManagerArguments() {
    return words(JobManagerProcessUtils.generateDynamicConfigsStr(jobManager));
  }

  /** What a TaskManager is told of the memory that its JVM was given. */
  List<String> taskManagerArguments() {
    return words(TaskExecutorProcessUtils.generateDynamicConfigsStr(taskManager));
  }

  private static List<String> words(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }

  @SafeVarargs
  private static List<String> join(List<String>... lists) {
    List<String> joined = new ArrayList<>();
    for (List<String> list : lists) {
      joined.addAll(list);
    }
    return joined;
  }
}
