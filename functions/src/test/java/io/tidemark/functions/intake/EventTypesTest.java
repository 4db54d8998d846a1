package io.tidemark.functions.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.event.DeadLetter;
import io.tidemark.functions.event.DeadLetter.Reason;
import io.tidemark.functions.event.Decoded;
import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.Origin;
import io.tidemark.functions.testing.RoundTrip;
import io.tidemark.functions.testing.TypeChecks;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The records that go into the intake and come out of it, between tasks. */
class EventTypesTest {

  private static final DeadLetter FROM_KAFKA =
      new DeadLetter(
          Reason.FUTURE, "ahead", new byte[] {-1, 0, 1}, Origin.ofTopic("t", 3, 1L << 40));
  private static final DeadLetter WITHOUT_VALUE =
      new DeadLetter(Reason.MALFORMED, "no value", null, Origin.ofFile("/tmp/events.jsonl", 7));

  static List<Class<?>> types() {
    return List.of(Event.class, DeadLetter.class, Decoded.class);
  }

  @ParameterizedTest
  @MethodSource("types")
  void noPartOfATypeIsLeftToKryo(Class<?> type) throws Exception {
    TypeChecks.assertNoGenericPart(TypeInformation.of(type));
    TypeChecks.assertRestoresAsItIs(TypeInformation.of(type));
  }

  static List<Object> records() {
    Event event = Events.event("id \u00e9\ud83d\ude00", "view");
    return List.of(
        event,
        Events.bare(-62_000_000_000_000L),
        FROM_KAFKA,
        WITHOUT_VALUE,
        Decoded.event(event, 1),
        Decoded.untimelyEvent(event, 2),
        Decoded.deadLetter(FROM_KAFKA, Long.MAX_VALUE),
        Decoded.deadLetter(WITHOUT_VALUE, 3));
  }

  @ParameterizedTest
  @MethodSource("records")
  <T> void aRecordArrivesWholeWithWhatItLacks(T record) {
    @SuppressWarnings("unchecked") // an object's class is its own
    Class<T> type = (Class<T>) record.getClass();
    assertThat(new RoundTrip<>(TypeInformation.of(type)).of(record))
        .usingRecursiveComparison()
        .withEqualsForType(Double::equals, Double.class) // NaN is NaN
        .isEqualTo(record);
  }
}
