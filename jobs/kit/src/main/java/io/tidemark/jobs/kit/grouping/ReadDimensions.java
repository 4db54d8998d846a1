package io.tidemark.jobs.kit.grouping;

import io.tidemark.functions.event.Event;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;

/** Reads all dimensions of an event, once for all sets of them. */
final class ReadDimensions extends RichMapFunction<Event, DimensionedEvent> {

  private static final long serialVersionUID = 1;

  private final List<Dimension> dimensions;

  private transient PointerReader reader;

  ReadDimensions(List<Dimension> dimensions) {
    this.dimensions = dimensions;
  }

  @Override
  public void open(OpenContext context) {
    reader = new PointerReader(dimensions.stream().map(Dimension::pointer).toList());
  }

  @Override
  public DimensionedEvent map(Event event) throws IOException {
    return new DimensionedEvent(event, reader.read(event.raw()));
  }
}
