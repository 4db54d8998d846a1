package io.tidemark.functions.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.event.DeadLetter;
import io.tidemark.functions.event.DeadLetter.Reason;
import io.tidemark.functions.event.Decoded;
import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.Origin;
import io.tidemark.functions.ledger.LedgerCounts;
import io.tidemark.functions.ledger.LedgerMeter;
import io.tidemark.functions.testing.OperatorUnderTest;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntakeTest {

  private OperatorUnderTest<Decoded, Event> intake;
  private long sequence;

  private void intakeOf(String... types) throws Exception {
    intake =
        OperatorUnderTest.start(
            OperatorUnderTest.streamOf(TypeInformation.of(Decoded.class))
                .transform(
                    "intake",
                    TypeInformation.of(Event.class),
                    new Intake(Set.of(types), Set.of("tick"))));
  }

  @AfterEach
  void stop() throws Exception {
    intake.close();
  }

  private void event(String id, String type) throws Exception {
    sequence++;
    intake.send(Decoded.event(Events.event(id, type), sequence), Events.TIME);
  }

  private void deadLetter(Reason reason, String error) throws Exception {
    sequence++;
    intake.send(
        Decoded.deadLetter(
            new DeadLetter(reason, error, new byte[] {1}, Origin.ofTopic("t", 0, 1)), sequence),
        Event.NO_TIME);
  }

  private LedgerCounts ledger() throws Exception {
    intake.beforeBarrier();
    LedgerCounts told = new LedgerCounts();
    intake.side(LedgerMeter.TAG).forEach(told::addAll);
    return told;
  }

  @Test
  void withoutAFilterEveryEventPassesWithItsTime() throws Exception {
    intakeOf();
    event("1", "view");
    event("2", null);
    assertThat(intake.records())
        .hasSize(2)
        .allSatisfy(passed -> assertThat(passed.getTimestamp()).isEqualTo(Events.TIME))
        .extracting(StreamRecord::getValue)
        .extracting(Event::id)
        .containsExactly("1", "2");
    assertThat(ledger()).hasToString("read=2");
  }

  @Test
  void whatOnlyTellsTheTimePassesNoFilter() throws Exception {
    intakeOf();
    event("1", "tick");
    assertThat(intake.records()).isEmpty();
    assertThat(ledger()).hasToString("read=1 filtered=1");
  }

  @Test
  void aFilterRefusesOtherTypesAndEventsWithoutOne() throws Exception {
    intakeOf("view", "click");
    event("1", "view");
    event("2", "scroll");
    event("3", "click");
    event("4", null);
    assertThat(intake.results()).extracting(Event::id).containsExactly("1", "3");
    assertThat(ledger()).hasToString("read=4 filtered=2");
  }

  @Test
  void deadLettersGoToTheirSideOutputWhateverTheFilter() throws Exception {
    intakeOf("view");
    deadLetter(Reason.MALFORMED, "broken");
    deadLetter(Reason.FUTURE, "ahead");
    deadLetter(Reason.MALFORMED, "empty");
    assertThat(intake.results()).isEmpty();
    assertThat(intake.side(Intake.DEAD_LETTERS))
        .extracting(DeadLetter::error)
        .containsExactly("broken", "ahead", "empty");
    assertThat(ledger()).hasToString("read=3 malformed=2 future=1");
    assertThat(ledger().balanced()).isTrue();
  }

  @Test
  void countsAreToldOnceAheadOfEachBarrierAndAtTheEnd() throws Exception {
    intakeOf();
    event("1", "view");
    assertThat(intake.side(LedgerMeter.TAG)).isEmpty();
    assertThat(ledger()).hasToString("read=1");
    assertThat(ledger().isEmpty()).isTrue();

    event("2", "view");
    intake.endInput();
    assertThat(intake.side(LedgerMeter.TAG)).singleElement().hasToString("read=1");
  }

  @Test
  void aRecordLostOnTheWayFromTheDecoderIsStillRead() throws Exception {
    intakeOf();
    event("1", "view");
    sequence += 2;
    event("4", "view");
    assertThat(intake.results()).hasSize(2);
    assertThat(ledger()).hasToString("read=4");
  }

  @Test
  void evenTheFirstRecordsLostAreRead() throws Exception {
    intakeOf();
    sequence = 2;
    deadLetter(Reason.MALFORMED, "broken");
    LedgerCounts counts = ledger();
    assertThat(counts).hasToString("read=3 malformed=1");
    assertThat(counts.balanced()).isFalse();
  }

  @Test
  void afterARestoreTheDecoderBeginsAnewAndSoDoesTheCount() throws Exception {
    intakeOf();
    event("1", "view");
    event("2", "view");
    intake.restart();
    assertThat(intake.side(LedgerMeter.TAG)).singleElement().hasToString("read=2");

    sequence = 0;
    event("3", "view");
    assertThat(ledger()).hasToString("read=1");
  }
}
