package io.tidemark.functions.aggregate;

import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;

/** Tells Flink's type extraction to use {@link DistinctCountSerializer}. */
public final class DistinctCountTypeInfoFactory extends TypeInfoFactory<DistinctCount> {

  @Override
  public TypeInformation<DistinctCount> createTypeInfo(
      Type type, Map<String, TypeInformation<?>> genericParameters) {
    return new DistinctCountTypeInfo();
  }

  private static final class DistinctCountTypeInfo extends TypeInformation<DistinctCount> {
    private static final long serialVersionUID = 1;

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
    public Class<DistinctCount> getTypeClass() {
      return DistinctCount.class;
    }

    @Override
    public boolean isKeyType() {
      return false;
    }

    @Override
    public TypeSerializer<DistinctCount> createSerializer(SerializerConfig config) {
      return DistinctCountSerializer.INSTANCE;
    }

    @Override
    public boolean canEqual(Object other) {
      return other instanceof DistinctCountTypeInfo;
    }

    @Override
    public boolean equals(Object other) {
      return canEqual(other);
    }

    @Override
    public int hashCode() {
      return DistinctCountTypeInfo.class.hashCode();
    }

    @Override
    public String toString() {
      return "DistinctCount";
    }
  }
}
