package io.tidemark.jobs.kit.sink;

import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * A sink of which a savepoint knows nothing, so that a job can go on from it without the sink. It
 * may only be around one whose writer needs nothing of it.
 */
record StatelessSink<R>(Sink<R> sink) implements Sink<R> {

  @Override
  public SinkWriter<R> createWriter(WriterInitContext context) throws IOException {
    return sink.createWriter(context);
  }
}
