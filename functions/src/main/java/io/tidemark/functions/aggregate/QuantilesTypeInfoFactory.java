package io.tidemark.functions.aggregate;

import io.tidemark.functions.type.HandWrittenType;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Tells Flink's type extraction to use {@link QuantilesSerializer}. */
public final class QuantilesTypeInfoFactory extends TypeInfoFactory<Quantiles> {

  @Override
  public TypeInformation<Quantiles> createTypeInfo(
      Type type, Map<String, TypeInformation<?>> genericParameters) {
    return HandWrittenType.of(Quantiles.class, parts -> QuantilesSerializer.INSTANCE);
  }
}
