package io.tidemark.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.local.cluster.ClusterProcess.State;
import org.junit.jupiter.api.Test;

final class ClusterProcessTest {

  private static final ClusterProcess THIS_JVM =
      ClusterProcess.of("jobmanager", ProcessHandle.current(), "http://localhost:8081");

  @Test
  void aProcessWithItsPidAndItsStartTimeIsRunning() {
    assertThat(THIS_JVM.state()).isEqualTo(State.RUNNING);
    assertThat(THIS_JVM.handle()).contains(ProcessHandle.current());
  }

  @Test
  void anotherProcessThatGotThePidIsLeftAlone() {
    ClusterProcess before =
        new ClusterProcess(
            THIS_JVM.name(),
            THIS_JVM.pid(),
            THIS_JVM.startedMs() - 60_000,
            THIS_JVM.address(),
            false);
    assertThat(before.handle()).isEmpty();
    assertThat(before.state()).isEqualTo(State.CRASHED);
  }

  @Test
  void aProcessThatIsGoneHasCrashedUnlessItWasStopped() throws Exception {
    Process process =
        new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-version")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    ClusterProcess gone = ClusterProcess.of("kafka", process.toHandle(), "127.0.0.1:9092");
    process.waitFor();
    assertThat(gone.state()).isEqualTo(State.CRASHED);
    assertThat(gone.asStopped().state()).isEqualTo(State.STOPPED);
  }
}
