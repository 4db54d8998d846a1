package io.tidemark.functions.aggregate;

import io.tidemark.functions.type.HandWrittenType;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Tells Flink's type extraction to use {@link DistinctCountSerializer}. */
public final class DistinctCountTypeInfoFactory extends TypeInfoFactory<DistinctCount> {

  @Override
  public TypeInformation<DistinctCount> createTypeInfo(
      Type type, Map<String, TypeInformation<?>> genericParameters) {
    return HandWrittenType.of(DistinctCount.class, parts -> DistinctCountSerializer.INSTANCE);
  }
}
