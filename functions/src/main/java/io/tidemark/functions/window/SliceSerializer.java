package io.tidemark.functions.window;

import io.tidemark.functions.type.CompositeSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes the state of a slice: its accumulator, and what else it has. */
final class SliceSerializer<ACC> extends CompositeSerializer<Slice<ACC>> {

  private static final long serialVersionUID = 1;

  private static final int UP_TO_TURN = 1;
  private static final int SEEN_TO = 1 << 1;

  /**
   * @param parts the accumulator's serializer
   */
  SliceSerializer(TypeSerializer<?>... parts) {
    super(parts);
  }

  @Override
  protected SliceSerializer<ACC> of(TypeSerializer<?>[] otherParts) {
    return new SliceSerializer<>(otherParts);
  }

  private TypeSerializer<ACC> accumulators() {
    return part(0);
  }

  @Override
  public void serialize(Slice<ACC> slice, DataOutputView target) throws IOException {
    target.writeByte(
        (slice.upToTurn == null ? 0 : UP_TO_TURN)
            | (slice.seenToUntil == Slice.NOT_SEEN_TO ? 0 : SEEN_TO));
    accumulators().serialize(slice.accumulator, target);
    if (slice.upToTurn != null) {
      accumulators().serialize(slice.upToTurn, target);
    }
    if (slice.seenToUntil != Slice.NOT_SEEN_TO) {
      target.writeLong(slice.seenToUntil);
    }
  }

  @Override
  public Slice<ACC> deserialize(DataInputView source) throws IOException {
    int has = source.readByte();
    Slice<ACC> slice = new Slice<>(accumulators().deserialize(source));
    if ((has & UP_TO_TURN) != 0) {
      slice.upToTurn = accumulators().deserialize(source);
    }
    if ((has & SEEN_TO) != 0) {
      slice.seenToUntil = source.readLong();
    }
    return slice;
  }

  @Override
  public Slice<ACC> copy(Slice<ACC> from) {
    Slice<ACC> copy = new Slice<>(accumulators().copy(from.accumulator));
    copy.upToTurn = from.upToTurn == null ? null : accumulators().copy(from.upToTurn);
    copy.seenToUntil = from.seenToUntil;
    return copy;
  }

  @Override
  public Slice<ACC> createInstance() {
    return new Slice<>(accumulators().createInstance());
  }

  @Override
  public TypeSerializerSnapshot<Slice<ACC>> snapshotConfiguration() {
    return new Snapshot<>(this);
  }

  /** What a savepoint remembers: the parts' serializers, and the version of this one. */
  public static final class Snapshot<ACC>
      extends CompositeSerializer.Snapshot<Slice<ACC>, SliceSerializer<ACC>> {

    /** For Flink, which then reads what was written. */
    public Snapshot() {
      super(new SliceSerializer<>());
    }

    Snapshot(SliceSerializer<ACC> serializer) {
      super(serializer, serializer);
    }
  }
}
