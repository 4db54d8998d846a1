package io.tidemark.jobs.laterepair;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.functions.event.Decoded;
import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.Origin;
import io.tidemark.functions.event.RecordDecoder;
import io.tidemark.functions.ledger.LedgerCounts;
import io.tidemark.functions.ledger.LedgerMeter;
import io.tidemark.functions.window.WindowResult;
import io.tidemark.jobs.kit.JobParameters;
import io.tidemark.jobs.kit.params.Parameters;
import io.tidemark.jobs.kit.sink.OutputFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Late events and results as rows of JSON, as the job reads them, and what it writes as JSON again.
 */
class MergeLateRowsTest {

  private static final long MINUTE = 60_000;

  private final LateRepairJob job = new LateRepairJob();

  private boolean onRocksDb;

  @Test
  void aLateEventIsAddedToTheWindowThatMissedIt() throws Exception {
    Run run = run("count", List.of(result(0, 0, "+I", 3)), List.of(late("e1", 1, 0)));
    assertThat(run.rows)
        .containsExactly(
            "{\"op\":\"-U\",\"key\":\"k\",\"window_start\":\"1970-01-01T00:00:00.000Z\","
                + "\"window_end\":\"1970-01-01T00:01:00.000Z\",\"timing\":\"REPAIR\",\"pane\":1,"
                + "\"last\":false,\"count\":3}",
            "{\"op\":\"+U\",\"key\":\"k\",\"window_start\":\"1970-01-01T00:00:00.000Z\","
                + "\"window_end\":\"1970-01-01T00:01:00.000Z\",\"timing\":\"REPAIR\",\"pane\":1,"
                + "\"last\":false,\"count\":4,\"repaired\":1,\"repaired_checksum\":\""
                + checksum(run.rows.get(1))
                + "\"}");
    assertThat(run.books).hasToString("on_time=1 late_refined=1");
  }

  @Test
  void aWindowWithoutAResultGetsOne() throws Exception {
    Run run = run("sum", List.of(), List.of(late("e1", 1.5, 0), late("e2", 2, 0)));
    assertThat(run.rows)
        .singleElement()
        .asString()
        .startsWith("{\"op\":\"+I\",\"key\":\"k\",")
        .contains("\"pane\":0,")
        .contains("\"sum\":3.5,\"repaired\":2,\"repaired_sum\":3.5,");
  }

  @Test
  void onlyTheWindowsThatMissedAnEventGetIt() throws Exception {
    Run run =
        run(
            "count",
            List.of(result(0, 0, "+I", 3), result(1, 0, "+I", 4)),
            List.of(late("e1", 1, 1)));
    assertThat(run.rows)
        .hasSize(2)
        .allMatch(row -> row.contains("\"1970-01-01T00:01:00.000Z\",\""));
  }

  @Test
  void theSecondRunWritesNothingAndTheThirdOnlyWhatIsNew() throws Exception {
    List<String> results = new ArrayList<>(List.of(result(0, 0, "+I", 3)));
    List<String> late = new ArrayList<>(List.of(late("e1", 1, 0), late("e1", 1, 0)));
    results.addAll(run("count", results, late).rows);

    Run second = run("count", results, late);
    assertThat(second.rows).isEmpty();
    assertThat(second.books).hasToString("on_time=3 duplicate=2");

    late.add(late("e2", 1, 0));
    Run third = run("count", results, late);
    assertThat(third.rows).hasSize(2);
    assertThat(third.rows.get(0)).contains("\"pane\":2,").contains("\"count\":5,\"repaired\":2,");
    assertThat(third.rows.get(1)).contains("\"pane\":2,").contains("\"count\":6,\"repaired\":3,");
    assertThat(third.books).hasToString("on_time=3 late_refined=1 duplicate=2");
  }

  @Test
  void aResultThatComesAfterItsRepairIsRepairedAgain() throws Exception {
    List<String> late = List.of(late("e1", 1, 0));
    List<String> results = new ArrayList<>(run("count", List.of(), late).rows);
    results.add(result(0, 0, "+I", 3));

    assertThat(run("count", results, late).rows)
        .hasSize(2)
        .last()
        .asString()
        .contains("\"pane\":1,")
        .contains("\"count\":4,\"repaired\":1,");
  }

