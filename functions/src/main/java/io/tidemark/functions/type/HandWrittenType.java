package io.tidemark.functions.type;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/**
 * A type with a serializer of its own: to Flink it is one piece, whatever fields it has. What the
 * serializer writes may change with the version of its snapshot.
 */
public final class HandWrittenType<T> extends TypeInformation<T> {

  private static final long serialVersionUID = 1;

  /** Makes the type's serializer of those of its parts, in their order. */
  @FunctionalInterface
  public interface SerializerOf<T> extends Serializable {
    TypeSerializer<T> parts(TypeSerializer<?>[] parts);
  }

  private final Class<T> type;
  private final SerializerOf<T> serializer;
  private final List<TypeInformation<?>> parts;

  private HandWrittenType(
      Class<T> type, SerializerOf<T> serializer, List<TypeInformation<?>> parts) {
    this.type = type;
    this.serializer = serializer;
    this.parts = parts;
  }

  /**
   * A type.
   *
   * @param parts the types within it that are not known to the serializer beforehand
   */
  public static <T> HandWrittenType<T> of(
      Class<T> type, SerializerOf<T> serializer, TypeInformation<?>... parts) {
    return new HandWrittenType<>(type, serializer, List.of(parts));
  }

  /** The parts' types: no part may be left to Kryo. */
  public List<TypeInformation<?>> parts() {
    return parts;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return serializer.parts(
        parts.stream()
            .map(part -> part.createSerializer(config))
            .toArray(TypeSerializer<?>[]::new));
  }

  @Override
  public Class<T> getTypeClass() {
    return type;
  }

  @Override
  public boolean isBasicType() {
    return false;
  }

  @Override
  public boolean isTupleType() {
    return false;
  }

  @Override
  public int getArity() {
    return 1;
  }

  @Override
  public int getTotalFields() {
    return 1;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof HandWrittenType<?>;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HandWrittenType<?> that
        && type == that.type
        && parts.equals(that.parts);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, parts);
  }

  @Override
  public String toString() {
    return type.getSimpleName() + (parts.isEmpty() ? "" : parts.toString());
  }
}
