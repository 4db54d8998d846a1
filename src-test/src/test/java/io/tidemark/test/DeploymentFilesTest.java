package io.tidemark.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.jobs.clickcounts.ClickCountsJob;
import io.tidemark.jobs.kit.JobGraph;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.CommandLine;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import io.tidemark.jobs.kit.params.YamlFile;
import io.tidemark.local.simulate.SimulateCommand;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.entrypoint.EntrypointClusterConfigurationParserFactory;
import org.apache.flink.runtime.entrypoint.parser.CommandLineParser;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The files in flink-docker fit this build: no engine is needed to tell. */
final class DeploymentFilesTest {

  private static final Path FOLDER = SourceTree.ROOT.resolve("flink-docker");
  private static final Path KUBERNETES = FOLDER.resolve("kubernetes");
  private static final String JOB = "click-counts";

  private final String dockerfile = text(FOLDER.resolve("Dockerfile"));
  private final Map<?, ?> services =
      (Map<?, ?>) at(documents(FOLDER.resolve("compose.yaml")).get(0), "services");
  private final Object deployment = documents(KUBERNETES.resolve("click-counts.yaml")).get(0);

  @Test
  void versionsAreThoseOfTheBuild() throws Exception {
    String flink = SourceTree.property("flink.version");
    String ours = SourceTree.version();

    assertThat(dockerfile)
        .contains("ARG FLINK_VERSION=" + flink + "\n")
        .contains("FROM flink:${FLINK_VERSION}-java17 AS job");
    assertThat(at(services, "kafka", "image"))
        .isEqualTo(at(services, "topics", "image"))
        .isEqualTo("apache/kafka:" + SourceTree.property("kafka.version"));
    for (String service : List.of("jobmanager", "taskmanager", "simulator")) {
      assertThat((String) at(services, service, "image")).endsWith(":" + ours);
    }
    assertThat((String) at(deployment, "spec", "image")).endsWith("/click-counts:" + ours);
    assertThat(at(deployment, "spec", "flinkVersion"))
        .isEqualTo("v" + flink.replaceFirst("\\.\\d+$", "").replace('.', '_'));
    assertThat(environment().get("ENABLE_BUILT_IN_PLUGINS"))
        .isEqualTo("flink-s3-fs-presto-" + flink + ".jar");
  }

  @Test
  void theImageHasTheJobsJarWhereItIsStarted() {
    assertThat(text(SourceTree.ROOT.resolve("jobs/pom.xml")))
        .contains("<shadedClassifierName>job</shadedClassifierName>");
    assertThat(text(SourceTree.ROOT.resolve("jobs/click-counts/pom.xml")))
        .contains("<artifactId>tidemark-click-counts</artifactId>");
    assertThat(dockerfile)
        .contains("ARG JOB=" + JOB + "\n")
        .contains(
            "/tidemark/jobs/${JOB}/target/tidemark-${JOB}-*-job.jar /opt/flink/usrlib/${JOB}.jar")
        .contains("conf/${JOB}.yaml /opt/tidemark/conf/${JOB}.yaml");
    assertThat(at(deployment, "spec", "job", "jarURI"))
        .isEqualTo("local:///opt/flink/usrlib/" + JOB + ".jar");
    assertThat(at(deployment, "spec", "job", "entryClass"))
        .isEqualTo(ClickCountsJob.class.getName());
    assertThat(strings(at(services, "jobmanager", "command")))
        .startsWith("standalone-job", "--job-classname", ClickCountsJob.class.getName());
  }

  @Test
  void whatIsCopiedIntoTheImagesIsThere() {
    List<String> copied =
        matches("(?m)^COPY (?!--from)(\\S+) ", dockerfile).map(found -> found.group(1)).toList();
    assertThat(copied).isNotEmpty();
    for (String source : copied) {
      assertThat(SourceTree.ROOT.resolve(source.replace("${JOB}", JOB))).exists();
    }
  }

  @Test
  void nothingRunsAsRoot() {
    assertThat(dockerfile).doesNotContain("USER root");
    String simulator = dockerfile.substring(dockerfile.indexOf("AS simulator"));
    assertThat(simulator).contains("\nUSER tidemark\n");
    assertThat(at(deployment, "spec", "podTemplate", "spec", "securityContext", "runAsNonRoot"))
        .isEqualTo(true);
  }

