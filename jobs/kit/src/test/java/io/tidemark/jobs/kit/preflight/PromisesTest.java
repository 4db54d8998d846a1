package io.tidemark.jobs.kit.preflight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.jobs.kit.params.EndParameters;
import io.tidemark.jobs.kit.params.KafkaParameters;
import io.tidemark.jobs.kit.params.ParameterException;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.params.RuntimeParameters;
import io.tidemark.jobs.kit.params.WindowParameters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromisesTest {

  @ParameterizedTest
  @CsvSource({
    "kafka.transaction-timeout, kafka.transaction-timeout, 5min",
    "kafka.properties.transaction.timeout.ms, kafka.properties.transaction.timeout.ms, 300000",
  })
  void transactionThatEndsBeforeTheJobIsBackIsRefusedUnderTheKeyThatSetIt(
      String key, String named, String value) {
    assertThatThrownBy(() -> Promises.requireKept(exactlyOnce(Map.of(key, value))))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith(
            named + ": 5 min is less than checkpoint.interval (10 s) and kafka.restart-time");
    assertThatNoException()
        .isThrownBy(
            () ->
                Promises.requireKept(
                    exactlyOnce(Map.of(key, value, "kafka.restart-time", "290s"))));
  }

  @Test
  void transactionsWithoutCheckpointsAreRefused() {
    assertThatThrownBy(() -> Promises.requireKept(exactlyOnce(Map.of("checkpoint.interval", "0s"))))
        .isInstanceOf(ParameterException.class)
        .hasMessageStartingWith("checkpoint.interval: must not be 0");
  }

  @Test
  void propertyThatIsNoNumberIsRefused() {
    assertThatThrownBy(
            () ->
                Promises.requireKept(
                    exactlyOnce(Map.of("kafka.properties.transaction.timeout.ms", "1min"))))
        .isInstanceOf(ParameterException.class)
        .hasMessage("kafka.properties.transaction.timeout.ms: '1min' is no number of milliseconds");
  }

  @Test
  void whoWritesNoTransactionsNeedsNoTimeForThem() {
    Map<String, String> never = Map.of("checkpoint.interval", "0s", "sink", "kafka");
    assertThatNoException().isThrownBy(() -> Promises.requireKept(parameters(never)));
    assertThatNoException()
        .isThrownBy(
            () ->
                Promises.requireKept(
                    exactlyOnce(Map.of("sink", "print", "checkpoint.interval", "0s"))));
  }

  @Test
  void usersAreWarnedOfSessionsThatNobodyTakesBack() {
    Map<String, String> sessions = Map.of("sink", "kafka", "window.session-gap", "30s");
    assertThat(Promises.warnings(parameters(sessions)))
        .singleElement()
        .asString()
        .startsWith("kafka.delivery-guarantee: at-least-once: a session");
    assertThat(Promises.warnings(exactlyOnce(Map.of("window.session-gap", "30s")))).isEmpty();
    assertThat(Promises.warnings(parameters(Map.of("sink", "kafka", "window.size", "30s"))))
        .isEmpty();
    assertThat(Promises.warnings(parameters(Map.of("window.session-gap", "30s")))).isEmpty();
  }

  private static Parameters exactlyOnce(Map<String, String> values) {
    Map<String, String> all =
        new HashMap<>(Map.of("sink", "kafka", "kafka.delivery-guarantee", "exactly-once"));
    all.putAll(values);
    return parameters(all);
  }

  private static Parameters parameters(Map<String, String> values) {
    return Parameters.of(
        Parameters.join(
            EndParameters.ALL,
            KafkaParameters.ALL,
            RuntimeParameters.ALL,
            List.of(WindowParameters.SIZE, WindowParameters.SESSION_GAP)),
        List.of(values));
  }
}
