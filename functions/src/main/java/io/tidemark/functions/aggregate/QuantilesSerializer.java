package io.tidemark.functions.aggregate;

import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;

/** Writes a {@link Quantiles}. */
public final class QuantilesSerializer extends SketchSerializer<Quantiles> {

  private static final long serialVersionUID = 1;

  static final QuantilesSerializer INSTANCE = new QuantilesSerializer();

  @Override
  public Quantiles createInstance() {
    return new Quantiles();
  }

  @Override
  public Quantiles copy(Quantiles from) {
    return from.copy();
  }

  @Override
  byte[] toBytes(Quantiles quantiles) {
    return quantiles.toBytes();
  }

  @Override
  Quantiles ofBytes(byte[] bytes) {
    return Quantiles.ofBytes(bytes);
  }

  @Override
  public TypeSerializerSnapshot<Quantiles> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a savepoint remembers of this serializer: its class, there is nothing to configure. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Quantiles> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
