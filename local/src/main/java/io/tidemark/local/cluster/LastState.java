package io.tidemark.local.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidemark.local.cli.FailureException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;

/** Finds what a job can go on from. */
public final class LastState {

  /** What Flink writes last: without it a checkpoint is not whole. */
  private static final String WHOLE = "_metadata";

  private static final String CHECKPOINT = "chk-";

  private LastState() {}

  /**
   * What a cluster remembers of the last job of this name: the savepoint that it was stopped with,
   * or, if it was cancelled or has failed, its last checkpoint.
   *
   * @throws FailureException if that still runs, or nothing is known
   */
  static String of(FlinkRest flink, String job) throws FailureException, InterruptedException {
    List<FlinkJob> known =
        flink.jobs().stream()
            .filter(one -> one.isCalled(job))
            .sorted(Comparator.comparingLong(FlinkJob::startedMs).reversed())
            .toList();
    if (known.isEmpty()) {
      throw new FailureException(
          String.format(
              "--from: Flink at %s remembers no job %s; name a savepoint, or a folder of"
                  + " checkpoints such as .tidemark/cluster/checkpoints/JOB-ID",
              flink.address(), job));
    }
    FlinkJob last = known.get(0);
    if (!last.hasEnded()) {
      throw new FailureException(
          String.format("%s runs (%s); ./tidemark stop %s ends it first", job, last.id(), job));
    }
    JsonNode latest = flink.ofJob(last.id(), "/checkpoints").path("latest");
    return place(latest.path("savepoint"))
        .or(
            () ->
                // The checkpoints of a job whose input has ended are of no use to anybody.
                last.state() == JobStatus.FINISHED
                    ? Optional.empty()
                    : place(latest.path("completed")))
        .orElseThrow(
            () ->
                new FailureException(
                    String.format(
                        "--from: job %s has left neither a savepoint nor a checkpoint",
                        last.id())));
  }

  private static Optional<String> place(JsonNode checkpoint) {
    return Optional.of(checkpoint.path("external_path").asText())
        // Flink writes something in angle brackets where there is none.
        .filter(path -> !path.isEmpty() && !path.startsWith("<"));
  }

  /**
   * A place that a user names, as Flink wants it: where it is a folder of checkpoints on this
   * machine, the last one in it that is whole.
   */
  public static String named(String place) throws IOException {
    Optional<Path> folder = onThisMachine(place).filter(Files::isDirectory);
    if (folder.isEmpty() || Files.exists(folder.get().resolve(WHOLE))) {
      return place;
    }
    try (Stream<Path> children = Files.list(folder.get())) {
      return children
          .filter(child -> child.getFileName().toString().matches(CHECKPOINT + "\\d+"))
          .filter(child -> Files.exists(child.resolve(WHOLE)))
          .max(Comparator.comparingLong(LastState::number))
          .map(child -> child.toUri().toString())
          .orElse(place);
    }
  }

  private static long number(Path checkpoint) {
    return Long.parseLong(checkpoint.getFileName().toString().substring(CHECKPOINT.length()));
  }

  private static Optional<Path> onThisMachine(String uri) {
    try {
      return Optional.of(Path.of(URI.create(uri)));
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      return Optional.empty();
    }
  }
}
