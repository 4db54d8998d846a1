package io.tidemark.local.replay;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** All that one stream leads to; none, until some is added. */
final class Fan<T> implements Receiver<T> {

  private final List<Receiver<T>> receivers = new ArrayList<>();

  void add(Receiver<T> receiver) {
    receivers.add(receiver);
  }

  @Override
  public void record(StreamRecord<T> record) throws Exception {
    for (Receiver<T> receiver : receivers) {
      // An operator may put its own value into the record and hand it on.
      receiver.record(record.copy(record.getValue()));
    }
  }

  @Override
  public void watermark(long watermark) throws Exception {
    for (Receiver<T> receiver : receivers) {
      receiver.watermark(watermark);
    }
  }
}
