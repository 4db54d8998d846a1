package io.tidemark.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.jobs.kit.Job;
import io.tidemark.local.cli.JobCatalog;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is in the jar that a cluster gets for each job: the job, all that a cluster lacks, and
 * nothing else.
 */
@ParameterizedClass
@MethodSource("jobs")
final class JobJarITCase {

  /** Maven has copied them here from where they were packaged. */
  private static final Path FOLDER = Path.of("target", "jobs");

  private static final long MOST_BYTES = 40L << 20;
  private static final String SERVICES = "META-INF/services/";

  private final Job<?, ?> job;
  private final Path file;

  private JarFile jar;
  private Set<String> names;

  JobJarITCase(Job<?, ?> job) {
    this.job = job;
    this.file = FOLDER.resolve(job.name() + ".jar");
  }

  static Stream<Named<Job<?, ?>>> jobs() {
    return JobCatalog.all().values().stream().map(job -> Named.of(job.name(), job));
  }

  @BeforeEach
  void open() throws IOException {
    jar = new JarFile(file.toFile());
    names = namesIn(jar);
  }

  @AfterEach
  void close() throws IOException {
    jar.close();
  }

  @Test
  void theManifestNamesTheJobsMainClassAndVersion() throws IOException {
    Attributes manifest = jar.getManifest().getMainAttributes();
    String mainClass = manifest.getValue(Attributes.Name.MAIN_CLASS);
    assertThat(mainClass).isEqualTo(job.getClass().getName());
    assertThat(names).contains(mainClass.replace('.', '/') + ".class");
    assertThat(manifest.getValue(Attributes.Name.IMPLEMENTATION_VERSION)).isNotBlank();
    // Jackson and the sketches bring classes for newer JVMs.
    assertThat(manifest.getValue(Attributes.Name.MULTI_RELEASE)).isEqualTo("true");
  }

  /**
   * Flink's distribution has flink-connector-base in flink-dist.jar and flink-connector-files in
   * lib/; a second copy of either, child first, would clash with the classes that Flink calls.
   */
  @Test
  void ofFlinkThereIsTheKafkaConnectorOnly() throws IOException {
    URL url =
        getClass()
            .getClassLoader()
            .getResource("org/apache/flink/connector/kafka/source/KafkaSource.class");
    Set<String> connector;
    try (JarFile connectorJar = ((JarURLConnection) url.openConnection()).getJarFile()) {
      connector = namesIn(connectorJar);
    }
    assertThat(names)
        .contains("org/apache/flink/connector/kafka/source/KafkaSource.class")
        .filteredOn(name -> name.startsWith("org/apache/flink/") && !name.endsWith("/"))
        .isSubsetOf(connector);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org/slf4j/",
        "org/apache/logging/",
        "org/apache/log4j/",
        "ch/qos/",
        "log4j",
        "org/junit/",
        "io/tidemark/local/",
        "io/tidemark/test/",
        "kafka/server/",
        "scala/",
        "org/rocksdb/"
      })
  void whatTheClusterHasOrNobodyNeedsIsNotInside(String prefix) {
    assertThat(names).noneMatch(name -> name.startsWith(prefix));
  }

  @Test
  void noSignatureAndNoModuleIsLeftOfTheJarsInside() {
    assertThat(names)
        .noneMatch(name -> name.matches("META-INF/[^/]+\\.(SF|DSA|RSA|EC)"))
        .noneMatch(name -> name.endsWith("module-info.class"));
  }

  @Test
  void nothingIsInsideTwice() throws IOException {
    List<String> all = new ArrayList<>();
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        all.add(entry.getName());
      }
    }
    assertThat(all).doesNotHaveDuplicates();
  }

  /** Maven's shade plugin takes the first one it meets, and warns where nobody reads it. */
  @Test
  void noClassIsInTwoOfTheJarsThatItIsMadeOf() throws IOException {
    for (String name : names) {
      if (name.endsWith(".class") && !name.startsWith("META-INF/")) {
        assertThat(Collections.list(getClass().getClassLoader().getResources(name)))
            .as(name)
            .hasSize(1);
      }
    }
  }

  @Test
  void eachServiceHasTheProvidersOfAllJarsAndNoOther() throws IOException {
    List<String> services =
        names.stream().filter(name -> name.matches(SERVICES + "[^/]+")).toList();
    assertThat(services).contains(SERVICES + "com.fasterxml.jackson.core.JsonFactory");
    for (String service : services) {
      Set<String> expected = new HashSet<>();
      for (URL url : Collections.list(getClass().getClassLoader().getResources(service))) {
        providers(url.openStream()).stream()
            .filter(provider -> names.contains(provider.replace('.', '/') + ".class"))
            .forEach(expected::add);
      }
      assertThat(providers(jar.getInputStream(jar.getEntry(service))))
          .as(service)
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "zstd,   linux/amd64/libzstd-jni-[^/]*\\.so",
    "zstd,   linux/aarch64/libzstd-jni-[^/]*\\.so",
    "lz4,    net/jpountz/util/linux/amd64/liblz4-java\\.so",
    "lz4,    net/jpountz/util/linux/aarch64/liblz4-java\\.so",
    "snappy, org/xerial/snappy/native/Linux/x86_64/libsnappyjava\\.so",
    "snappy, org/xerial/snappy/native/Linux/aarch64/libsnappyjava\\.so",
  })
  void kafkaCanReadEveryCompressionOnTheUsualMachines(String compression, String library) {
    assertThat(names).as(compression).anyMatch(name -> name.matches(library));
  }

  @ParameterizedTest
  @CsvSource({
    "META-INF/LICENSE,                 Apache License",
    "META-INF/LICENSE,                 Yann Collet",
    "META-INF/NOTICE,                  Flink : Connectors : Kafka",
    "META-INF/NOTICE,                  Jackson JSON processor",
    "META-INF/NOTICE,                  datasketches-java",
    "META-INF/NOTICE,                  Apache DataSketches Memory",
    "META-INF/NOTICE.txt,              Apache Commons Lang",
    "NOTICE,                           Apache Kafka",
    "META-INF/FastDoubleParser-LICENSE, MIT License",
    "META-INF/zstd-jni-LICENSE,        Luben Karavelov",
  })
  void whoseCodeIsInsideKeepsLicenseAndNotice(String file, String words) throws IOException {
    try (InputStream text = jar.getInputStream(jar.getEntry(file))) {
      assertThat(new String(text.readAllBytes(), StandardCharsets.UTF_8)).contains(words);
    }
  }

  @Test
  void itIsSmallEnoughToBeUploadedInAMoment() throws IOException {
    assertThat(Files.size(file)).isLessThan(MOST_BYTES);
  }

  private static Set<String> namesIn(JarFile jar) {
    Set<String> names = new HashSet<>();
    jar.stream().map(ZipEntry::getName).forEach(names::add);
    return names;
  }

  private static List<String> providers(InputStream serviceFile) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(serviceFile, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .map(line -> line.replaceFirst("#.*", "").strip())
          .filter(line -> !line.isEmpty())
          .toList();
    }
  }
}
