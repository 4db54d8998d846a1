package io.tidemark.bench.flink;

import io.tidemark.bench.engine.JacksonClicks;
import io.tidemark.bench.workload.Click;
import org.apache.flink.api.common.serialization.AbstractDeserializationSchema;

/** Decodes Kafka's records as most people do. */
final class ClickSchema extends AbstractDeserializationSchema<Click> {

  private static final long serialVersionUID = 1;

  ClickSchema() {
    super(Click.class);
  }

  @Override
  public Click deserialize(byte[] record) {
    return JacksonClicks.decode(record);
  }
}
