package io.tidemark.functions.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.ledger.LedgerCounts;
import io.tidemark.functions.ledger.LedgerMeter;
import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.OperatorUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** With a horizon of 100 ms, unless a test says otherwise. */
@ParameterizedClass
@EnumSource(Backend.class)
class DeduplicatorTest {

  private static final KeyedStream<Event, String> EVENTS =
      OperatorUnderTest.streamOf(TypeInformation.of(Event.class)).keyBy(Event::id);

  private final Backend backend;
  private OperatorUnderTest<Event, Event> deduplicator;

  DeduplicatorTest(Backend backend) {
    this.backend = backend;
  }

  @BeforeEach
  void start() throws Exception {
    deduplicator = deduplicator(Duration.ofMillis(100));
  }

  private OperatorUnderTest<Event, Event> deduplicator(Duration horizon) throws Exception {
    return OperatorUnderTest.start(
        EVENTS.transform("deduplicate", TypeInformation.of(Event.class), new Deduplicator(horizon)),
        backend);
  }

  @AfterEach
  void everyIdIsForgottenInTheEnd() throws Exception {
    deduplicator.watermark(Long.MAX_VALUE);
    assertThat(deduplicator.stateEntries()).as("ids in state").isZero();
    assertThat(deduplicator.timers()).as("timers").isZero();
    deduplicator.close();
  }

  /** Whether an event is kept. */
  private boolean keeps(String id, long time) throws Exception {
    deduplicator.send(Events.event(id, "view"), time);
    List<StreamRecord<Event>> kept = deduplicator.records();
    assertThat(kept)
        .allSatisfy(
            event -> {
              assertThat(event.getTimestamp()).isEqualTo(time);
              assertThat(event.getValue().id()).isEqualTo(id);
            });
    return !kept.isEmpty();
  }

  private LedgerCounts ledger() throws Exception {
    deduplicator.beforeBarrier();
    LedgerCounts told = new LedgerCounts();
    deduplicator.side(LedgerMeter.TAG).forEach(told::addAll);
    return told;
  }

  @Test
  void theFirstOfAnIdIsKeptAndItsCopiesAreDropped() throws Exception {
    assertThat(keeps("a", 1000)).isTrue();
    assertThat(keeps("a", 1000)).isFalse();
    assertThat(keeps("b", 1000)).isTrue();
    assertThat(keeps("a", 1000)).isFalse();
    assertThat(ledger()).hasToString("duplicate=2");
    assertThat(ledger().isEmpty()).isTrue();
  }

  @Test
  void aCopyIsDroppedWithinTheHorizonBeforeAndAfter() throws Exception {
    assertThat(keeps("a", 1000)).isTrue();
    assertThat(keeps("a", 1099)).isFalse();
    assertThat(keeps("a", 901)).isFalse();
    assertThat(keeps("b", 1000)).isTrue();
    assertThat(keeps("b", 1100)).isTrue();
    assertThat(keeps("c", 1000)).isTrue();
    assertThat(keeps("c", 900)).isTrue();
  }

  @Test
  void aDroppedCopyDoesNotProlongTheHorizon() throws Exception {
    assertThat(keeps("a", 1000)).isTrue();
    assertThat(keeps("a", 1060)).isFalse();
    assertThat(keeps("a", 1120)).isTrue();
  }

  @Test
  void anIdThatComesBackBeyondTheHorizonIsKeptAndBothAreRemembered() throws Exception {
    assertThat(keeps("a", 1000)).isTrue();
    assertThat(keeps("a", 1500)).isTrue();
    assertThat(keeps("a", 1000)).isFalse();
    assertThat(keeps("a", 1500)).isFalse();
    assertThat(keeps("a", 500)).isTrue();
    assertThat(keeps("a", 1500)).isFalse();
    assertThat(ledger()).hasToString("duplicate=3");
  }

  @Test
  void anIdIsForgottenWhenTheWatermarkReachesItsTimePlusTheHorizon() throws Exception {
    keeps("a", 1000);
    deduplicator.watermark(1099);
    assertThat(deduplicator.stateEntries()).isEqualTo(1);
    assertThat(keeps("a", 1000)).isFalse();

    deduplicator.watermark(1100);
    assertThat(deduplicator.stateEntries()).isZero();
    assertThat(deduplicator.timers()).isZero();
  }

  @Test
  void anIdThatCameBackIsRememberedForItsLaterTime() throws Exception {
    keeps("a", 1000);
    keeps("a", 1100);
    deduplicator.watermark(1100);
    assertThat(keeps("a", 1100)).isFalse();
    deduplicator.watermark(1200);
    assertThat(deduplicator.stateEntries()).isZero();
  }

