package io.tidemark.functions.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Writes and reads values of a type as Flink does between tasks, with generic types off. */
public final class RoundTrip<T> {

  private final TypeSerializer<T> serializer;
  private final DataOutputSerializer out = new DataOutputSerializer(256);
  private final DataInputDeserializer in = new DataInputDeserializer();

  /**
   * @throws UnsupportedOperationException if anything in the type is left to Kryo
   */
  public RoundTrip(TypeInformation<T> type) {
    this(serializerOf(type));
  }

  public RoundTrip(TypeSerializer<T> serializer) {
    this.serializer = serializer;
  }

  /** The type's serializer, as jobs get it: generic types are off. */
  public static <T> TypeSerializer<T> serializerOf(TypeInformation<T> type) {
    SerializerConfigImpl config = new SerializerConfigImpl();
    config.setGenericTypes(false);
    return type.createSerializer(config);
  }

  /** The value as it comes out at the other end. */
  public T of(T value) {
    try {
      out.clear();
      serializer.serialize(value, out);
      in.setBuffer(out.getCopyOfBuffer());
      T read = serializer.deserialize(in);
      if (in.available() > 0) {
        throw new IllegalStateException(in.available() + " bytes left unread of " + value);
      }
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
