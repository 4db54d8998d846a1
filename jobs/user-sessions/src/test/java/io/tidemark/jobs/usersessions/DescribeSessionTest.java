package io.tidemark.jobs.usersessions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.event.Event;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.PojoTypeInfo;
import org.junit.jupiter.api.Test;

class DescribeSessionTest {

  private static final int STEPS = 3;

  private final DescribeSession describe = new DescribeSession(STEPS);

  @Test
  void aSessionHasItsEventsItsDurationAndItsEnds() {
    UserSession session =
        of(event(2_000, "e1", "i2"), event(1_000, "e2", "i1"), event(3_500, "e3", "i3"));
    assertThat(session)
        .isEqualTo(
            new UserSession(
                3,
                new Step(1_000, "e2", "i1"),
                List.of(
                    new Step(1_000, "e2", "i1"),
                    new Step(2_000, "e1", "i2"),
                    new Step(3_500, "e3", "i3"))));
    assertThat(session.durationMs()).isEqualTo(2_500);
  }

  @Test
  void aSessionOfOneEventTakesNoTime() {
    assertThat(of(event(1_000, "e1", "i1")).durationMs()).isZero();
  }

  @Test
  void nothingIsNoSession() {
    assertThat(of()).isEqualTo(UserSession.EMPTY);
    assertThat(of().durationMs()).isZero();
  }

  @Test
  void atTheSameTimeTheIdDecidesAndThenTheItem() {
    assertThat(of(event(1, "e2", "a"), event(1, "e1", "b"), event(1, null, "c")).last())
        .extracting(Step::item)
        .containsExactly("c", "b", "a");
    assertThat(of(event(1, null, "b"), event(1, null, null), event(1, null, "a")).last())
        .extracting(Step::item)
        .containsExactly(null, "a", "b");
  }

  @Test
  void whateverTheOrderAndThePartsItIsWhatAllEventsInOrderSay() {
    Random random = new Random(7);
    for (int round = 0; round < 2_000; round++) {
      List<Event> events = new ArrayList<>();
      int size = 1 + random.nextInt(10);
      for (int i = 0; i < size; i++) {
        int item = random.nextInt(4);
        events.add(
            event(
                random.nextInt(4),
                random.nextInt(5) == 0 ? null : "e" + random.nextInt(6),
                item == 0 ? null : "i" + item));
      }
      List<Step> inOrder = events.stream().map(Step::of).sorted().toList();
      UserSession expected =
          new UserSession(size, inOrder.get(0), inOrder.subList(Math.max(0, size - STEPS), size));

      Collections.shuffle(events, random);
      assertThat(of(events.toArray(Event[]::new))).isEqualTo(expected);
      assertThat(mergedInParts(events, random)).isEqualTo(expected);
    }
  }

  @Test
  void theStateIsNotLeftToKryo() {
    assertThat(TypeInformation.of(UserSession.class)).isInstanceOf(PojoTypeInfo.class);
    assertThat(TypeInformation.of(Step.class)).isInstanceOf(PojoTypeInfo.class);
  }

  /** As when sessions merge: any two, again and again, until there is one. */
  private UserSession mergedInParts(List<Event> events, Random random) {
    Deque<UserSession> parts = new ArrayDeque<>();
    int from = 0;
    while (from < events.size()) {
      int to = from + 1 + random.nextInt(events.size() - from);
      parts.add(of(events.subList(from, to).toArray(Event[]::new)));
      from = to;
    }
    while (parts.size() > 1) {
      UserSession merged = describe.merge(parts.removeFirst(), parts.removeLast());
      if (random.nextBoolean()) {
        parts.addFirst(merged);
      } else {
        parts.addLast(merged);
      }
    }
    return parts.getFirst();
  }

  private UserSession of(Event... events) {
    UserSession session = describe.createAccumulator();
    for (Event event : events) {
      session = describe.add(event, session);
    }
    return describe.getResult(session);
  }

  private static Event event(long time, String id, String item) {
    return new Event(
        "u1",
        id,
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
