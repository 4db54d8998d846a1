package io.tidemark.jobs.videoanalytics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.event.Event;
import java.io.IOException;
import java.math.BigDecimal;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class MeasureViewsTest {

  private final MeasureViews measure = new MeasureViews();

  @Test
  void noViewsAreNoneAndHaveNoWatchTime() {
    assertThat(audience()).isEqualTo(new Audience(0, BigDecimal.ZERO, 0, null, null));
  }

  @Test
  void viewsAddUp() {
    assertThat(audience(view("u1", 20), view("u2", 10), view("u1", 70)))
        .isEqualTo(new Audience(3, BigDecimal.valueOf(100), 2, 20L, 70L));
  }

  @Test
  void aViewThatDoesNotSayHowLongOrByWhomIsStillOne() {
    assertThat(audience(view("u1", Double.NaN), view(null, 10)))
        .isEqualTo(new Audience(2, BigDecimal.TEN, 1, 10L, 10L));
  }

  @Test
  void aWatchTimeBelowZeroIsNone() {
    assertThat(audience(view("u1", -5), view("u2", 0)))
        .isEqualTo(new Audience(2, BigDecimal.ZERO, 2, 0L, 0L));
  }

  @Test
  void watchTimesAddUpExactlyInAnyOrder() {
    assertThat(audience(view("u1", 0.1), view("u1", 0.2)).watchMs()).isEqualByComparingTo("0.3");
    assertThat(audience(view("u1", 1e300), view("u1", 1), view("u1", 0x1p63)).watchMs())
        .isEqualByComparingTo(
            audience(view("u1", 1), view("u1", 0x1p63), view("u1", 1e300)).watchMs())
        .isEqualByComparingTo(
            new BigDecimal("1e300")
                .add(new BigDecimal("9.223372036854776e18"))
                .add(BigDecimal.ONE));
  }

  @Test
  void mergedPartsAreTheWholeAndAResultEndsNothing() {
    Views a = views(view("u1", 20), view("u2", 10));
    Views b = views(view("u1", 70));
    assertThat(measure.getResult(a).views()).isEqualTo(2);

    assertThat(measure.getResult(measure.merge(a, b)))
        .isEqualTo(new Audience(3, BigDecimal.valueOf(100), 2, 20L, 70L));
  }

  @Test
  void stateIsAPojoThatSurvivesASavepoint() throws IOException {
    TypeInformation<Views> type = TypeInformation.of(Views.class);
    assertThat(type).isInstanceOf(PojoTypeInfo.class);

    Views restored = measure.add(view("u1", 20), writtenAndRead(views(view("u1", 10)), type));

    assertThat(measure.getResult(restored))
        .isEqualTo(new Audience(2, BigDecimal.valueOf(30), 1, 10L, 20L));
  }

  private static Event view(String user, double watchMs) {
    return new Event(
        "i1",
        null,
        user,
        null,
        "view",
        0,
        Event.NO_TIME,
        Event.NO_TIME,
        watchMs,
        "{}".getBytes(UTF_8));
  }

  private Views views(Event... events) {
    Views views = measure.createAccumulator();
    for (Event event : events) {
      views = measure.add(event, views);
    }
    return views;
  }

  private Audience audience(Event... events) {
    return measure.getResult(views(events));
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
