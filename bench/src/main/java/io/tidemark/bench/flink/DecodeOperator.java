package io.tidemark.bench.flink;

import io.tidemark.functions.event.Decoded;
import io.tidemark.functions.event.Event;
import io.tidemark.functions.event.EventDecoder;
import io.tidemark.functions.event.Origin;
import io.tidemark.jobs.kit.source.DecoderFactory;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** Tidemark's decoder behind a source of bytes, as the Kafka source has it within. */
final class DecodeOperator extends AbstractStreamOperator<Decoded>
    implements OneInputStreamOperator<byte[], Decoded> {

  private static final long serialVersionUID = 1;

  private final DecoderFactory decoders;

  private transient EventDecoder decoder;
  private transient long records;

  DecodeOperator(DecoderFactory decoders) {
    this.decoders = decoders;
  }

  @Override
  public void open() throws Exception {
    super.open();
    decoder = decoders.create();
  }

  @Override
  public void processElement(StreamRecord<byte[]> element) {
    Origin origin = Origin.ofTopic("memory", 0, records++);
    output.collect(element.replace(decoder.decode(element.getValue(), Event.NO_TIME, origin)));
  }
}
