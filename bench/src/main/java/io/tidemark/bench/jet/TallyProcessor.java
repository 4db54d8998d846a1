package io.tidemark.bench.jet;

import com.hazelcast.function.SupplierEx;
import com.hazelcast.jet.core.AbstractProcessor;
import com.hazelcast.jet.core.Processor;
import com.hazelcast.jet.core.ProcessorMetaSupplier;
import com.hazelcast.jet.pipeline.Sink;
import com.hazelcast.jet.pipeline.Sinks;
import io.tidemark.bench.measure.Race;
import io.tidemark.bench.measure.Tally;
import java.io.Serializable;

/** Where results end: tallied, and the race is told when there are no more. */
final class TallyProcessor<T> extends AbstractProcessor {

  private final Tallying<T> tallying;
  private final Tally tally = Race.current().tally();
  private long snapshots;

  private TallyProcessor(Tallying<T> tallying) {
    this.tallying = tallying;
  }

  /** Puts a result into a tally. */
  @FunctionalInterface
  interface Tallying<T> extends Serializable {
    void add(T result, Tally tally);
  }

  static <T> Sink<T> sink(Tallying<T> tallying) {
    SupplierEx<Processor> processors = () -> new TallyProcessor<>(tallying);
    return Sinks.fromProcessor("tally", ProcessorMetaSupplier.of(processors));
  }

  @Override
  @SuppressWarnings("unchecked")
  protected boolean tryProcess(int ordinal, Object item) {
    tallying.add((T) item, tally);
    return true;
  }

  @Override
  public boolean snapshotCommitFinish(boolean success) {
    if (success && Race.current().isOn()) {
      snapshots++;
    }
    return true;
  }

  @Override
  public boolean complete() {
    Race.current().finished(tally, snapshots);
    return true;
  }
}
