package io.tidemark.functions.window;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * What windows send and keep, for the benchmark to write: counts of one key. In this package, since
 * nobody else should see more of it than that it has a type.
 */
public final class WindowSamples {

  private WindowSamples() {}

  /**
   * A value and its type.
   *
   * @param type the value's type
   * @param value the value
   */
  public record Sample<T>(TypeInformation<T> type, T value) {}

  /** What a pre-aggregation sends: what some records have added up to. */
  public static Sample<?> sum(String key, long count) {
    return new Sample<>(
        Contribution.typeOf(Types.STRING, Types.LONG), Contribution.sum(key, count, 0, count));
  }

  /** What a sliding window keeps of a slice. */
  public static Sample<?> slice(long count) {
    return new Sample<>(Slice.typeOf(Types.LONG), new Slice<>(count));
  }

  /** What is kept of a session. */
  public static Sample<?> session(long start, long end, long count) {
    WindowContents<Long, Long> contents = new WindowContents<>();
    contents.accumulator = count;
    contents.changes = count;
    return new Sample<>(
        Session.typeOf(Types.LONG, Types.LONG),
        new Session<>(start, new WindowBounds(start, end), contents));
  }
}
