package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;

class SumsTest {

  private static final int KEY_GROUPS = 128;

  private static List<String> keysOf(Sums<Void> sums) {
    List<String> keys = new ArrayList<>();
    sums.forEach(sum -> keys.add(sum.key));
    return keys;
  }

  private static Sums<Void> sumsOf(int keys) {
    Sums<Void> sums = new Sums<>(KEY_GROUPS);
    IntStream.range(0, keys).forEach(key -> sums.of("k" + key).count++);
    return sums;
  }

  @Test
  void manyAreGoneThroughByKeyGroupAndWithinAGroupAsTheyCame() {
    Sums<Void> sums = sumsOf(5_000);

    List<String> came = IntStream.range(0, 5_000).mapToObj(key -> "k" + key).toList();
    Comparator<String> byGroup =
        Comparator.comparingInt(key -> KeyGroupRangeAssignment.assignToKeyGroup(key, KEY_GROUPS));
    assertThat(keysOf(sums)).isEqualTo(came.stream().sorted(byGroup).toList());

    sums.takeIf(sum -> sum.key.endsWith("7"));
    List<String> left = came.stream().filter(key -> !key.endsWith("7")).sorted(byGroup).toList();
    assertThat(keysOf(sums)).isEqualTo(left);
    assertThat(sums.of("k8").count).as("it is found again").isEqualTo(1);
    assertThat(sums.of("k7").count).as("it was taken").isZero();
  }

  @Test
  void fewAreGoneThroughAsTheyCame() {
    assertThat(keysOf(sumsOf(20)))
        .isEqualTo(IntStream.range(0, 20).mapToObj(key -> "k" + key).toList());
  }
}
