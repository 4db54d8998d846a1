package io.tidemark.jobs.kit.grouping;

import io.tidemark.functions.event.Event;
import io.tidemark.jobs.kit.params.ParameterException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.streaming.api.datastream.DataStream;

/**
 * What a job's results are grouped by beside its key: nothing, and sets of dimensions. There is one
 * stream of events for each set, with the group's {@link GroupKey} as the key.
 *
 * @param dimensions all of them; none: only the key, as it is
 * @param grouping which sets of them there are
 */
public record GroupingSets(List<Dimension> dimensions, Grouping grouping) implements Serializable {

  /** Each set costs an update for each event, and operators of its own. */
  private static final int MOST_SETS = 16;

  /**
   * One set.
   *
   * @param name its columns, such as {@code country+device}; empty for the key alone
   * @param events all events, each under the key of its group
   */
  public record Grouped(String name, DataStream<Event> events) {

    /** A name and uid for an operator over this set: the job's own for the key alone. */
    public String uid(String ofTheJob) {
      return name.isEmpty() ? ofTheJob : ofTheJob + "-by-" + name;
    }
  }

  /**
   * The sets that a parameter asks for.
   *
   * @param parameter its name, for messages
   * @param pointers its value: where the dimensions are, as JSON pointers
   * @param taken columns that a result has anyway
   * @throws ParameterException if they make no sense
   */
  public static GroupingSets of(
      String parameter, List<String> pointers, Grouping grouping, Collection<String> taken) {
    List<Dimension> dimensions =
        pointers.stream().map(pointer -> Dimension.at(pointer, parameter)).toList();
    Set<String> columns = new HashSet<>(taken);
    for (Dimension dimension : dimensions) {
      if (!columns.add(dimension.column())) {
        throw new ParameterException(
            String.format("%s: a result would have two columns %s", parameter, dimension.column()));
      }
    }
    // Before they are made: there are two to the power of so many.
    boolean areTooMany =
        dimensions.size() >= MOST_SETS || grouping.sets(dimensions.size()).size() > MOST_SETS;
    if (areTooMany) {
      throw new ParameterException(
          String.format(
              "%s: with %d dimensions there would be more than %d sets to group by",
              parameter, dimensions.size(), MOST_SETS));
    }
    return new GroupingSets(dimensions, grouping);
  }

  /** Whether results have dimensions, and keys that are {@link GroupKey}s. */
  public boolean hasDimensions() {
    return !dimensions.isEmpty();
  }

  /** The events of a job, once for each set; the key alone is the first. */
  public List<Grouped> group(DataStream<Event> events) {
    if (!hasDimensions()) {
      return List.of(new Grouped("", events));
    }
    // Chained to what comes before them: events are not sent twice.
    DataStream<DimensionedEvent> dimensioned =
        events
            .map(new ReadDimensions(dimensions))
            .name("dimensions")
            .uid("dimensions")
            .setParallelism(events.getParallelism());
    List<Grouped> grouped = new ArrayList<>();
    for (List<Integer> set : grouping.sets(dimensions.size())) {
      String name =
          set.stream().map(i -> dimensions.get(i).column()).collect(Collectors.joining("+"));
      String uid = name.isEmpty() ? "group-by-key" : "group-by-" + name;
      grouped.add(
          new Grouped(
              name,
              dimensioned
                  .map(new GroupBySet(set, dimensions))
                  .name(uid)
                  .uid(uid)
                  .setParallelism(events.getParallelism())));
    }
    return grouped;
  }
}
