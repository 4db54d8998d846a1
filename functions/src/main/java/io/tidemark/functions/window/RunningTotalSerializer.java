package io.tidemark.functions.window;

import io.tidemark.functions.type.CompositeSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a running total: where it stands, and what it has added up to if it has. */
final class RunningTotalSerializer<ACC> extends CompositeSerializer<RunningTotal<ACC>> {

  private static final long serialVersionUID = 1;

  private static final int ACCUMULATOR = 1;
  private static final int OLDER_STACK = 1 << 1;

  /**
   * @param parts the accumulator's serializer
   */
  RunningTotalSerializer(TypeSerializer<?>... parts) {
    super(parts);
  }

  @Override
  protected RunningTotalSerializer<ACC> of(TypeSerializer<?>[] otherParts) {
    return new RunningTotalSerializer<>(otherParts);
  }

  private TypeSerializer<ACC> accumulators() {
    return part(0);
  }

  @Override
  public void serialize(RunningTotal<ACC> total, DataOutputView target) throws IOException {
    boolean hasOlderStack =
        total.oldest != RunningTotal.NONE || total.turnedBefore != Long.MIN_VALUE;
    target.writeByte(
        (total.accumulator == null ? 0 : ACCUMULATOR) | (hasOlderStack ? OLDER_STACK : 0));
    target.writeLong(total.newest);
    if (total.accumulator != null) {
      accumulators().serialize(total.accumulator, target);
    }
    if (hasOlderStack) {
      target.writeLong(total.oldest);
      target.writeLong(total.turnedBefore);
    }
  }

  @Override
  public RunningTotal<ACC> deserialize(DataInputView source) throws IOException {
    int has = source.readByte();
    RunningTotal<ACC> total = new RunningTotal<>();
    total.newest = source.readLong();
    if ((has & ACCUMULATOR) != 0) {
      total.accumulator = accumulators().deserialize(source);
    }
    if ((has & OLDER_STACK) != 0) {
      total.oldest = source.readLong();
      total.turnedBefore = source.readLong();
    }
    return total;
  }

  @Override
  public RunningTotal<ACC> copy(RunningTotal<ACC> from) {
    RunningTotal<ACC> copy = new RunningTotal<>();
    copy.accumulator = from.accumulator == null ? null : accumulators().copy(from.accumulator);
    copy.newest = from.newest;
    copy.oldest = from.oldest;
    copy.turnedBefore = from.turnedBefore;
    return copy;
  }

  @Override
  public RunningTotal<ACC> createInstance() {
    return new RunningTotal<>();
  }

  @Override
  public TypeSerializerSnapshot<RunningTotal<ACC>> snapshotConfiguration() {
    return new Snapshot<>(this);
  }

  /** What a savepoint remembers: the parts' serializers, and the version of this one. */
  public static final class Snapshot<ACC>
      extends CompositeSerializer.Snapshot<RunningTotal<ACC>, RunningTotalSerializer<ACC>> {

    /** For Flink, which then reads what was written. */
    public Snapshot() {
      super(new RunningTotalSerializer<>());
    }

    Snapshot(RunningTotalSerializer<ACC> serializer) {
      super(serializer, serializer);
    }
  }
}
