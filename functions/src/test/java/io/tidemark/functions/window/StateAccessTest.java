package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidemark.functions.testing.Click;
import io.tidemark.functions.testing.CountingBackend;
import io.tidemark.functions.testing.CountingBackend.Accesses;
import io.tidemark.functions.testing.OperatorUnderTest;
import io.tidemark.functions.window.Setup.Aligned;
import io.tidemark.functions.window.Setup.Sessions;
import io.tidemark.functions.window.Setup.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What windows cost in accesses to state; most of it is of sliding ones of six minutes each second,
 * of which 360 overlap. Some records come each second, for one key and all on time, and then the
 * watermark follows.
 */
class StateAccessTest {

  private static final int SLIDES = 720;

  /**
   * What it costs when as many windows close as open.
   *
   * @param perRecord accesses for each record
   * @param perSlide accesses for each slide, apart from its records
   * @param entries how many values are in state
   * @param timers how many timers are set
   */
  private record Cost(Accesses perRecord, Accesses perSlide, int entries, int timers) {

    static Cost of(Run one, Run eleven) {
      Accesses perRecord = eleven.accesses.minus(one.accesses).by(10.0 * SLIDES);
      return new Cost(
          perRecord, one.accesses.by(SLIDES).minus(perRecord), eleven.entries, eleven.timers);
    }

    @Override
    public String toString() {
      return String.format(
          "a record: %s; a slide: %s; %d entries, %d timers", perRecord, perSlide, entries, timers);
    }
  }

  private record Run(Accesses accesses, int entries, int timers) {}

  private static Setup sliding(boolean isDeductible) {
    return new Setup(
        new Aligned(360_000, 1000, 0),
        0,
        PaneTriggers.NONE,
        Accumulation.ACCUMULATING,
        isDeductible);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aRecordCostsOneUpdateAndASlideNoMoreThanAHandful(boolean isDeductible) throws Exception {
    Cost ours = Cost.of(ours(isDeductible, 1), ours(isDeductible, 11));

    assertThat(ours.perRecord().reads()).as("reads, %s", ours).isCloseTo(1, within(0.01));
    assertThat(ours.perRecord().updates()).as("updates, %s", ours).isCloseTo(1, within(0.01));
    assertThat(ours.perRecord().clears()).as("clears, %s", ours).isCloseTo(0, within(0.01));
    assertThat(ours.perSlide().sum()).as("a slide, %s", ours).isLessThan(16);
    // The slices of the open windows, and the total.
    assertThat(ours.entries()).as("entries, %s", ours).isEqualTo(360);
    assertThat(ours.timers()).as("timers, %s", ours).isEqualTo(1);
  }

  @Test
  void inFlinksOperatorARecordCostsAnUpdateForEachWindow() throws Exception {
    Cost stock = Cost.of(stock(1), stock(11));

    assertThat(stock.perRecord().updates()).as("updates, %s", stock).isCloseTo(360, within(0.5));
    assertThat(stock.entries()).as("entries, %s", stock).isEqualTo(359);
    assertThat(stock.timers()).as("timers, %s", stock).isEqualTo(359);
  }

  @ParameterizedTest
  @EnumSource(OneAtATime.class)
  void aRecordIsAReadAndAnUpdateAndTheEndOfItsWindowIsAReadAndARemoval(OneAtATime kind)
      throws Exception {
    CountingBackend backend = new CountingBackend();
    Setup setup = new Setup(kind.shape(), 0, PaneTriggers.NONE, Accumulation.ACCUMULATING, false);
    int windows = 100;
    int recordsEach = 5;
    try (OperatorUnderTest<Click, WindowResult<String>> operator =
        OperatorUnderTest.start(
            setup.windowing().aggregate(setup.aggregate(), "windows").results(), () -> backend)) {
      for (int window = 0; window < windows; window++) {
        for (int i = 0; i < recordsEach; i++) {
          operator.send(new Click("a", "id"), window * 1000L + i);
        }
        operator.watermark(window * 1000L + 999);
      }
    }
    Accesses each = backend.accesses().by(windows);
    assertThat(each.reads()).as("reads, %s", each).isCloseTo(recordsEach + 1, within(0.1));
    assertThat(each.updates()).as("updates, %s", each).isCloseTo(recordsEach, within(0.1));
    assertThat(each.clears()).as("clears, %s", each).isCloseTo(1, within(0.1));
  }

  @SuppressWarnings("ImmutableEnumChecker") // shapes are records
  private enum OneAtATime {
    TUMBLING,
    SESSIONS;

    Shape shape() {
      return this == TUMBLING ? new Aligned(1000, 1000, 0) : new Sessions(100);
    }
  }

  private static Run ours(boolean isDeductible, int recordsPerSlide) throws Exception {
    CountingBackend backend = new CountingBackend();
    Setup setup = sliding(isDeductible);
    try (OperatorUnderTest<Click, WindowResult<String>> operator =
        OperatorUnderTest.start(
            setup.windowing().aggregate(setup.aggregate(), "windows").results(), () -> backend)) {
      return run(operator, backend, recordsPerSlide);
    }
  }

  private static Run stock(int recordsPerSlide) throws Exception {
    CountingBackend backend = new CountingBackend();
    try (StockWindows stock = StockWindows.of(sliding(false), () -> backend)) {
      return run(stock.operator(), backend, recordsPerSlide);
    }
  }

  private static Run run(
      OperatorUnderTest<Click, ?> operator, CountingBackend backend, int recordsPerSlide)
      throws Exception {
    Accesses before = null;
    for (int slide = 0; slide < 400 + SLIDES; slide++) {
      if (slide == 400) {
        before = backend.accesses();
      }
      for (int i = 0; i < recordsPerSlide; i++) {
        operator.send(new Click("a", "id"), slide * 1000L + i);
      }
      operator.watermark(slide * 1000L + 999);
      operator.results();
    }
    return new Run(backend.accesses().minus(before), operator.stateEntries(), operator.timers());
  }
}
