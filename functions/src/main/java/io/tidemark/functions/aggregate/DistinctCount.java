package io.tidemark.functions.aggregate;

import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.Union;
import org.apache.flink.api.common.typeinfo.TypeInfo;

/**
 * How many different values there were, in bounded memory: exact for a few, within 1.6 % (one
 * standard error) for any number.
 *
 * <p>A HyperLogLog sketch (Flajolet et al. 2007) as Apache DataSketches builds it: some bytes for a
 * handful of values, two kilobytes at most.
 */
@TypeInfo(DistinctCountTypeInfoFactory.class)
public final class DistinctCount {

  private static final int LOG2_REGISTERS = 12;

  private HllSketch sketch;

  /** No value yet. */
  public DistinctCount() {
    this(new HllSketch(LOG2_REGISTERS));
  }

  private DistinctCount(HllSketch sketch) {
    this.sketch = sketch;
  }

  static DistinctCount ofBytes(byte[] bytes) {
    return new DistinctCount(HllSketch.heapify(bytes));
  }

  byte[] toBytes() {
    return sketch.toCompactByteArray();
  }

  DistinctCount copy() {
    return new DistinctCount(sketch.copy());
  }

  /** Adds a value; one that was added before changes nothing. */
  public void add(String value) {
    // The sketch passes over an empty string; here it is a value like any other.
    sketch.update(value.isEmpty() ? "\0" : value);
  }

  /** Adds all values that were added to another one; that one stays as it is. */
  public void addAll(DistinctCount other) {
    Union union = new Union(LOG2_REGISTERS);
    union.update(sketch);
    union.update(other.sketch);
    sketch = union.getResult();
  }

  /** How many different values were added, as far as the sketch can tell, in whatever order. */
  public long estimate() {
    // The sketch's other estimate is closer while nothing was merged, but tells the order of events
    // and which of them were added up before.
    return Math.round(sketch.getCompositeEstimate());
  }
}
