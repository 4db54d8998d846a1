package io.tidemark.jobs.eventrouter;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.tidemark.functions.event.Event;
import io.tidemark.functions.ledger.CountingOperator;
import io.tidemark.functions.ledger.Entry;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.core.fs.Path;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Sends each event where the first rule says that wants it, with what the reference file has on it.
 * What no rule wants, or one drops, is counted as filtered. Events stay in their order.
 */
final class RouteEvents extends CountingOperator<RoutedEvent>
    implements OneInputStreamOperator<Event, RoutedEvent> {

  private static final long serialVersionUID = 1;

  private final List<Rule> rules;
  private final ReferenceSettings reference;

  private transient ObjectReader json;
  private transient List<List<Condition.Bound>> conditions;
  private transient JsonPointer referenceKey;
  private transient Reference known;
  private transient long knownFromMs;
  private transient ScheduledFuture<?> reloads;

  /**
   * @param rules in the order in which they are asked
   * @param reference where more is known; null: nowhere
   */
  RouteEvents(List<Rule> rules, ReferenceSettings reference) {
    this.rules = rules;
    this.reference = reference;
  }

  @Override
  public void open() throws Exception {
    super.open();
    json = new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).reader();
    conditions =
        rules.stream()
            .map(rule -> rule.conditions().stream().map(Condition::bound).toList())
            .toList();
    known = Reference.NONE;
    if (reference != null) {
      referenceKey = JsonPointer.compile(reference.pointer());
      loadAtFirst();
      long everyMs = reference.reloadInterval().toMillis();
      reloads =
          getProcessingTimeService()
              .scheduleWithFixedDelay(now -> reloadIfChanged(), everyMs, everyMs);
    }
  }

  private void loadAtFirst() {
    try {
      load();
    } catch (IOException e) {
      // No restart makes the file a better one.
      throw new SuppressRestartsException(
          new IllegalStateException("reference: " + e.getMessage()));
    }
  }

  private void load() throws IOException {
    Path file = new Path(reference.file());
    // Its time first: a file that changes while it is read is read once more.
    knownFromMs = file.getFileSystem().getFileStatus(file).getModificationTime();
    known = Reference.read(file);
  }

  private void reloadIfChanged() {
    Path file = new Path(reference.file());
    try {
      if (file.getFileSystem().getFileStatus(file).getModificationTime() != knownFromMs) {
        load();
        LOG.info("reference: read {} again, {} keys", file, known.fields().size());
      }
    } catch (IOException e) {
      LOG.warn("reference: going on with what was known, since {}", e.getMessage());
    }
  }

  @Override
  public void processElement(StreamRecord<Event> element) throws Exception {
    Event event = element.getValue();
    JsonNode content = json.readTree(event.raw());
    int rule = firstThatWants(content);
    if (rule < 0 || rules.get(rule).route() == null) {
      decide(Entry.FILTERED, event.key(), event.time());
      return;
    }
    decide(Entry.ON_TIME, event.key(), event.time());
    output.collect(element.replace(new RoutedEvent(rule, event, known(content))));
  }

  private int firstThatWants(JsonNode event) {
    for (int rule = 0; rule < conditions.size(); rule++) {
      if (holdAll(conditions.get(rule), event)) {
        return rule;
      }
    }
    return -1;
  }

  private static boolean holdAll(List<Condition.Bound> conditions, JsonNode event) {
    for (Condition.Bound condition : conditions) {
      if (!condition.holds(event)) {
        return false;
      }
    }
    return true;
  }

  private String known(JsonNode event) {
    return reference == null ? null : known.of(event.at(referenceKey).asText());
  }

  @Override
  public void close() throws Exception {
    if (reloads != null) {
      reloads.cancel(false);
    }
    super.close();
  }
}
