package io.tidemark.bench;

import com.hazelcast.instance.BuildInfoProvider;
import com.sun.management.OperatingSystemMXBean;
import io.tidemark.local.cli.Home;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.common.utils.AppInfoParser;

/** What the numbers were measured on. */
final class Machine {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private Machine() {}

  static Map<String, Object> facts() {
    OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put("commit", commit());
    facts.put("cores", system.getAvailableProcessors());
    facts.put("processor", processor());
    facts.put("memory_bytes", system.getTotalMemorySize());
    facts.put("os", system.getName() + " " + system.getVersion() + " " + system.getArch());
    facts.put("jdk", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put("jvm_flags", EngineProcess.JVM_FLAGS);
    facts.put("flink", EnvironmentInformation.getVersion());
    facts.put("kafka", AppInfoParser.getVersion());
    facts.put("hazelcast", BuildInfoProvider.getBuildInfo().getVersion());
    return facts;
  }

  private static String processor() {
    if (!Files.isReadable(CPU_INFO)) {
      return null;
    }
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(null);
    } catch (IOException e) {
      return null;
    }
  }

  /** Null where there is no git, or no repository. */
  private static String commit() {
    try {
      Process git =
          new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12")
              .directory(Home.modules().toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String commit =
          new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return git.waitFor() == 0 ? commit : null;
    } catch (IOException e) {
      return null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return null;
    }
  }
}
