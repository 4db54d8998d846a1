package io.tidemark.bench.streams;

import io.tidemark.bench.measure.Tally;
import io.tidemark.bench.workload.Click;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Tallies clicks. */
final class ClickTally implements Processor<String, Click, Void, Void> {

  private final List<Tally> tallies;
  private Tally tally;

  ClickTally(List<Tally> tallies) {
    this.tallies = tallies;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    tally = tallies.get(context.taskId().partition());
  }

  @Override
  public void process(Record<String, Click> click) {
    long time = click.value().time;
    tally.add(click.key(), time, time, 1);
  }
}
