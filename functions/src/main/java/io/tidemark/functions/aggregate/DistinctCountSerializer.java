package io.tidemark.functions.aggregate;

import io.tidemark.functions.type.SingletonSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Writes a {@link DistinctCount} as the sketch's own compact bytes, behind their length. */
public final class DistinctCountSerializer extends SingletonSerializer<DistinctCount> {

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
  public void serialize(DistinctCount count, DataOutputView target) throws IOException {
    byte[] bytes = count.toBytes();
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  @Override
  public DistinctCount deserialize(DataInputView source) throws IOException {
    byte[] bytes = new byte[source.readInt()];
    source.readFully(bytes);
    return DistinctCount.ofBytes(bytes);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    int length = source.readInt();
    target.writeInt(length);
    target.write(source, length);
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
