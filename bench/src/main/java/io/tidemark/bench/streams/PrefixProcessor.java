package io.tidemark.bench.streams;

import io.tidemark.bench.measure.Race;
import io.tidemark.bench.measure.Tally;
import io.tidemark.bench.workload.Click;
import io.tidemark.bench.workload.TopicPrefix;
import java.util.List;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/**
 * Lets a run's clicks through, and ends the race after the last one of its partition: Kafka Streams
 * itself knows no end.
 */
final class PrefixProcessor implements FixedKeyProcessor<String, Click, Click> {

  private final TopicPrefix prefix;
  private final List<Tally> tallies;
  private final String store;

  private FixedKeyProcessorContext<String, Click> context;
  private int partition;
  private long end;

  /**
   * What one task does.
   *
   * @param tallies where its results go, by partition
   * @param store whose cache holds results back; null if there is none
   */
  PrefixProcessor(TopicPrefix prefix, List<Tally> tallies, String store) {
    this.prefix = prefix;
    this.tallies = tallies;
    this.store = store;
  }

  @Override
  public void init(FixedKeyProcessorContext<String, Click> context) {
    this.context = context;
    this.partition = context.taskId().partition();
    this.end = prefix.ends().get(partition);
  }

  @Override
  public void process(FixedKeyRecord<String, Click> click) {
    long offset = context.recordMetadata().orElseThrow().offset();
    if (offset < end) {
      context.forward(click);
    }
    if (offset == end - 1) {
      if (store != null) {
        // What waits in the cache comes out, as with a commit.
        context.getStateStore(store).flush();
      }
      Race.current().finished(tallies.get(partition));
    }
  }
}
