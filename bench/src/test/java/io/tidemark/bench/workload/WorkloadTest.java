package io.tidemark.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkloadTest {

  @Test
  void aNameAloneIsTheWorkloadAsItIs() {
    Workload plain = Workload.parse("w3");

    assertThat(plain).isEqualTo(Workload.of(NamedWorkload.W3)).hasToString("W3");
    assertThat(plain.isVaried()).isFalse();
    assertThat(plain.isPaced()).isFalse();
    assertThat(plain.size()).isEqualTo(Duration.ofMinutes(10));
    assertThat(plain.slide()).isEqualTo(Duration.ofSeconds(5));
    assertThat(plain.settingsAsWritten()).isEmpty();
  }

  @Test
  void whatIsVariedIsAnotherWorkloadThatIsWrittenAsItWasRead() {
    Workload varied =
        Workload.parse("W2:keys=5:rate=200:window.size=1h:latency.buffer-timeout=5ms");

    assertThat(varied.isVaried()).isTrue();
    assertThat(varied.keys()).isEqualTo(5);
    assertThat(varied.rate()).isEqualTo(200);
    assertThat(varied.size()).isEqualTo(Duration.ofHours(1));
    assertThat(varied.isSliding()).as("it tumbles still").isFalse();
    assertThat(varied.settings().get(RuntimeParameters.BUFFER_TIMEOUT))
        .isEqualTo(Duration.ofMillis(5));
    assertThat(varied.settingsAsWritten()).containsOnlyKeys("latency.buffer-timeout");
    assertThat(Workload.parse(varied.toString())).isEqualTo(varied);
  }

  @Test
  void settingsAreThoseOfTheJobsAndFlinks() {
    Workload varied =
        Workload.parse("WK:kafka.producer.linger=0ms:flink.pipeline.auto-watermark-interval=1ms");

    assertThat(varied.settings().get(KafkaParameters.LINGER)).isZero();
    assertThat(varied.settings().get(KafkaParameters.BATCH_SIZE)).isEqualTo(65_536);
    assertThat(varied.settings().under(RuntimeParameters.FLINK_PREFIX))
        .containsOnlyKeys("pipeline.auto-watermark-interval");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "W9 | no workload 'W9'; did you mean",
        "W2:keys | W2:keys: 'keys' is not like keys=1000",
        "W2:key=1 | W2:key=1: key: no such parameter; did you mean keys?",
        "W2:keys=many | W2:keys=many: keys: 'many' is no whole number",
        "W2:keys=0 | W2:keys=0: keys: 1 to 10000000",
        "D:keys=7 | D:keys=7: keys: each comes once",
        "W2:rate=-1 | W2:rate=-1: rate: is below zero",
        "K2:rate=1 | K2:rate=1: rate: what comes from Kafka is there already",
        "W1:window.size=1s | W1:window.size=1s: window.size, window.slide: it has no such windows",
        "W2:window.session-gap=1s | W2:window.session-gap=1s: window.session-gap: it has no sess",
        "W3:window.slide=7s | W3:window.slide=7s: window.size: no multiple of the slide",
        "W3:window.slide=500ms | W3:window.slide=500ms: windows: of whole seconds",
        "W4:window.session-gap=0s | W4:window.session-gap=0s: windows: of whole seconds",
      })
  void whatCannotBeIsRefusedInALine(String text, String message) {
    assertThatThrownBy(() -> Workload.parse(text))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith(message);
  }
}
