package io.tidemark.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.local.cli.FailureException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JobJarTest {

  @TempDir Path jobs;

  @Test
  void aJarThatIsNotThereSaysHowToBuildIt() {
    assertThatThrownBy(() -> JobJar.of(jobs, "click-counts"))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("mvn -pl jobs/click-counts -am package");
  }

  @Test
  void aJarThatIsNoneIsNamed() throws Exception {
    Path target = Files.createDirectories(jobs.resolve("a").resolve("target"));
    Path jar = Files.createFile(target.resolve("a-1-job.jar"));
    assertThatThrownBy(() -> JobJar.of(jobs, "a"))
        .isInstanceOf(FailureException.class)
        .hasMessageStartingWith("cannot read " + jar + ": ");
  }

  @Test
  void theMainClassIsThatOfTheManifest() throws Exception {
    Path target = Files.createDirectories(jobs.resolve("a").resolve("target"));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, "a.Main");
    Path jar = target.resolve("a-1-job.jar");
    try (OutputStream file = Files.newOutputStream(jar)) {
      new JarOutputStream(file, manifest).close();
    }
    Files.createFile(target.resolve("a-1.jar"));
    assertThat(JobJar.of(jobs, "a")).isEqualTo(new JobJar(jar, "a.Main"));
  }
}
