package io.tidemark.functions.window;

import io.tidemark.functions.type.CompositeSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a session: its number, its bounds, and its contents. */
final class SessionSerializer<ACC, OUT> extends CompositeSerializer<Session<ACC, OUT>> {

  private static final long serialVersionUID = 1;

  /**
   * @param parts the serializer of the contents
   */
  SessionSerializer(TypeSerializer<?>... parts) {
    super(parts);
  }

  @Override
  protected SessionSerializer<ACC, OUT> of(TypeSerializer<?>[] otherParts) {
    return new SessionSerializer<>(otherParts);
  }

  private TypeSerializer<WindowContents<ACC, OUT>> contents() {
    return part(0);
  }

  @Override
  public void serialize(Session<ACC, OUT> session, DataOutputView target) throws IOException {
    target.writeLong(session.id());
    target.writeLong(session.bounds().start());
    target.writeLong(session.bounds().end());
    contents().serialize(session.contents(), target);
  }

  @Override
  public Session<ACC, OUT> deserialize(DataInputView source) throws IOException {
    return new Session<>(
        source.readLong(),
        new WindowBounds(source.readLong(), source.readLong()),
        contents().deserialize(source));
  }

  @Override
  public Session<ACC, OUT> copy(Session<ACC, OUT> from) {
    return new Session<>(from.id(), from.bounds(), contents().copy(from.contents()));
  }

  @Override
  public Session<ACC, OUT> createInstance() {
    return new Session<>(0, new WindowBounds(0, 1), new WindowContents<>());
  }

  @Override
  public TypeSerializerSnapshot<Session<ACC, OUT>> snapshotConfiguration() {
    return new Snapshot<>(this);
  }

  /** What a savepoint remembers: the parts' serializers, and the version of this one. */
  public static final class Snapshot<ACC, OUT>
      extends CompositeSerializer.Snapshot<Session<ACC, OUT>, SessionSerializer<ACC, OUT>> {

    /** For Flink, which then reads what was written. */
    public Snapshot() {
      super(new SessionSerializer<>());
    }

    Snapshot(SessionSerializer<ACC, OUT> serializer) {
      super(serializer, serializer);
    }
  }
}
