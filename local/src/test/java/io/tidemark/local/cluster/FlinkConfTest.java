package io.tidemark.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.jobs.kit.params.ParameterException;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FlinkConfTest {

  /** Surefire stands in the module. */
  private static final Path SOURCE = Path.of("..", "conf");

  private static final int RPC_PORT = 45_678;
  private static final int ZOOKEEPER_PORT = 45_679;

  @TempDir Path root;

  private ClusterFolder folder;

  @BeforeEach
  void makeTheFolder() throws Exception {
    folder = ClusterFolder.at(root);
  }

  @Test
  void whatIsWrittenIsWhatFlinkReads() throws Exception {
    FlinkConf conf = conf("--slots", "3", "--rest.port", "18081");
    conf.write(SOURCE, folder.conf());
    Configuration read = GlobalConfiguration.loadConfiguration(folder.conf().toString());
    assertThat(read.toMap()).isEqualTo(conf.configuration().toMap());
    assertThat(read.get(TaskManagerOptions.NUM_TASK_SLOTS)).isEqualTo(3);
    assertThat(read.get(RestOptions.PORT)).isEqualTo(18_081);
    assertThat(read.get(JobManagerOptions.PORT)).isEqualTo(RPC_PORT);
    assertThat(read.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
        .startsWith(root.toUri().toString());
    assertThat(folder.conf().resolve("log4j2.properties")).exists();
  }

  @Test
  void everythingListensOnLoopback() {
    Configuration conf = conf().configuration();
    assertThat(
            List.of(
                conf.get(RestOptions.BIND_ADDRESS),
                conf.get(JobManagerOptions.BIND_HOST),
                conf.get(TaskManagerOptions.BIND_HOST),
                conf.get(TaskManagerOptions.HOST)))
        .containsOnly("localhost");
    assertThat(conf.get(BlobServerOptions.PORT)).isEqualTo("0");
  }

  @Test
  void theConfigurationThatUsersCopyIsItsBase() {
    assertThat(conf().configuration().toMap())
        .containsEntry("restart-strategy.type", "exponential-delay");
  }

  @Test
  void flinksOptionsOfTheCommandLineGoBeforeAllElse() {
    assertThat(
            conf("--flink.heartbeat.interval", "5s", "--flink.restart-strategy.type", "none")
                .configuration()
                .toMap())
        .containsEntry("heartbeat.interval", "5s")
        .containsEntry("restart-strategy.type", "none");
  }

  @Test
  void restListensOnTheOnePortThatIsAskedFor() {
    assertThat(conf("--rest.port", "18081").configuration().get(RestOptions.BIND_PORT))
        .isEqualTo("18081");
    assertThat(conf("--flink.rest.port", "18082").configuration().get(RestOptions.BIND_PORT))
        .isEqualTo("18082");
  }

  @Test
  void metricsAreShownOnlyToWhoAskedForIt() {
    assertThat(conf().configuration().toMap().keySet())
        .noneMatch(key -> key.startsWith("metrics.reporter"));
    assertThat(conf("--prometheus.port", "19250").configuration().toMap())
        .containsEntry("metrics.reporter.prom.port", "19250-19270")
        .containsKey("metrics.reporter.prom.factory.class");
  }

  @Test
  void zooKeeperIsThereOnlyForWhoAskedForIt() throws Exception {
    conf().write(SOURCE, folder.conf());
    assertThat(conf().configuration().toMap()).doesNotContainKey("high-availability.type");
    assertThat(folder.conf().resolve("zoo.cfg")).doesNotExist();

    FlinkConf conf = conf("--high-availability", "zookeeper");
    conf.write(SOURCE, folder.conf());
    assertThat(conf.configuration().toMap())
        .containsEntry("high-availability.type", "zookeeper")
        .containsEntry("high-availability.zookeeper.quorum", "localhost:" + ZOOKEEPER_PORT);
    assertThat(folder.conf().resolve("zoo.cfg"))
        .content()
        .contains("clientPortAddress=localhost", "clientPort=" + ZOOKEEPER_PORT);
  }

  @Test
  void theJvmsGetTheirMemoryAndWhatFlinkOpensOnJava17() {
    FlinkConf conf = conf("--memory", "1gb");
    assertThat(conf.taskManagerJvm())
        .anyMatch(flag -> flag.startsWith("-Xmx"))
        .anyMatch(flag -> flag.startsWith("-XX:MaxDirectMemorySize="))
        .contains("--add-opens=java.base/java.util=ALL-UNNAMED");
    assertThat(conf.jobManagerJvm())
        .anyMatch(flag -> flag.startsWith("-Xmx"))
        .contains("--add-opens=java.base/java.util=ALL-UNNAMED");
    assertThat(conf.taskManagerArguments())
        .contains("-D")
        .anyMatch(argument -> argument.startsWith("taskmanager.memory.managed.size="));
  }

  @Test
  void memoryThatIsTooSmallIsRefusedBeforeAnythingStarts() {
    assertThatThrownBy(() -> conf("--memory", "300mb"))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("memory: ");
  }

  private FlinkConf conf(String... args) {
    return FlinkConf.of(
        ClusterSettings.parse(List.of(args)), SOURCE, folder, RPC_PORT, ZOOKEEPER_PORT);
  }
}
