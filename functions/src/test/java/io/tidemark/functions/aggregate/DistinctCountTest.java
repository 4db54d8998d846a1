package io.tidemark.functions.aggregate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.functions.testing.RoundTrip;
import io.tidemark.functions.testing.TypeChecks;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctCountTest {

  private static final TypeInformation<DistinctCount> TYPE =
      TypeInformation.of(DistinctCount.class);

  private static DistinctCount of(int first, int last) {
    DistinctCount count = new DistinctCount();
    addAll(count, first, last);
    return count;
  }

  private static void addAll(DistinctCount count, int first, int last) {
    for (int i = first; i <= last; i++) {
      count.add("user-" + i);
    }
  }

  @Test
  void nothingAddedIsZero() {
    assertThat(new DistinctCount().estimate()).isZero();
  }

  @Test
  void aHundredValuesAreCountedExactly() {
    DistinctCount count = new DistinctCount();
    for (int i = 1; i <= 100; i++) {
      count.add("user-" + i);
      count.add("user-" + i);
      assertThat(count.estimate()).isEqualTo(i);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, 10_000, 100_000, 1_000_000})
  void manyValuesAreCountedWithinThreeStandardErrors(int n) {
    assertThat((double) of(1, n).estimate()).isCloseTo(n, within(3 * 0.016 * n));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 100, 300, 500, 800, 5_000, 50_000})
  void anyOrderAndAnyWayOfMergingGivesTheSameCount(int n) {
    long inOrder = of(1, n).estimate();
    Random random = new Random(n);
    for (int round = 0; round < 5; round++) {
      List<Integer> users = IntStream.rangeClosed(1, n).boxed().collect(Collectors.toList());
      Collections.shuffle(users, random);
      DistinctCount shuffled = new DistinctCount();
      DistinctCount[] parts = new DistinctCount[1 + random.nextInt(8)];
      Arrays.setAll(parts, i -> new DistinctCount());
      for (int user : users) {
        shuffled.add("user-" + user);
        parts[random.nextInt(parts.length)].add("user-" + user);
      }
      DistinctCount merged = new DistinctCount();
      for (DistinctCount part : parts) {
        merged.addAll(part);
      }
      assertThat(shuffled.estimate()).isEqualTo(inOrder);
      assertThat(merged.estimate()).isEqualTo(inOrder);
    }
  }

  @Test
  void anEmptyTextIsAValueLikeAnyOther() {
    DistinctCount count = new DistinctCount();
    count.add("");
    assertThat(count.estimate()).isEqualTo(1);
    count.add("");
    count.add("\u00e9");
    count.add("\ud83d\ude00");
    assertThat(count.estimate()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100, 5_000, 200_000})
  void whatComesOutOfStateCountsOnAsIfItHadNeverBeenThere(int n) {
    DistinctCount stayed = of(1, n);
    DistinctCount stored = new RoundTrip<>(TYPE).of(of(1, n));
    assertThat(stored.estimate()).isEqualTo(stayed.estimate());

    addAll(stayed, n / 2, n + 1000);
    addAll(stored, n / 2, n + 1000);
    assertThat(stored.estimate()).isEqualTo(stayed.estimate());
  }

  @Test
  void aCopyIsIndependent() {
    DistinctCount count = of(1, 10);
    DistinctCount copy = DistinctCountSerializer.INSTANCE.copy(count);
    DistinctCount reused = DistinctCountSerializer.INSTANCE.copy(count, of(1, 3));
    count.add("another");
    assertThat(copy.estimate()).isEqualTo(10);
    assertThat(reused.estimate()).isEqualTo(10);
    assertThat(count.estimate()).isEqualTo(11);
  }

  @Test
  void bytesAreCopiedUpToTheEndOfOneValue() throws Exception {
    DataOutputSerializer two = new DataOutputSerializer(64);
    DistinctCountSerializer.INSTANCE.serialize(of(1, 300), two);
    DistinctCountSerializer.INSTANCE.serialize(of(1, 2), two);
    DataInputDeserializer source = new DataInputDeserializer(two.getCopyOfBuffer());

    DataOutputSerializer copied = new DataOutputSerializer(4096);
    DistinctCountSerializer.INSTANCE.copy(source, copied);
    DataInputDeserializer first = new DataInputDeserializer(copied.getCopyOfBuffer());
    assertThat(DistinctCountSerializer.INSTANCE.deserialize(first).estimate())
        .isEqualTo(of(1, 300).estimate());
    assertThat(first.available()).isZero();
    assertThat(DistinctCountSerializer.INSTANCE.deserialize(source).estimate()).isEqualTo(2);
  }

  @Test
  void aHandfulOfValuesTakesBytesAndAnyNumberTwoKilobytes() {
    assertThat(of(1, 4).toBytes()).hasSizeLessThan(40);
    assertThat(of(1, 1_000_000).toBytes()).hasSizeLessThan(2200);
  }

  @Test
  void flinkFindsTheSerializerByTheType() throws Exception {
    TypeChecks.assertNoGenericPart(TYPE);
    TypeChecks.assertRestoresAsItIs(TYPE);
    assertThat(RoundTrip.serializerOf(TYPE)).isSameAs(DistinctCountSerializer.INSTANCE);
    assertThat(TYPE).isEqualTo(TypeInformation.of(DistinctCount.class));
    assertThat(TYPE).hasSameHashCodeAs(TypeInformation.of(DistinctCount.class));
  }
}
