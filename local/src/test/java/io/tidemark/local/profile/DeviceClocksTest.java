package io.tidemark.local.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.event.Event;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DeviceClocksTest {

  @Test
  void skewsAreTheLeastOfEachDevicesLastEightDifferences() {
    Random random = new Random(3);
    DeviceClocks clocks = new DeviceClocks(1, 60_000);
    Map<String, List<Long>> differences = new HashMap<>();
    for (int i = 0; i < 5_000; i++) {
      String user = "u" + random.nextInt(100);
      long difference = user.hashCode() % 7 * 10_000L + random.nextInt(3_000);
      differences.computeIfAbsent(user, unseen -> new ArrayList<>()).add(difference);
      clocks.add(0, event(user, 1_000_000, 1_000_000, 1_000_000 + difference));
    }

    long[] expected =
        differences.values().stream()
            .mapToLong(
                all ->
                    all.subList(Math.max(0, all.size() - 8), all.size()).stream()
                        .mapToLong(difference -> difference)
                        .min()
                        .orElseThrow())
            .sorted()
            .toArray();
    assertThat(clocks.result().skewsMs()).isEqualTo(expected);
    assertThat(clocks.result().oneIn()).isEqualTo(1);
  }

  @Test
  void whatACorrectionWouldDoIsWhatTheCorrectionDoes() {
    DeviceClocks clocks = new DeviceClocks(1, 60_000);
    clocks.add(0, event("right", 30_000, 30_000, 30_100));
    // A minute fast: in the window after its own, and what comes next seems to be late.
    clocks.add(0, event("fast", 91_000, 91_000, 31_000));
    clocks.add(0, event("right", 32_000, 32_000, 32_100));

    Profile.Devices devices = clocks.result();

    assertThat(devices.inOtherWindows()).isEqualTo(1 / 3.0);
    assertThat(devices.asSaid().max()).isEqualTo(59_000);
    assertThat(devices.putRight().max()).isZero();
  }

  @Test
  void ofTooManyDevicesThereIsASample() {
    DeviceClocks clocks = new DeviceClocks(1, 60_000, 100);
    for (int i = 0; i < 10_000; i++) {
      clocks.add(0, event("u" + i, i, i, i + 5));
    }

    assertThat(clocks.result().skewsMs().length).isBetween(20, 100);
    assertThat(clocks.result().oneIn()).isBetween(64L, 512L);
  }

  private static Event event(String user, long time, long sent, long received) {
    return new Event(null, null, user, null, null, time, sent, received, Double.NaN, new byte[0]);
  }
}
