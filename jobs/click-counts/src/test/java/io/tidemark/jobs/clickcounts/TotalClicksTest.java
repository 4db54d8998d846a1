package io.tidemark.jobs.clickcounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.type.HandWrittenType;
import io.tidemark.jobs.kit.params.AggregateParameters.Aggregate;
import io.tidemark.jobs.kit.params.AggregateParameters.Distinct;
import java.io.IOException;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.TypeExtractor;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TotalClicksTest {

  @Test
  void everyClickCountsOne() {
    assertThat(counted(Distinct.NONE, "u1", "u2", "u1")).isEqualTo(new ClickTotal(3, null, null));
  }

  @Test
  void everyUserCountsOnceIfAskedFor() {
    assertThat(counted(Distinct.USER, "u1", "u2", "u1")).isEqualTo(new ClickTotal(3, null, 2L));
  }

  @Test
  void userWithAnEmptyNameIsOneLikeAnyOther() {
    assertThat(counted(Distinct.USER, "", "u1", "")).isEqualTo(new ClickTotal(3, null, 2L));
  }

  @Test
  void noClicksAreNone() {
    assertThat(counted(Distinct.NONE)).isEqualTo(new ClickTotal(0, null, null));
    assertThat(counted(Distinct.USER)).isEqualTo(new ClickTotal(0, null, 0L));
  }

  @Test
  void manyUsersAreCountedAbout() {
    String[] users = new String[50_000];
    for (int i = 0; i < users.length; i++) {
      users[i] = "user-" + i % 25_000;
    }

    ClickTotal count = counted(Distinct.USER, users);

    assertThat(count.count()).isEqualTo(50_000);
    // Three standard errors of the sketch.
    assertThat(count.distinctUsers()).isCloseTo(25_000L, within(3 * 25_000 * 16 / 1_000L));
  }

  @Test
  void clicksWithoutAUserCountWhereNobodyAsksForUsers() {
    assertThat(counted(Distinct.NONE, (String) null)).isEqualTo(new ClickTotal(1, null, null));
  }

  @Test
  void resultDoesNotEndTheCount() {
    AggregateFunction<Event, ClickAccumulator, ClickTotal> totals = totals(Distinct.USER);
    ClickAccumulator accumulator = totals.createAccumulator();
    accumulator = totals.add(Clicks.by("u1"), accumulator);
    assertThat(totals.getResult(accumulator)).isEqualTo(new ClickTotal(1, null, 1L));

    accumulator = totals.add(Clicks.by("u2"), accumulator);

    assertThat(totals.getResult(accumulator)).isEqualTo(new ClickTotal(2, null, 2L));
  }

  @ParameterizedTest
  @EnumSource
  void accumulatorSurvivesASavepointWithWhateverItHas(Distinct distinct) throws IOException {
    AggregateFunction<Event, ClickAccumulator, ClickTotal> totals = totals(distinct);
    ClickAccumulator accumulator = totals.createAccumulator();
    accumulator = totals.add(Clicks.by("u1"), accumulator);
    TypeInformation<ClickAccumulator> type =
        TypeExtractor.getAggregateFunctionAccumulatorType(
            totals, TypeInformation.of(Event.class), null, false);
    assertThat(type).isInstanceOf(HandWrittenType.class);

    ClickAccumulator restored = writtenAndRead(accumulator, type);
    restored = totals.add(Clicks.by("u1"), restored);
    restored = totals.add(Clicks.by("u2"), restored);

    assertThat(totals.getResult(restored))
        .isEqualTo(new ClickTotal(3, null, distinct == Distinct.USER ? 2L : null));
  }

  @Test
  void sumIsExactAndWithoutAnOrder() {
    assertThat(summed(0.1, 0.2, 0.3).sum()).isEqualByComparingTo("0.6");
    assertThat(summed(1e16, 1, -1e16).sum()).isEqualByComparingTo("1");
    assertThat(summed(-1e16, 1e16, 1).sum()).isEqualByComparingTo("1");
  }

  @Test
  void whatWasMergedCanBeDeducted() {
    TotalClicks totals = new TotalClicks(Aggregate.SUM);
    ClickAccumulator part = totals.add(Clicks.worth(0.2), totals.createAccumulator());
    ClickAccumulator whole = totals.add(Clicks.worth(0.1), totals.createAccumulator());

    whole = totals.deduct(totals.merge(whole, part), part);

    assertThat(totals.getResult(whole).count()).isEqualTo(1);
    assertThat(totals.getResult(whole).sum()).isEqualByComparingTo("0.1");
  }

  @Test
  void usersOfBothPartsAreCountedOnce() {
    AggregateFunction<Event, ClickAccumulator, ClickTotal> totals = totals(Distinct.USER);
    ClickAccumulator a = totals.add(Clicks.by("u1"), totals.createAccumulator());
    ClickAccumulator b = totals.add(Clicks.by("u2"), totals.createAccumulator());
    b = totals.add(Clicks.by("u1"), b);

    assertThat(totals.getResult(totals.merge(a, b))).isEqualTo(new ClickTotal(3, null, 2L));
  }

  private static ClickTotal summed(double... values) {
    TotalClicks totals = new TotalClicks(Aggregate.SUM);
    ClickAccumulator accumulator = totals.createAccumulator();
    for (double value : values) {
      accumulator = totals.add(Clicks.worth(value), accumulator);
    }
    return totals.getResult(accumulator);
  }

  private static AggregateFunction<Event, ClickAccumulator, ClickTotal> totals(Distinct distinct) {
    return new ClickCountsParams(null, Aggregate.COUNT, distinct).totals();
  }

  private static ClickTotal counted(Distinct distinct, String... users) {
    AggregateFunction<Event, ClickAccumulator, ClickTotal> totals = totals(distinct);
    ClickAccumulator accumulator = totals.createAccumulator();
    for (String user : users) {
      accumulator = totals.add(Clicks.by(user), accumulator);
    }
    return totals.getResult(accumulator);
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
