package io.tidemark.bench.streams;

import io.tidemark.bench.measure.Tally;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Tallies the last count of each window. A session that has become part of another has none. */
final class WindowTally implements Processor<Windowed<String>, Long, Void, Void> {

  private final List<Tally> tallies;
  private final long afterLastMs;
  private final Map<Windowed<String>, Long> counts = new HashMap<>();

  private Tally tally;

  /**
   * What one task does.
   *
   * @param afterLastMs by how much windows end later than Kafka Streams says
   */
  WindowTally(List<Tally> tallies, long afterLastMs) {
    this.tallies = tallies;
    this.afterLastMs = afterLastMs;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    tally = tallies.get(context.taskId().partition());
  }

  @Override
  public void process(Record<Windowed<String>, Long> result) {
    Windowed<String> key = result.key();
    long start = key.window().start();
    long end = key.window().end() + afterLastMs;
    Long count = result.value();
    Long before = count == null ? counts.remove(key) : counts.put(key, count);
    if (before != null) {
      tally.takeBack(key.key(), start, end, before);
    }
    if (count != null) {
      tally.add(key.key(), start, end, count);
    }
  }
}
