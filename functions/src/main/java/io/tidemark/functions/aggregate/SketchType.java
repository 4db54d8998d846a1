package io.tidemark.functions.aggregate;

import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** The type of a sketch, for Flink: a value with one serializer and no parts. */
final class SketchType<T> extends TypeInformation<T> {

  private static final long serialVersionUID = 1;

  private final Class<T> sketch;
  private final TypeSerializer<T> serializer;

  SketchType(Class<T> sketch, TypeSerializer<T> serializer) {
    this.sketch = sketch;
    this.serializer = serializer;
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
  public Class<T> getTypeClass() {
    return sketch;
  }

  @Override
  public boolean isKeyType() {
    return false;
  }

  @Override
  public TypeSerializer<T> createSerializer(SerializerConfig config) {
    return serializer;
  }

  @Override
  public boolean canEqual(Object other) {
    return other instanceof SketchType;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SketchType<?> that && sketch == that.sketch;
  }

  @Override
  public int hashCode() {
    return sketch.hashCode();
  }

  @Override
  public String toString() {
    return sketch.getSimpleName();
  }
}