  @Test
  void portsArePublishedOnLoopbackOnly() {
    List<String> ports = new ArrayList<>();
    for (Object service : services.values()) {
      if (((Map<?, ?>) service).containsKey("ports")) {
        ports.addAll(strings(at(service, "ports")));
      }
    }
    assertThat(ports).isNotEmpty().allMatch(port -> port.startsWith("127.0.0.1:"));
  }

  @Test
  void whatComposeRefersToIsThere() {
    Set<String> stages =
        matches("(?m)^FROM .* AS (\\w+)$", dockerfile)
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    Object volumes = at(documents(FOLDER.resolve("compose.yaml")).get(0), "volumes");
    services.forEach(
        (name, service) -> {
          Map<?, ?> keys = (Map<?, ?>) service;
          if (keys.containsKey("build")) {
            assertThat(stages).contains((String) at(service, "build", "target"));
            assertThat(FOLDER.resolve((String) at(service, "build", "context")).normalize())
                .isEqualTo(SourceTree.ROOT);
            assertThat(SourceTree.ROOT.resolve((String) at(service, "build", "dockerfile")))
                .exists();
          }
          Object before = keys.get("depends_on");
          if (before != null) {
            assertThat(before instanceof Map<?, ?> map ? map.keySet() : (List<?>) before)
                .isSubsetOf(services.keySet());
          }
          if (keys.containsKey("volumes")) {
            for (String volume : strings(keys.get("volumes"))) {
              assertThat(((Map<?, ?>) volumes).keySet())
                  .extracting(Object::toString)
                  .contains(volume.substring(0, volume.indexOf(':')));
            }
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"compose", "kubernetes"})
  void theJobTakesTheArgumentsAndItsGraphIsBuilt(String where) {
    Map<String, String> commandLine = CommandLine.parse(jobArguments(where));
    String config = commandLine.remove(JobParameters.CONFIG);
    assertThat(config).isEqualTo("/opt/tidemark/conf/" + JOB + ".yaml");
    Map<String, String> yaml = YamlFile.read(SourceTree.ROOT.resolve("conf/" + JOB + ".yaml"));
    ClickCountsJob job = new ClickCountsJob();

    Parameters parameters = Parameters.of(JobParameters.all(job), List.of(commandLine, yaml));
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(RuntimeParameters.toFlink(parameters));
    JobGraph.build(env, job, parameters);

    assertThat(env.getStreamGraph().getStreamNodes()).isNotEmpty();
  }

  @Test
  void flinksEntryPointHandsTheArgumentsOnToTheJob() throws Exception {
    String[] arguments = jobArguments("compose").toArray(String[]::new);
    List<String> all = new ArrayList<>(List.of("--configDir", "/opt/flink/conf"));
    all.addAll(List.of(arguments));

    assertThat(
            new CommandLineParser<>(new EntrypointClusterConfigurationParserFactory())
                .parse(all.toArray(String[]::new))
                .getArgs())
        .containsExactly(arguments);
  }

  @Test
  void theSimulatorKnowsItsArguments() {
    List<String> command = strings(at(services, "simulator", "command"));
    assertThat(command.get(0)).isEqualTo("simulate");
    String usage = new SimulateCommand().usage();
    CommandLine.parse(command.subList(1, command.size()))
        .keySet()
        .forEach(key -> assertThat(usage).contains("--" + key + " "));
  }

  @Test
  void flinksSettingsAreFlinksAndTheSameEverywhere() {
    Map<String, String> inConf = YamlFile.read(SourceTree.ROOT.resolve("conf/config.yaml"));
    Map<String, String> inImage =
        matches("(?m)^\\s+-D([\\w.-]+)=(\\S+)(?: \\\\)?$", dockerfile)
            .collect(Collectors.toMap(found -> found.group(1), found -> found.group(2)));
    Map<String, String> inCluster = new HashMap<>();
    ((Map<?, ?>) at(deployment, "spec", "flinkConfiguration"))
        .forEach((key, value) -> inCluster.put((String) key, (String) value));
    Set<String> known =
        keysOf(
            CheckpointingOptions.class,
            HighAvailabilityOptions.class,
            RestartStrategyOptions.class,
            TaskManagerOptions.class);

    assertThat(inImage)
        .containsKeys(
            CheckpointingOptions.ENABLE_UNALIGNED.key(),
            CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION.key(),
            RestartStrategyOptions.RESTART_STRATEGY.key());
    inImage.forEach(
        (key, value) -> assertThat(inConf.get(key).replace(" ", "")).as(key).isEqualTo(value));
    assertThat(inCluster).containsAllEntriesOf(inImage);
    assertThat(known).containsAll(inCluster.keySet()).containsAll(inImage.keySet());
  }

  @Test
  void upgradesOnKubernetesGoThroughASavepoint() {
    assertThat(at(deployment, "apiVersion")).isEqualTo("flink.apache.org/v1beta1");
    assertThat(at(deployment, "kind")).isEqualTo("FlinkDeployment");
    assertThat(at(deployment, "spec", "job", "upgradeMode")).isEqualTo("savepoint");
    assertThat(at(deployment, "spec", "job", "state")).isEqualTo("running");
    assertThat(((Map<?, ?>) at(deployment, "spec", "flinkConfiguration")).keySet())
        .extracting(Object::toString)
        .contains(
            CheckpointingOptions.SAVEPOINT_DIRECTORY.key(),
            CheckpointingOptions.CHECKPOINTS_DIRECTORY.key(),
            HighAvailabilityOptions.HA_MODE.key(),
            HighAvailabilityOptions.HA_STORAGE_PATH.key());
  }

  @Test
  void theSecretOnKubernetesIsAVariableFromASecret() {
    String jaas =
        CommandLine.parse(jobArguments("kubernetes")).get("kafka.properties.sasl.jaas.config");
    assertThat(jaas).matches("\\$\\{env:\\w+}");
    String variable = jaas.substring("${env:".length(), jaas.length() - 1);
    assertThat(environment()).containsKey(variable).extractingByKey(variable).isEqualTo("secret");
  }

  @Test
  void everyManifestIsInTheKustomization() throws Exception {
    try (Stream<Path> files = Files.list(KUBERNETES)) {
      assertThat(
              strings(at(documents(KUBERNETES.resolve("kustomization.yaml")).get(0), "resources")))
          .containsExactlyInAnyOrderElementsOf(
              files
                  .map(file -> file.getFileName().toString())
                  .filter(name -> name.endsWith(".yaml") && !name.startsWith("kustomization"))
                  .toList());
    }
    Object account = documents(KUBERNETES.resolve("rbac.yaml")).get(0);
    assertThat(at(deployment, "spec", "serviceAccount")).isEqualTo(at(account, "metadata", "name"));
  }

  private List<String> jobArguments(String where) {
    if (where.equals("kubernetes")) {
      return strings(at(deployment, "spec", "job", "args"));
    }
    List<String> command = strings(at(services, "jobmanager", "command"));
    return command.subList(3, command.size());
  }

  /** The main container's variables; "secret" for one that comes from a secret. */
  private Map<String, String> environment() {
    List<?> containers = (List<?>) at(deployment, "spec", "podTemplate", "spec", "containers");
    assertThat(at(containers.get(0), "name")).isEqualTo("flink-main-container");
    Map<String, String> variables = new HashMap<>();
    for (Object variable : (List<?>) at(containers.get(0), "env")) {
      Object value = ((Map<?, ?>) variable).get("value");
      variables.put(
          (String) at(variable, "name"),
          value == null && at(variable, "valueFrom", "secretKeyRef", "name") != null
              ? "secret"
              : (String) value);
    }
    return variables;
  }

  private static Set<String> keysOf(Class<?>... classes) {
    Set<String> keys = new TreeSet<>();
    for (Class<?> options : classes) {
      for (Field field : options.getFields()) {
        if (field.getType() == ConfigOption.class) {
          try {
            keys.add(((ConfigOption<?>) field.get(null)).key());
          } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
          }
        }
      }
    }
    return keys;
  }

  private static Object at(Object node, String... path) {
    Object found = node;
    for (String key : path) {
      assertThat(found).as("%s in %s", key, Arrays.toString(path)).isInstanceOf(Map.class);
      found = ((Map<?, ?>) found).get(key);
    }
    assertThat(found).as(Arrays.toString(path)).isNotNull();
    return found;
  }

  private static List<String> strings(Object list) {
    return ((List<?>) list).stream().map(String.class::cast).toList();
  }

  private static Stream<MatchResult> matches(String pattern, String text) {
    return Pattern.compile(pattern).matcher(text).results();
  }

  private static List<Object> documents(Path file) {
    return StreamSupport.stream(
            new Load(LoadSettings.builder().build()).loadAllFromString(text(file)).spliterator(),
            false)
        .toList();
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException("cannot read " + file, e);
    }
  }
}
