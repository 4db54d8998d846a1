package io.tidemark.functions.window;

import java.io.Serializable;
import java.util.List;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.OutputTag;

/**
 * What a window operator must know of what it gets, beside what the aggregate makes of it: how many
 * records it is, and where it goes if it is late.
 *
 * @param <IN> what the operator gets
 * @param <R> the records that it is made of
 */
abstract class Elements<IN, R> implements Serializable {

  private static final long serialVersionUID = 1;

  private final OutputTag<LateRecord<R>> lateTag;

  private Elements(OutputTag<LateRecord<R>> lateTag) {
    this.lateTag = lateTag;
  }

  /** How many records an element stands for. */
  abstract long count(IN element);

  /** The record that an element is; null if it is what several have added up to. */
  abstract R record(IN element);

  /** Sends an element that missed windows to the late output. */
  final void sendLate(
      StreamRecord<IN> element,
      String key,
      long watermark,
      LateRecord.Outcome outcome,
      List<WindowBounds> missed,
      Output<?> output) {
    LateRecord<R> late =
        new LateRecord<>(
            record(element.getValue()),
            key,
            count(element.getValue()),
            element.getTimestamp(),
            watermark,
            outcome,
            missed);
    output.collect(lateTag, new StreamRecord<>(late, element.getTimestamp()));
  }

  /** Elements that are the records themselves. */
  static final class Records<R> extends Elements<R, R> {

    private static final long serialVersionUID = 1;

    Records(OutputTag<LateRecord<R>> lateTag) {
      super(lateTag);
    }

    @Override
    long count(R element) {
      return 1;
    }

    @Override
    R record(R element) {
      return element;
    }
  }

  /** Elements that come from a pre-aggregation. */
  static final class Contributions<R, ACC> extends Elements<Contribution<R, ACC>, R> {

    private static final long serialVersionUID = 1;

    Contributions(OutputTag<LateRecord<R>> lateTag) {
      super(lateTag);
    }

    @Override
    long count(Contribution<R, ACC> element) {
      return element.count();
    }

    @Override
    R record(Contribution<R, ACC> element) {
      return element.record();
    }
  }
}
