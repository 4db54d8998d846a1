package io.tidemark.local.simulate;

import static io.tidemark.local.simulate.Traffic.START;
import static io.tidemark.local.simulate.Traffic.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrafficModelTest {

  @Test
  void startsNowByTheCallersClockWhenNoStartIsSet() {
    assertThat(model().start()).isEqualTo(START);
  }

  @Test
  void startsWhenItIsToldToInWholeMilliseconds() {
    assertThat(model("start", "2020-02-02T02:02:02.123456Z").start())
        .isEqualTo(Instant.parse("2020-02-02T02:02:02.123Z"));
  }

  @Test
  void hasNoLimitByDefault() {
    assertThat(model().count()).isZero();
    assertThat(model().duration()).isEmpty();
  }

  @Test
  void takesDurationsAsFlinkWritesThem() {
    assertThat(model("duration", "2min").duration()).contains(Duration.ofMinutes(2));
  }

  @Test
  void withoutMischiefNoSettingOfItCounts() {
    TrafficModel model = model("mischief", false, "broken-share", 0.5, "idle-partition", 1);

    assertThat(model.mischief()).isEqualTo(Mischief.NONE);
  }

  @ParameterizedTest
  @CsvSource({
    "rate, 0",
    "rate, -1",
    "rate, NaN",
    "rate, Infinity",
    "rate, 0.00001",
    "rate, many",
    "users, 0",
    "items, 0",
    "start, tomorrow",
    "start, +99999-01-01T00:00:00Z",
    "count, -1",
    "duration, 0s",
    "duration, 99999d",
    "partitions, 0",
    "speed, -1",
    "speed, NaN",
    "network-delay, 99999d",
    "network-delay-spread, -0.1",
    "network-delay-spread, 4",
    "offline-share, 1",
    "offline-share, -0.1",
    "offline-min, 0s",
    "offline-max, 1s",
    "clock-skew-share, 1.1",
    "clock-skew-max, 99999d",
    "duplicate-share, 1.1",
    "future-share, -1",
    "broken-share, NaN",
    "idle-partition, -2",
    "idle-partition, 4"
  })
  void refusesABadSettingAndNamesItsKey(String key, String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model(key, value))
        .withMessageContaining("simulate." + key);
  }

  @Test
  void refusesToLeaveTheOnlyPartitionIdle() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> model("partitions", 1, "idle-partition", 0))
        .withMessage("simulate.idle-partition must be -1 where simulate.partitions is 1, but is 0");
  }
}
