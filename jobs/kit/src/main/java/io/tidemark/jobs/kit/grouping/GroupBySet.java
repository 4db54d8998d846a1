package io.tidemark.jobs.kit.grouping;

import io.tidemark.functions.event.Event;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.MapFunction;

/** Gives an event the key of its group in one set of dimensions. */
final class GroupBySet implements MapFunction<DimensionedEvent, Event> {

  private static final long serialVersionUID = 1;

  private final List<Integer> members;
  private final List<Dimension> dimensions;

  /**
   * @param members the set, as numbers of dimensions
   * @param all all dimensions
   */
  GroupBySet(List<Integer> members, List<Dimension> all) {
    this.members = members;
    this.dimensions = members.stream().map(all::get).toList();
  }

  @Override
  public Event map(DimensionedEvent event) {
    String[] values = new String[members.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = event.values()[members.get(i)];
    }
    return event.event().under(GroupKey.of(event.event().key(), dimensions, Arrays.asList(values)));
  }
}
