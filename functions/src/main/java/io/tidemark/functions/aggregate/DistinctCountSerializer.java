package io.tidemark.functions.aggregate;

import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Writes a {@link DistinctCount}. */
public final class DistinctCountSerializer extends SketchSerializer<DistinctCount> {

  private static final long serialVersionUID = 1;

  public static final DistinctCountSerializer INSTANCE = new DistinctCountSerializer();

  @Override
  public DistinctCount createInstance() {
    return new DistinctCount();
  }

  @Override
  public DistinctCount copy(DistinctCount from) {
    return from.copy();
  }

  @Override
  byte[] toBytes(DistinctCount count) {
    return count.toBytes();
  }

  @Override
  DistinctCount ofBytes(byte[] bytes) {
    return DistinctCount.ofBytes(bytes);
  }

  @Override
  public TypeSerializerSnapshot<DistinctCount> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a savepoint remembers of this serializer: its class, there is nothing to configure. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<DistinctCount> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
