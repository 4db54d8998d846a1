package io.tidemark.local.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartitionsTest {

  @Test
  void usersReachEveryPartitionButTheIdleOne() {
    Partitions partitions = new Partitions(4, 0);

    assertThat(IntStream.range(0, 100).map(user -> partitions.of("u" + user)).distinct())
        .containsExactlyInAnyOrder(1, 2, 3);
  }

  @Test
  void partitionsOfALargerTopicAreFoldedIntoASmallerOne() {
    Partitions partitions = new Partitions(3, -1);

    assertThat(IntStream.range(0, 7).map(partitions::fit)).containsExactly(0, 1, 2, 0, 1, 2, 0);
  }

  @Test
  void foldingLeavesTheIdlePartitionIdle() {
    Partitions partitions = new Partitions(3, 2);

    assertThat(IntStream.range(0, 7).map(partitions::fit)).containsExactly(0, 1, 0, 0, 1, 0, 0);
  }

  @Test
  void theOnlyPartitionTakesAllEvenIfItWasToBeIdle() {
    assertThat(new Partitions(1, 0).fit(5)).isZero();
    assertThat(new Partitions(1, 0).of("u1")).isZero();
  }
}
