package io.tidemark.functions.window;

import io.tidemark.functions.type.CompositeSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes the state of a window: first what there is to write, for most windows have an accumulator
 * and little else.
 */
final class WindowContentsSerializer<ACC, OUT>
    extends CompositeSerializer<WindowContents<ACC, OUT>> {

  private static final long serialVersionUID = 1;

  private static final int COMPLETE = 1;
  private static final int ACCUMULATOR = 1 << 1;
  private static final int CHANGES = 1 << 2;
  private static final int PANES = 1 << 3;
  private static final int DUE = 1 << 4;
  private static final int EMITTED = 1 << 5;
  private static final int ABSORBED = 1 << 6;

  /**
   * @param parts the serializers of the accumulator, of a result, and of an absorbed window
   */
  WindowContentsSerializer(TypeSerializer<?>... parts) {
    super(parts);
  }

  @Override
  protected WindowContentsSerializer<ACC, OUT> of(TypeSerializer<?>[] otherParts) {
    return new WindowContentsSerializer<>(otherParts);
  }

  private TypeSerializer<ACC> accumulators() {
    return part(0);
  }

  private TypeSerializer<OUT> results() {
    return part(1);
  }

  private TypeSerializer<AbsorbedWindow<OUT>> absorbedWindows() {
    return part(2);
  }

  @Override
  public void serialize(WindowContents<ACC, OUT> contents, DataOutputView target)
      throws IOException {
    int has = partsOf(contents);
    target.writeByte(has);
    if ((has & ACCUMULATOR) != 0) {
      accumulators().serialize(contents.accumulator, target);
    }
    if ((has & CHANGES) != 0) {
      target.writeLong(contents.changes);
    }
    if ((has & PANES) != 0) {
      target.writeInt(contents.panes);
      target.writeInt(contents.panesNotEarly);
    }
    if ((has & DUE) != 0) {
      target.writeLong(contents.dueAt);
    }
    if ((has & EMITTED) != 0) {
      results().serialize(contents.emitted, target);
    }
    if ((has & ABSORBED) != 0) {
      target.writeInt(contents.absorbed.size());
      for (AbsorbedWindow<OUT> absorbed : contents.absorbed) {
        absorbedWindows().serialize(absorbed, target);
      }
    }
  }

  private static int partsOf(WindowContents<?, ?> contents) {
    return (contents.complete ? COMPLETE : 0)
        | (contents.accumulator == null ? 0 : ACCUMULATOR)
        | (contents.changes == 0 ? 0 : CHANGES)
        | (contents.panes == 0 ? 0 : PANES)
        | (contents.dueAt == WindowContents.NEVER ? 0 : DUE)
        | (contents.emitted == null ? 0 : EMITTED)
        | (contents.absorbed == null ? 0 : ABSORBED);
  }

  @Override
  public WindowContents<ACC, OUT> deserialize(DataInputView source) throws IOException {
    int has = source.readByte();
    WindowContents<ACC, OUT> contents = new WindowContents<>();
    contents.complete = (has & COMPLETE) != 0;
    if ((has & ACCUMULATOR) != 0) {
      contents.accumulator = accumulators().deserialize(source);
    }
    if ((has & CHANGES) != 0) {
      contents.changes = source.readLong();
    }
    if ((has & PANES) != 0) {
      contents.panes = source.readInt();
      contents.panesNotEarly = source.readInt();
    }
    if ((has & DUE) != 0) {
      contents.dueAt = source.readLong();
    }
    if ((has & EMITTED) != 0) {
      contents.emitted = results().deserialize(source);
    }
    if ((has & ABSORBED) != 0) {
      int size = source.readInt();
      contents.absorbed = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        contents.absorbed.add(absorbedWindows().deserialize(source));
      }
    }
    return contents;
  }

  @Override
  public WindowContents<ACC, OUT> copy(WindowContents<ACC, OUT> from) {
    WindowContents<ACC, OUT> copy = new WindowContents<>();
    copy.accumulator = from.accumulator == null ? null : accumulators().copy(from.accumulator);
    copy.changes = from.changes;
    copy.panes = from.panes;
    copy.panesNotEarly = from.panesNotEarly;
    copy.complete = from.complete;
    copy.dueAt = from.dueAt;
    copy.emitted = from.emitted == null ? null : results().copy(from.emitted);
    copy.absorbed = from.absorbed == null ? null : copy(from.absorbed);
    return copy;
  }

  private List<AbsorbedWindow<OUT>> copy(List<AbsorbedWindow<OUT>> from) {
    List<AbsorbedWindow<OUT>> copy = new ArrayList<>(from.size());
    for (AbsorbedWindow<OUT> absorbed : from) {
      copy.add(absorbedWindows().copy(absorbed));
    }
    return copy;
  }

  @Override
  public WindowContents<ACC, OUT> createInstance() {
    return new WindowContents<>();
  }

  @Override
  public TypeSerializerSnapshot<WindowContents<ACC, OUT>> snapshotConfiguration() {
    return new Snapshot<>(this);
  }

  /** What a savepoint remembers: the parts' serializers, and the version of this one. */
  public static final class Snapshot<ACC, OUT>
      extends CompositeSerializer.Snapshot<
          WindowContents<ACC, OUT>, WindowContentsSerializer<ACC, OUT>> {

    /** For Flink, which then reads what was written. */
    public Snapshot() {
      super(new WindowContentsSerializer<>());
    }

    Snapshot(WindowContentsSerializer<ACC, OUT> serializer) {
      super(serializer, serializer);
    }
  }
}
