package io.tidemark.functions.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tidemark.functions.ledger.Entry;
import io.tidemark.functions.ledger.TracedEvent;
import io.tidemark.functions.ledger.Tracer;
import io.tidemark.functions.testing.Backend;
import io.tidemark.functions.testing.Click;
import io.tidemark.functions.testing.OperatorUnderTest;
import io.tidemark.functions.testing.SortedIds;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sample of events that windows show, behind a pre-aggregation. */
class TraceTest {

  private static final Duration WINDOW = Duration.ofMillis(100);

  private OperatorUnderTest<Click, Contribution<Click, ?>> input;
  private OperatorUnderTest<Contribution<Click, ?>, WindowResult<String>> windows;

  private void start(Map<String, String> settings) throws Exception {
    DataStream<Click> clicks = OperatorUnderTest.streamOf(TypeInformation.of(Click.class));
    clicks
        .getExecutionEnvironment()
        .getConfig()
        .setGlobalJobParameters(Configuration.fromMap(settings));
    WindowedStreams<Click, String> streams =
        EventTimeWindows.on(clicks, Click::key)
            .tumbling(WINDOW)
            .aggregate(new SortedIds(), "windows");
    windows = OperatorUnderTest.start(streams.results(), Backend.HASHMAP);
    input =
        OperatorUnderTest.start(
            OperatorUnderTest.<Contribution<Click, ?>>streamBefore(streams.results()),
            Backend.HASHMAP);
  }

  @AfterEach
  void stop() throws Exception {
    input.close();
    windows.close();
  }

  private void click(String id, long time) throws Exception {
    input.send(new Click("key", id), time);
    deliver();
  }

  private void watermark(long watermark) throws Exception {
    input.watermark(watermark);
    deliver();
    windows.watermark(watermark);
  }

  private void deliver() throws Exception {
    for (var record : input.records()) {
      windows.send(record.getValue(), record.getTimestamp());
    }
  }

  private List<TracedEvent> trace() {
    return windows.side(Tracer.TAG);
  }

  @Test
  void withoutARateNothingIsShownAndAllIsAddedUp() throws Exception {
    start(Map.of());

    click("a", 10);
    watermark(99);
    click("b", 20);

    assertThat(windows.results()).hasSize(1);
    assertThat(trace()).isEmpty();
  }

  @Test
  void asManyAsTheRateSaysAreShownAndTheOthersAreAddedUp() throws Exception {
    start(Map.of(Tracer.RATE, "2"));

    for (String id : List.of("a", "b", "c", "d")) {
      click(id, 10);
    }
    watermark(99);

    assertThat(trace())
        .extracting(TracedEvent::outcome, TracedEvent::key, TracedEvent::eventTime)
        .hasSize(2)
        .containsOnly(tuple(Entry.ON_TIME, "key", 10L));
    assertThat(windows.results())
        .singleElement()
        .satisfies(pane -> assertThat(pane.value()).contains("a", "b", "c", "d"));
  }

  @Test
  void rareOutcomeIsShownHoweverManyAreOnTime() throws Exception {
    start(Map.of(Tracer.RATE, "1"));

    click("a", 10);
    click("b", 10);
    watermark(99);
    click("c", 20);

    assertThat(trace())
        .containsExactly(
            new TracedEvent(Entry.ON_TIME, "key", 10, 0, Long.MIN_VALUE),
            new TracedEvent(Entry.LATE_DROPPED, "key", 20, 0, 99));
  }
}
