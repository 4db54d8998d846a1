package io.tidemark.functions.anomaly;

import io.tidemark.functions.event.Event;
import io.tidemark.functions.ledger.CountingOperator;
import io.tidemark.functions.ledger.Entry;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Scores the value of each event, in the order in which the events of a key arrive: a late one as
 * well, since a series of measurements has nothing to be late for. Each is counted as on time. The
 * stream must be keyed by the event's key.
 *
 * <p>What is known of a key is kept for good: a metric that is silent for a week is still the same
 * one.
 */
public final class ValueScorer extends CountingOperator<Scored>
    implements OneInputStreamOperator<Event, Scored> {

  private static final long serialVersionUID = 1;

  private final ScoringSpec spec;

  private transient ValueState<double[]> known;

  public ValueScorer(ScoringSpec spec) {
    this.spec = spec;
  }

  @Override
  public void open() throws Exception {
    super.open();
    known =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    "known-" + spec.name(),
                    PrimitiveArrayTypeInfo.DOUBLE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public void processElement(StreamRecord<Event> element) throws Exception {
    Event event = element.getValue();
    decide(Entry.ON_TIME, event.key(), event.time());
    double[] series = known.value();
    if (series == null) {
      series = spec.begin();
    }
    Score score = spec.score(series, event.time(), event.value());
    known.update(series);
    Scored row = Scored.of(event.key(), null, event.time(), event.value(), score, spec.alertAt());
    if (spec.tells(row)) {
      output.collect(element.replace(row));
    }
  }
}
