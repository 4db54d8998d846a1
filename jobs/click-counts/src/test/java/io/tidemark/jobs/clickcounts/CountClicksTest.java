package io.tidemark.jobs.clickcounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.functions.event.Event;
import io.tidemark.jobs.clickcounts.ClickCountsParams.Distinct;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CountClicksTest {

  @Test
  void everyClickCountsOne() {
    assertThat(counted(Distinct.NONE, "u1", "u2", "u1")).isEqualTo(new ClickCount(3, null));
  }

  @Test
  void everyUserCountsOnceIfAskedFor() {
    assertThat(counted(Distinct.USER, "u1", "u2", "u1")).isEqualTo(new ClickCount(3, 2L));
  }

  @Test
  void userWithAnEmptyNameIsOneLikeAnyOther() {
    assertThat(counted(Distinct.USER, "", "u1", "")).isEqualTo(new ClickCount(3, 2L));
  }

  @Test
  void noClicksAreNone() {
    assertThat(counted(Distinct.NONE)).isEqualTo(new ClickCount(0, null));
    assertThat(counted(Distinct.USER)).isEqualTo(new ClickCount(0, 0L));
  }

  @Test
  void manyUsersAreCountedAbout() {
    String[] users = new String[50_000];
    for (int i = 0; i < users.length; i++) {
      users[i] = "user-" + i % 25_000;
    }

    ClickCount count = counted(Distinct.USER, users);

    assertThat(count.count()).isEqualTo(50_000);
    // Three standard errors of the sketch.
    assertThat(count.distinctUsers()).isCloseTo(25_000L, within(3 * 25_000 * 16 / 1_000L));
  }

  @Test
  void clicksWithoutAUserCountWhereNobodyAsksForUsers() {
    assertThat(counted(Distinct.NONE, (String) null)).isEqualTo(new ClickCount(1, null));
  }

  @Test
  void resultDoesNotEndTheCount() {
    CountClicks countClicks = new CountClicks(Distinct.USER);
    ClickAccumulator accumulator = countClicks.createAccumulator();
    accumulator = countClicks.add(Clicks.by("u1"), accumulator);
    assertThat(countClicks.getResult(accumulator)).isEqualTo(new ClickCount(1, 1L));

    accumulator = countClicks.add(Clicks.by("u2"), accumulator);

    assertThat(countClicks.getResult(accumulator)).isEqualTo(new ClickCount(2, 2L));
  }

  @ParameterizedTest
  @EnumSource
  void accumulatorIsAPojoThatSurvivesASavepoint(Distinct distinct) throws IOException {
    CountClicks countClicks = new CountClicks(distinct);
    ClickAccumulator accumulator = countClicks.createAccumulator();
    accumulator = countClicks.add(Clicks.by("u1"), accumulator);
    TypeInformation<ClickAccumulator> type =
        TypeExtractor.getAggregateFunctionAccumulatorType(
            countClicks, TypeInformation.of(Event.class), null, false);
    assertThat(type).isInstanceOf(PojoTypeInfo.class);

    ClickAccumulator restored = writtenAndRead(accumulator, type);
    restored = countClicks.add(Clicks.by("u1"), restored);
    restored = countClicks.add(Clicks.by("u2"), restored);

    assertThat(countClicks.getResult(restored))
        .isEqualTo(new ClickCount(3, distinct == Distinct.USER ? 2L : null));
  }

  private static ClickCount counted(Distinct distinct, String... users) {
    CountClicks countClicks = new CountClicks(distinct);
    ClickAccumulator accumulator = countClicks.createAccumulator();
    for (String user : users) {
      accumulator = countClicks.add(Clicks.by(user), accumulator);
    }
    return countClicks.getResult(accumulator);
  }

  private static <T> T writtenAndRead(T value, TypeInformation<T> type) throws IOException {
    SerializerConfigImpl withoutKryo = new SerializerConfigImpl();
    withoutKryo.setGenericTypes(false);
    TypeSerializer<T> serializer = type.createSerializer(withoutKryo);
    DataOutputSerializer written = new DataOutputSerializer(64);
    serializer.serialize(value, written);
    return serializer.deserialize(new DataInputDeserializer(written.getCopyOfBuffer()));
  }
}
