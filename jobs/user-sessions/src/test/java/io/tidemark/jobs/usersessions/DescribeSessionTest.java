package io.tidemark.jobs.usersessions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.event.Event;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.junit.jupiter.api.Test;

class DescribeSessionTest {

  private final DescribeSession describe = new DescribeSession();

  @Test
  void aSessionHasItsEventsItsDurationAndItsEnds() {
    UserSession session = of(event(2_000, "i2"), event(1_000, "i1"), event(3_500, "i3"));
    assertThat(session).isEqualTo(new UserSession(3, 1_000, 3_500, "i1", "i3"));
    assertThat(session.durationMs()).isEqualTo(2_500);
  }

  @Test
  void aSessionOfOneEventTakesNoTime() {
    assertThat(of(event(1_000, "i1")).durationMs()).isZero();
  }

  @Test
  void nothingIsNoSession() {
    assertThat(of()).isEqualTo(UserSession.EMPTY);
    assertThat(of().durationMs()).isZero();
  }

  @Test
  void eventsWithoutAnItemCountToo() {
    assertThat(of(event(1, null), event(2, "i1"), event(3, null)))
        .isEqualTo(new UserSession(3, 1, 3, null, null));
  }

  @Test
  void neitherTheOrderNorThePartsMatter() {
    Random random = new Random(7);
    for (int round = 0; round < 500; round++) {
      List<Event> events = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        int item = random.nextInt(4);
        events.add(event(random.nextInt(4), item == 0 ? null : "i" + item));
      }
      UserSession inOrder = of(events.toArray(Event[]::new));
      Collections.shuffle(events, random);
      int cut = random.nextInt(events.size() + 1);
      UserSession a = of(events.subList(0, cut).toArray(Event[]::new));
      UserSession b = of(events.subList(cut, events.size()).toArray(Event[]::new));
      assertThat(describe.merge(a, b)).isEqualTo(inOrder);
      assertThat(describe.merge(b, a)).isEqualTo(inOrder);
    }
  }

  @Test
  void theStateIsNotLeftToKryo() {
    assertThat(TypeInformation.of(UserSession.class)).isInstanceOf(PojoTypeInfo.class);
  }

  private UserSession of(Event... events) {
    UserSession session = describe.createAccumulator();
    for (Event event : events) {
      session = describe.add(event, session);
    }
    return describe.getResult(session);
  }

  private static Event event(long time, String item) {
    return new Event(
        "u1",
        null,
        "u1",
        item,
        "click",
        time,
        Event.NO_TIME,
        Event.NO_TIME,
        Double.NaN,
        "{}".getBytes(UTF_8));
  }
}
