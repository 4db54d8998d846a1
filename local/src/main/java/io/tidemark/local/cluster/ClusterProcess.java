package io.tidemark.local.cluster;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A process of the cluster, as commands remember it from one to the next.
 *
 * @param name what it is: {@code jobmanager}, {@code taskmanager-1}, …
 * @param pid the operating system's number for it, which others get when it has ended
 * @param startedMs when the operating system started it: with the pid that means it and no other
 * @param address where it is to be found
 * @param stopped whether it was ended on purpose
 */
record ClusterProcess(String name, long pid, long startedMs, String address, boolean stopped) {

  /** What has become of a process. */
  enum State {
    RUNNING,
    /** It has ended, and nobody asked it to. */
    CRASHED,
    STOPPED
  }

  /** Start times are counted from the boot, which moves when the clock is set. */
  private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

  ClusterProcess {
    if (name == null || pid < 1) {
      throw new IllegalArgumentException("no process: " + name + " with pid " + pid);
    }
  }

  static ClusterProcess of(String name, ProcessHandle handle, String address) {
    // A process that is gone already has no start time: it will be found crashed.
    long startedMs = handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    return new ClusterProcess(name, handle.pid(), startedMs, address, false);
  }

  ClusterProcess asStopped() {
    return new ClusterProcess(name, pid, startedMs, address, true);
  }

  @JsonIgnore
  State state() {
    return handle().isPresent() ? State.RUNNING : stopped ? State.STOPPED : State.CRASHED;
  }

  @JsonIgnore
  boolean isRunning() {
    return handle().isPresent();
  }

  /** The process, if it is alive: never another one that has got its pid. */
  Optional<ProcessHandle> handle() {
    return ProcessHandle.of(pid)
        .filter(ProcessHandle::isAlive)
        .filter(
            handle ->
                handle.info().startInstant().filter(this::isStart).isPresent()
                    // A dead process that nobody has waited for yet has no command any more.
                    && handle.info().command().isPresent());
  }

  private boolean isStart(Instant instant) {
    return Math.abs(instant.toEpochMilli() - startedMs) <= CLOCK_TOLERANCE.toMillis();
  }
}
