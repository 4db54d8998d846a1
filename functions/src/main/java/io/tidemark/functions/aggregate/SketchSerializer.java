package io.tidemark.functions.aggregate;

import io.tidemark.functions.type.SingletonSerializer;
import java.io.IOException;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a sketch as its own compact bytes, behind their length. */
abstract class SketchSerializer<T> extends SingletonSerializer<T> {

  private static final long serialVersionUID = 1;

  abstract byte[] toBytes(T sketch);

  abstract T ofBytes(byte[] bytes);

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
  public final void copy(DataInputView source, DataOutputView target) throws IOException {
    int length = source.readInt();
    target.writeInt(length);
    target.write(source, length);
  }
}
