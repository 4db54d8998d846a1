package io.tidemark.bench.flink;

import io.tidemark.bench.measure.Race;
import io.tidemark.bench.measure.Tally;
import java.io.Serializable;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Where results end: tallied, and the race is told when there are no more. */
final class TallyOperator<T> extends AbstractStreamOperator<Void>
    implements OneInputStreamOperator<T, Void> {

  private static final long serialVersionUID = 1;

  private final Tallying<T> tallying;

  private transient Tally tally;
  private transient long checkpoints;
  private transient boolean watermarkCame;

  private TallyOperator(Tallying<T> tallying) {
    this.tallying = tallying;
  }

  /** Puts a result into a tally. */
  @FunctionalInterface
  interface Tallying<T> extends Serializable {
    void add(T result, Tally tally);
  }

  /** Ends a stream of results. */
  static <T> void end(DataStream<T> results, Tallying<T> tallying) {
    results
        .transform("tally", Types.VOID, new TallyOperator<>(tallying))
        .setParallelism(results.getParallelism());
  }

  @Override
  public void open() throws Exception {
    super.open();
    tally = Race.current().tally();
  }

  @Override
  public void processElement(StreamRecord<T> element) {
    tallying.add(element.getValue(), tally);
  }

  @Override
  public void processWatermark(Watermark watermark) throws Exception {
    super.processWatermark(watermark);
    if (!watermarkCame && !Race.current().isOn()) {
      watermarkCame = true;
      Race.current().watermarkArrived();
    }
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    super.notifyCheckpointComplete(checkpointId);
    if (Race.current().isOn()) {
      checkpoints++;
    }
  }

  @Override
  public void finish() throws Exception {
    super.finish();
    Race.current().finished(tally, checkpoints);
  }
}
