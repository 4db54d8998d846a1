package io.tidemark.local.replay;

import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Where a stream leads: to an operator, or to an output. */
@FunctionalInterface
interface Receiver<T> {

  /** A record has come; it is dealt with when this returns. */
  void record(StreamRecord<T> record) throws Exception;

  /** A watermark has come; the windows that it completes have fired when this returns. */
  default void watermark(long watermark) throws Exception {}
}
