package io.tidemark.local.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A JVM to be started, which lives on when this one has ended.
 *
 * @param name the process's name, also of its files
 * @param address where it is to be found
 * @param arguments of {@code java}: flags, class path, main class and its arguments
 */
record JavaProcess(String name, String address, List<String> arguments) {

  /** The arguments of a JVM that runs a class and logs to its own file. */
  static JavaProcess of(
      String name,
      String address,
      ClusterFolder folder,
      List<String> flags,
      String classPath,
      String mainClass,
      List<String> arguments) {
    List<String> all = new ArrayList<>(flags);
    all.add("-Dfile.encoding=UTF-8");
    all.add("-Dlog.file=" + folder.logOf(name));
    all.add("-Dlog4j2.configurationFile=" + folder.conf().resolve("log4j2.properties"));
    all.addAll(List.of("-cp", classPath, mainClass));
    all.addAll(arguments);
    return new JavaProcess(name, address, all);
  }

  /** Starts it in the cluster's folder, where no job finds a {@code conf/} of the user's. */
  ClusterProcess start(ClusterFolder folder) throws IOException {
    Files.write(argumentsOf(name, folder), arguments.stream().map(JavaProcess::quoted).toList());
    return launch(name, address, folder);
  }

  /** Starts a process with the arguments that one of the same name was started with. */
  static ClusterProcess startAgain(ClusterProcess process, ClusterFolder folder)
      throws IOException {
    return launch(process.name(), process.address(), folder);
  }

  private static Path argumentsOf(String name, ClusterFolder folder) {
    return folder.conf().resolve(name + ".args");
  }

  private static ClusterProcess launch(String name, String address, ClusterFolder folder)
      throws IOException {
    List<String> command = new ArrayList<>();
    // In a session of its own no Ctrl-C meant for somebody else reaches it. (A Mac has no setsid.)
    if (isOnThePath("setsid")) {
      command.add("setsid");
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // A class path is long: so the command shows in full in a list of processes.
    command.add("@" + argumentsOf(name, folder));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.root().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(folder.printedBy(name).toFile())
            .start();
    return ClusterProcess.of(name, process.toHandle(), address);
  }

  private static boolean isOnThePath(String program) {
    String path = System.getenv("PATH");
    return path != null
        && Arrays.stream(path.split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** As {@code java} reads files of arguments. */
  private static String quoted(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