  @Test
  void aLateEventOfAnIdDoesNotMakeItForgetANewerOne() throws Exception {
    deduplicator.watermark(1050);
    assertThat(keeps("a", 1000)).isTrue();
    assertThat(keeps("a", 500)).isTrue();
    deduplicator.watermark(1060);
    assertThat(keeps("a", 1000)).isFalse();
  }

  @Test
  void copiesOfAnEventThatCameLateAreDroppedForAHorizonFromWhereTheWatermarkWas() throws Exception {
    deduplicator.watermark(5000);
    assertThat(keeps("a", 1000)).isTrue();
    assertThat(keeps("a", 1000)).isFalse();
    deduplicator.watermark(5099);
    assertThat(keeps("a", 1000)).isFalse();
    deduplicator.watermark(5100);
    assertThat(deduplicator.stateEntries()).isZero();
  }

  @Test
  void aLateEventRightAfterARestoreIsRememberedFromTheRestoredWatermark() throws Exception {
    deduplicator.watermark(5000);
    deduplicator.restart(1);
    assertThat(keeps("a", 1000)).isTrue();
    deduplicator.watermark(5050);
    assertThat(keeps("a", 1000)).isFalse();
  }

  @Test
  void timesBeforeTheEpochAreTimesLikeAnyOther() throws Exception {
    assertThat(keeps("a", -50)).isTrue();
    assertThat(keeps("a", 49)).isFalse();
    assertThat(keeps("a", 50)).isTrue();
    assertThat(keeps("a", -149)).isFalse();
    assertThat(keeps("a", -150)).isTrue();
  }

  @Test
  void anEndlessHorizonRemembersUntilTheEndOfTime() throws Exception {
    deduplicator.close();
    deduplicator = deduplicator(Duration.ofMillis(Long.MAX_VALUE));
    assertThat(keeps("a", 1000)).isTrue();
    deduplicator.watermark(Long.MAX_VALUE / 2);
    assertThat(keeps("a", 2000)).isFalse();
  }

  @Test
  void copiesAreKnownAfterARestoreAndInEverySubtask() throws Exception {
    List<String> ids = List.of("a", "b", "c", "d", "e", "f");
    for (String id : ids) {
      assertThat(keeps(id, 1000)).isTrue();
    }
    deduplicator.watermark(1050);
    for (int parallelism : new int[] {2, 1, 3}) {
      deduplicator.restart(parallelism);
      for (String id : ids) {
        assertThat(keeps(id, 1000)).isFalse();
      }
      assertThat(ledger()).hasToString("duplicate=6");
    }
    deduplicator.watermark(1100);
    assertThat(deduplicator.stateEntries()).isZero();
  }

  @Test
  void onRandomStreamsItDropsWhatTheModelDrops() throws Exception {
    for (long seed = 0; seed < (backend == Backend.HASHMAP ? 100 : 5); seed++) {
      List<String> story = new ArrayList<>();
      try (OperatorUnderTest<Event, Event> operator = deduplicator(Duration.ofMillis(100))) {
        compareWithModel(operator, new Random(seed), story);
      } catch (AssertionError e) {
        throw new AssertionError(String.format("seed %d: %s", seed, story), e);
      }
    }
  }

  private static void compareWithModel(
      OperatorUnderTest<Event, Event> operator, Random random, List<String> story)
      throws Exception {
    List<Kept> model = new ArrayList<>();
    long watermark = Long.MIN_VALUE;
    for (long now = 0; now < 800; now += 10) {
      switch (random.nextInt(40)) {
        case 0, 1, 2, 3, 4 -> {
          watermark = now - 150;
          story.add("watermark " + watermark);
          operator.watermark(watermark);
          long reached = watermark;
          model.removeIf(kept -> kept.forgottenAt() <= reached);
        }
        case 5 -> {
          story.add("restart");
          operator.restart(1 + random.nextInt(2));
        }
        default -> {
          long time = now - random.nextInt(300);
          Kept event = new Kept("id" + random.nextInt(4), time, Math.max(time, watermark) + 100);
          story.add(event.toString());
          operator.send(Events.event(event.id(), "view"), event.time());
          boolean isCopy = model.stream().anyMatch(event::isCopyOf);
          assertThat(operator.results()).hasSize(isCopy ? 0 : 1);
          if (!isCopy) {
            model.add(event);
          }
        }
      }
    }
  }

  private record Kept(String id, long time, long forgottenAt) {
    boolean isCopyOf(Kept other) {
      return id.equals(other.id) && Math.abs(time - other.time) < 100;
    }
  }
}
