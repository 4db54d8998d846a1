package io.tidemark.local.cluster;

import io.tidemark.jobs.kit.params.CommandLine;
import io.tidemark.jobs.kit.params.Parameter;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/**
 * What {@code cluster up} was asked for.
 *
 * @param taskManagers how many TaskManagers
 * @param slots how many slots each of them has
 * @param memory what each of them takes in all
 * @param restPort where REST and the web UI listen
 * @param kafkaPort where Kafka listens
 * @param prometheusPort the first port where Flink's processes show their metrics, if they do
 * @param highAvailability whether there is a ZooKeeper too
 * @param flink options of Flink, which go before all else
 */
public record ClusterSettings(
    int taskManagers,
    int slots,
    MemorySize memory,
    int restPort,
    int kafkaPort,
    Optional<Integer> prometheusPort,
    HighAvailability highAvailability,
    Map<String, String> flink) {

  /** What becomes of the jobs when the JobManager dies. */
  public enum HighAvailability {
    /** They are gone; their last checkpoints are still there. */
    NONE,
    /** Its successor finds them in ZooKeeper. */
    ZOOKEEPER
  }

  static final Parameter<Integer> TASK_MANAGERS =
      Parameter.integer("taskmanagers", 1, "How many TaskManagers");
  static final Parameter<Integer> SLOTS =
      Parameter.integer("slots", 4, "How many subtasks of an operator each TaskManager takes");
  static final Parameter<MemorySize> MEMORY =
      Parameter.of(
          ConfigOptions.key("memory")
              .memoryType()
              .defaultValue(MemorySize.ofMebiBytes(1536))
              .withDescription("What each TaskManager's process takes"),
          "size, such as 1536mb or 2gb");
  static final Parameter<Integer> REST_PORT =
      Parameter.integer("rest.port", 8081, "Where REST and the web UI listen");
  static final Parameter<Integer> KAFKA_PORT =
      Parameter.integer("kafka.port", 9092, "Where Kafka listens");
  static final Parameter<Integer> PROMETHEUS_PORT =
      Parameter.integer(
          "prometheus.port",
          null,
          "From here on each process of Flink has a port that Prometheus can read its metrics at,"
              + " on every address of this host; else none has");
  public static final Parameter<HighAvailability> HIGH_AVAILABILITY =
      Parameter.oneOf(
          HighAvailability.class,
          "high-availability",
          HighAvailability.NONE,
          "zookeeper: a JobManager that is started again goes on with the jobs");

  static final List<Parameter<?>> ALL =
      List.of(
          TASK_MANAGERS, SLOTS, MEMORY, REST_PORT, KAFKA_PORT, PROMETHEUS_PORT, HIGH_AVAILABILITY);

  private static final int LAST_PORT = 65_535;

  public ClusterSettings {
    atLeastOne(TASK_MANAGERS, taskManagers);
    atLeastOne(SLOTS, slots);
    isPort(REST_PORT, restPort);
    isPort(KAFKA_PORT, kafkaPort);
    prometheusPort.ifPresent(port -> isPort(PROMETHEUS_PORT, port));
    if (restPort == kafkaPort) {
      throw new ParameterException(
          KAFKA_PORT.key() + ": " + kafkaPort + " is " + REST_PORT.key() + " too");
    }
  }

  /**
   * Reads them from a command line.
   *
   * @throws ParameterException if they make no sense
   */
  public static ClusterSettings parse(List<String> args) {
    Parameters parameters = Parameters.of(ALL, List.of(CommandLine.parse(args)));
    return new ClusterSettings(
        parameters.get(TASK_MANAGERS),
        parameters.get(SLOTS),
        parameters.get(MEMORY),
        parameters.get(REST_PORT),
        parameters.get(KAFKA_PORT),
        parameters.find(PROMETHEUS_PORT),
        parameters.get(HIGH_AVAILABILITY),
        parameters.under(RuntimeParameters.FLINK_PREFIX));
  }

  private static void atLeastOne(Parameter<Integer> parameter, int value) {
    if (value < 1) {
      throw new ParameterException(parameter.key() + ": " + value + " is less than 1");
    }
  }

  private static void isPort(Parameter<Integer> parameter, int value) {
    if (value < 1 || value > LAST_PORT) {
      throw new ParameterException(
          parameter.key() + ": " + value + " is not between 1 and " + LAST_PORT);
    }
  }
}
