package io.tidemark.functions.aggregate;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a sketch as its own compact bytes, behind their length. */
abstract class SketchSerializer<T> extends TypeSerializerSingleton<T> {

  private static final long serialVersionUID = 1;

  abstract byte[] toBytes(T sketch);

  abstract T ofBytes(byte[] bytes);

  @Override
  public final boolean isImmutableType() {
    return false;
  }

  @Override
  public final T copy(T from, T reuse) {
    return copy(from);
  }

  @Override
  public final int getLength() {
    return -1;
  }

  @Override
  public final void serialize(T sketch, DataOutputView target) throws IOException {
    byte[] bytes = toBytes(sketch);
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  @Override
  public final T deserialize(DataInputView source) throws IOException {
    byte[] bytes = new byte[source.readInt()];
    source.readFully(bytes);
    return ofBytes(bytes);
  }

  @Override
  public final T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public final void copy(DataInputView source, DataOutputView target) throws IOException {
    int length = source.readInt();
    target.writeInt(length);
    target.write(source, length);
  }
}
