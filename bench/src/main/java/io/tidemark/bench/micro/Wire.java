package io.tidemark.bench.micro;

import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** A value that is written and read as Flink does it between tasks, and for RocksDB. */
public final class Wire<T> {

  private static final int MOST_BYTES = 1 << 10;

  private final TypeSerializer<T> serializer;
  private final T value;
  private final DataOutputSerializer target = new DataOutputSerializer(MOST_BYTES);
  private final DataInputDeserializer source = new DataInputDeserializer();
  private final byte[] bytes;

  private Wire(TypeSerializer<T> serializer, T value) throws IOException {
    this.serializer = serializer;
    this.value = value;
    write();
    this.bytes = target.getCopyOfBuffer();
  }

  static <T> Wire<T> of(TypeInformation<T> type, T value) throws IOException {
    return new Wire<>(type.createSerializer(new SerializerConfigImpl()), value);
  }

  /** What is written. */
  public T value() {
    return value;
  }

  /** Writes the value; tells how many bytes that took. */
  public int write() throws IOException {
    target.clear();
    serializer.serialize(value, target);
    return target.length();
  }

  /** Reads what was written at first. */
  public T read() throws IOException {
    source.setBuffer(bytes);
    return serializer.deserialize(source);
  }
}
