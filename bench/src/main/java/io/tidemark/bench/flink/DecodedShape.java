package io.tidemark.bench.flink;

import io.tidemark.bench.workload.Clicks;
import io.tidemark.bench.workload.Shape;
import io.tidemark.functions.event.Decoded;
import io.tidemark.functions.event.Event;

/** What Tidemark's decoder would have made of a click, but without the record's bytes. */
final class DecodedShape implements Shape<Decoded> {

  private static final long serialVersionUID = 1;
  private static final byte[] NO_BYTES = {};

  private final int sources;

  DecodedShape(int sources) {
    this.sources = sources;
  }

  @Override
  public Decoded of(Clicks clicks) {
    String item = clicks.item();
    return Decoded.event(
        new Event(
            item,
            null,
            clicks.user(),
            item,
            clicks.type(),
            clicks.time(),
            Event.NO_TIME,
            Event.NO_TIME,
            clicks.value(),
            NO_BYTES),
        clicks.index() / sources + 1);
  }
}