  @Test
  void whereLateEventsAreMissingTheResultIsLeftAsItIs() throws Exception {
    List<String> results = new ArrayList<>(List.of(result(0, 0, "+I", 3)));
    results.addAll(run("count", results, List.of(late("e1", 1, 0), late("e2", 1, 0))).rows);

    Run run = run("count", results, List.of(late("e2", 1, 0), late("e3", 1, 0)));
    assertThat(run.rows).isEmpty();
    assertThat(run.books).hasToString("on_time=3 late_dropped=2");
  }

  @Test
  void severalThatHadBeenAddedUpCountForAll() throws Exception {
    String several =
        "{\"key\":\"k\",\"events\":3,\"event_time\":\"1970-01-01T00:00:01.000Z\",\"watermark\":"
            + "\"1970-01-01T00:10:00.000Z\",\"outcome\":\"late_dropped\",\"missed_windows\":["
            + "{\"start\":\"1970-01-01T00:00:00.000Z\",\"end\":\"1970-01-01T00:01:00.000Z\"}]}";
    assertThat(run("count", List.of(result(0, 0, "+I", 3)), List.of(several)).rows.get(1))
        .contains("\"count\":6,\"repaired\":3,");
    assertThat(decoded("sum", several).deadLetter().error())
        .isEqualTo("several events, without what their values add up to");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "7",
        "{}",
        "{\"op\":\"+I\",\"key\":\"k\"}",
        "{\"op\":\"+I\",\"pane\":0,\"window_start\":\"1970-01-01T00:00:00.000Z\",\"window_end\":"
            + "\"1970-01-01T00:01:00.000Z\",\"count\":3}",
        "{\"key\":\"k\",\"events\":-4,\"event_time\":\"1970-01-01T00:00:01.000Z\","
            + "\"missed_windows\":[{\"start\":\"1970-01-01T00:00:00.000Z\",\"end\":"
            + "\"1970-01-01T00:01:00.000Z\"}]}",
        "{\"op\":\"+I\",\"key\":\"k\",\"pane\":0,\"window_start\":\"now\"}",
        "{\"event\":{\"item_id\":\"k\"},\"event_time\":\"1970-01-01T00:00:01.000Z\"}",
        "{\"event\":{},\"event_time\":\"1970-01-01T00:00:01.000Z\",\"missed_windows\":[{}]}",
      })
  void whatIsNoRowOfAJobWithWindowsIsADeadLetter(String row) {
    Decoded decoded = decoded("count", row);
    assertThat(decoded.isEvent()).isFalse();
    assertThat(decoded.deadLetter().error()).isNotBlank().doesNotContain("\n");
    assertThat(decoded.sequence()).isEqualTo(1);
  }

  @Test
  void aRecordWithoutAValueIsADeadLetter() {
    assertThat(decoders("count").decode(null, 0, Origin.ofTopic("t", 0, 0)).isEvent()).isFalse();
  }

  @Test
  void resultsThatDoNotAddUpStopTheJob() {
    String share = result(0, 1, "+I", 3);
    assertThatThrownBy(() -> run("count", List.of(share), List.of()))
        .rootCause()
        .hasMessageStartingWith("a result cannot be repaired: it is a share, of a job with");
    assertThatThrownBy(() -> run("sum", List.of(result(0, 0, "+I", 3)), List.of()))
        .rootCause()
        .hasMessageStartingWith("a result cannot be repaired: it has no number sum");
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whateverWasLateTheResultsAreThoseOfNothingLate(boolean rocksDb) throws Exception {
    onRocksDb = rocksDb;
    for (int seed = 0; seed < (rocksDb ? 3 : 15); seed++) {
      compareWithModel(seed);
    }
  }

  /** Three runs, with ever more late events, with stops between; then one with no more of them. */
  private void compareWithModel(int seed) throws Exception {
    Random random = new Random(seed);
    String aggregate = random.nextBoolean() ? "count" : "sum";
    boolean isCompacted = random.nextBoolean();
    Map<Integer, Long> expected = new TreeMap<>();
    List<String> results = new ArrayList<>();
    for (int window = 0; window < 5; window++) {
      int panes = random.nextInt(3);
      long total = 0;
      for (int pane = 0; pane < panes; pane++) {
        if (pane > 0 && random.nextBoolean()) {
          results.add(result(window, pane, "-U", total, aggregate));
        }
        total += random.nextInt(4);
        results.add(result(window, pane, pane == 0 ? "+I" : "+U", total, aggregate));
        expected.put(window, total);
      }
    }

    List<String> late = new ArrayList<>();
    for (int run = 0; run < 4; run++) {
      Set<Integer> touched = new HashSet<>();
      for (int more = run == 3 ? 0 : random.nextInt(6); more > 0; more--) {
        int value = aggregate.equals("count") ? 1 : random.nextInt(5) - 2;
        int first = random.nextInt(5);
        int last = first + random.nextInt(5 - first);
        late.add(late("e" + random.nextInt(10), value, windows(first, last)));
        for (int window = first; window <= last; window++) {
          expected.merge(window, (long) value, Long::sum);
          touched.add(window);
        }
      }
      Run done = run(aggregate, shuffled(results, late, random));
      results.addAll(done.rows);
      if (isCompacted) {
        results = new ArrayList<>(lastRows(results).values());
      }
      assertThat(view(results, aggregate)).as("seed %d, run %d", seed, run).isEqualTo(expected);
      assertThat(done.rows.stream().map(MergeLateRowsTest::window))
          .allMatch(window -> touched.contains(window));
      assertThat(done.books.inFlight()).isEqualTo(-done.read);
    }
  }

  /** Both in one, each in its order. */
  private static List<String> shuffled(List<String> results, List<String> late, Random random) {
    List<Boolean> turns = new ArrayList<>(Collections.nCopies(results.size(), true));
    turns.addAll(Collections.nCopies(late.size(), false));
    Collections.shuffle(turns, random);
    List<String> rows = new ArrayList<>();
    int results0 = 0;
    int late0 = 0;
    for (boolean isResult : turns) {
      rows.add(isResult ? results.get(results0++) : late.get(late0++));
    }
    return rows;
  }

  private static Map<Integer, String> lastRows(List<String> results) {
    Map<Integer, String> last = new LinkedHashMap<>();
    for (String row : results) {
      if (!row.contains("\"op\":\"-U\"")) {
        last.put(window(row), row);
      }
    }
    return last;
  }

  private static Map<Integer, Long> view(List<String> results, String aggregate) {
    Map<Integer, Long> view = new TreeMap<>();
    lastRows(results)
        .forEach(
            (window, row) ->
                view.put(
                    window,
                    Long.parseLong(row.replaceAll(".*\"" + aggregate + "\":(-?[0-9]+).*", "$1"))));
    return view;
  }

  private static int window(String row) {
    String start = row.replaceAll(".*\"window_start\":\"([^\"]*)\".*", "$1");
    return (int) (Instant.parse(start).toEpochMilli() / MINUTE);
  }

  private static String checksum(String row) {
    return row.replaceAll(".*\"repaired_checksum\":\"([0-9a-f]{16})\".*", "$1");
  }

  private static String result(int window, int pane, String op, long total) {
    return result(window, pane, op, total, "count");
  }

  private static String result(int window, int pane, String op, long total, String column) {
    return String.format(
        Locale.ROOT,
        "{\"op\":\"%s\",\"key\":\"k\",\"window_start\":\"%s\",\"window_end\":\"%s\","
            + "\"timing\":\"%s\",\"pane\":%d,\"last\":false,\"%s\":%d}",
        op,
        Instant.ofEpochMilli(window * MINUTE),
        Instant.ofEpochMilli((window + 1) * MINUTE),
        pane == 0 ? "ON_TIME" : "LATE",
        pane,
        column,
        total);
  }

  private static String late(String id, double value, int... windows) {
    StringBuilder missed = new StringBuilder();
    for (int window : windows) {
      missed.append(
          String.format(
              Locale.ROOT,
              "%s{\"start\":\"%s\",\"end\":\"%s\"}",
              missed.length() == 0 ? "" : ",",
              Instant.ofEpochMilli(window * MINUTE),
              Instant.ofEpochMilli((window + 1) * MINUTE)));
    }
    return String.format(
        Locale.ROOT,
        "{\"event\":{\"event_id\":\"%s\",\"item_id\":\"k\",\"value\":%s},\"event_time\":\"%s\","
            + "\"watermark\":\"1970-01-01T01:00:00.000Z\",\"outcome\":\"late_dropped\","
            + "\"missed_windows\":[%s]}",
        id,
        value,
        Instant.ofEpochMilli(windows[0] * MINUTE),
        missed);
  }

  private static int[] windows(int first, int last) {
    int[] windows = new int[last - first + 1];
    for (int i = 0; i < windows.length; i++) {
      windows[i] = first + i;
    }
    return windows;
  }

  /** What a run wrote and counted. */
  private record Run(List<String> rows, LedgerCounts books, long read) {}

  private Run run(String aggregate, List<String> results, List<String> late) throws Exception {
    List<String> rows = new ArrayList<>(results);
    rows.addAll(late);
    return run(aggregate, rows);
  }

  /** Reads all rows, with a stop and a restore in the middle, and ends. */
  private Run run(String aggregate, List<String> rows) throws Exception {
    List<String> written = new ArrayList<>();
    LedgerCounts books = new LedgerCounts();
    RecordDecoder decoder = decoders(aggregate);
    OperatorSubtaskState state = null;
    for (List<String> part :
        List.of(rows.subList(0, rows.size() / 2), rows.subList(rows.size() / 2, rows.size()))) {
      try (KeyedOneInputStreamOperatorTestHarness<String, Event, WindowResult<Total>> harness =
          harness(aggregate)) {
        if (state != null) {
          harness.initializeState(state);
        }
        harness.open();
        for (String row : part) {
          Event event = decoder.decode(row.getBytes(UTF_8), 0, Origin.ofFile("f", 1)).event();
          harness.processElement(event, event.time());
        }
        if (state != null) {
          harness.processWatermark(Long.MAX_VALUE);
        }
        harness.prepareSnapshotPreBarrier(1);
        state = harness.snapshot(1, 1);
        add(harness, aggregate, written, books);
      }
    }
    return new Run(written, books, rows.size());
  }

  private KeyedOneInputStreamOperatorTestHarness<String, Event, WindowResult<Total>> harness(
      String aggregate) throws Exception {
    KeyedOneInputStreamOperatorTestHarness<String, Event, WindowResult<Total>> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            new MergeLateRows(params(aggregate).aggregate()), Event::key, Types.STRING);
    harness.setStateBackend(
        onRocksDb ? new EmbeddedRocksDBStateBackend() : new HashMapStateBackend());
    return harness;
  }

  private void add(
      KeyedOneInputStreamOperatorTestHarness<String, Event, WindowResult<Total>> harness,
      String aggregate,
      List<String> written,
      LedgerCounts books) {
    OutputFormat<WindowResult<Total>> format = job.resultFormat(params(aggregate));
    harness
        .extractOutputValues()
        .forEach(result -> written.add(new String(format.toLine(result), UTF_8)));
    Queue<StreamRecord<LedgerCounts>> told = harness.getSideOutput(LedgerMeter.TAG);
    if (told != null) {
      told.forEach(counts -> books.addAll(counts.getValue()));
    }
  }

  private Decoded decoded(String aggregate, String row) {
    return decoders(aggregate).decode(row.getBytes(UTF_8), 0, Origin.ofFile("f", 1));
  }

  private RecordDecoder decoders(String aggregate) {
    return job.decoders(params(aggregate), parameters(aggregate)).create();
  }

  private LateRepairParams params(String aggregate) {
    return job.params(parameters(aggregate));
  }

  private Parameters parameters(String aggregate) {
    return Parameters.of(JobParameters.all(job), List.of(Map.of("aggregate", aggregate)));
  }
}
