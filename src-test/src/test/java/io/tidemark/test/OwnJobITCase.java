package io.tidemark.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.util.FileUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody does who takes the libraries for a job of their own: the project in {@code
 * own-job}, which is no part of this build, is compiled against the installed artifacts and run.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
final class OwnJobITCase {

  private static final Path EXAMPLE = Path.of("src/test/resources/own-job");
  private static final String DEPENDENCY_PLUGIN =
      "org.apache.maven.plugins:maven-dependency-plugin:3.11.0";

  @TempDir Path folder;

  private final List<Path> links = new ArrayList<>();

  @AfterEach
  void cutTheLinksToTheRealRepository() throws IOException {
    for (Path link : links) {
      Files.delete(link);
    }
  }

  @Test
  void aProjectOfItsOwnIsBuiltWithTheLibrariesAndRuns() throws Exception {
    Path project = folder.resolve("sensors");
    FileUtils.copy(
        new org.apache.flink.core.fs.Path(EXAMPLE.toUri()),
        new org.apache.flink.core.fs.Path(project.toUri()),
        false);
    Path classPath = folder.resolve("classpath.txt");

    run(
        project,
        "mvn",
        "-B",
        "-ntp",
        "-Dmaven.repo.local=" + localRepositoryWithOurs(),
        "-Dflink.version=" + EnvironmentInformation.getVersion(),
        "package",
        DEPENDENCY_PLUGIN + ":build-classpath",
        // What is on a cluster's class path; the rest must be in the job's jar.
        "-Dmdep.includeScope=provided",
        "-Dmdep.outputFile=" + classPath);
    List<String> java = new ArrayList<>();
    java.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-opens"))
        .forEach(java::add);
    java.add("-cp");
    java.add(
        project.resolve("target/sensors-1.0.jar")
            + File.pathSeparator
            + Files.readString(classPath).strip());
    java.add("com.example.sensors.SensorsJob");

    assertThat(run(project, java.toArray(String[]::new)).lines())
        .filteredOn(line -> line.matches("(ON_TIME|LATE).*"))
        .containsExactlyInAnyOrder(
            "ON_TIME cellar +0 min 12.5",
            "ON_TIME attic +0 min 21.0",
            "LATE cellar +0 min 13.0",
            "ON_TIME attic +1 min 22.0",
            "LATE_DROPPED cellar 99.0",
            "ON_TIME cellar +2 min 11.0");
  }

  @Test
  void theExampleAsksForTheVersionsOfThisBuild() throws Exception {
    assertThat(Files.readString(EXAMPLE.resolve("pom.xml")))
        .doesNotContain("<parent>")
        .contains("<tidemark.version>" + SourceTree.version() + "<")
        .contains("<flink.version>" + SourceTree.property("flink.version") + "<");
  }

  @Test
  void thePageAboutItShowsTheExampleAsItIs() throws Exception {
    StringBuilder example = new StringBuilder();
    try (Stream<Path> files = Files.walk(EXAMPLE)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        example.append(withoutIndents(Files.readString(file)));
      }
    }
    Matcher block =
        Pattern.compile("```(?:java|xml)\n(.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(SourceTree.ROOT.resolve("docs/own-jobs.md")));
    int blocks = 0;
    while (block.find()) {
      assertThat(example.toString()).contains(withoutIndents(block.group(1)));
      blocks++;
    }
    assertThat(blocks).isPositive();
  }

  private static String withoutIndents(String text) {
    return text.replaceAll("(?m)^\\s+", "");
  }

  /**
   * A local repository as {@code mvn install} leaves it. Everything else in it is a link to the
   * real one, so that nothing is downloaded anew and the real one gets nothing of ours.
   */
  private Path localRepositoryWithOurs() throws IOException {
    Path real =
        Path.of(
            System.getProperty(
                "localRepository", System.getProperty("user.home") + "/.m2/repository"));
    Path repository = Files.createDirectories(folder.resolve("repository"));
    Path io = Files.createDirectories(repository.resolve("io"));
    link(real, repository, "io");
    if (Files.exists(real.resolve("io"))) {
      link(real.resolve("io"), io, "tidemark");
    }
    install(repository, ".", "tidemark-parent", "pom");
    install(repository, "watermark-strategies", "tidemark-watermark-strategies", "jar");
    install(repository, "functions", "tidemark-functions", "jar");
    return repository;
  }

  private void link(Path from, Path to, String except) throws IOException {
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.toList()) {
        if (!entry.endsWith(except)) {
          links.add(Files.createSymbolicLink(to.resolve(entry.getFileName()), entry));
        }
      }
    }
  }

  private static void install(Path repository, String module, String artifact, String packaging)
      throws IOException {
    String version = SourceTree.version();
    String name = artifact + "-" + version;
    Path source = SourceTree.ROOT.resolve(module);
    Path target =
        Files.createDirectories(
            repository.resolve("io/tidemark").resolve(artifact + "/" + version));
    Files.copy(source.resolve("pom.xml"), target.resolve(name + ".pom"));
    if (packaging.equals("jar")) {
      Files.copy(source.resolve("target/" + name + ".jar"), target.resolve(name + ".jar"));
    }
  }

  /** What the command prints; it has to succeed. */
  private String run(Path where, String... command) throws Exception {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(where.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(process.waitFor(5, TimeUnit.MINUTES)).as("ended in time").isTrue();
    } finally {
      process.destroyForcibly();
    }
    String text = Files.readString(output);
    assertThat(process.exitValue()).as("%s", text).isZero();
    return text;
  }
}
