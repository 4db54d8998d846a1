package io.tidemark.jobs.clickcounts;

import io.tidemark.functions.type.HandWrittenType;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Tells Flink's type extraction to use {@link ClickAccumulatorSerializer}. */
public final class ClickAccumulatorTypeInfoFactory extends TypeInfoFactory<ClickAccumulator> {

  @Override
  public TypeInformation<ClickAccumulator> createTypeInfo(
      Type type, Map<String, TypeInformation<?>> genericParameters) {
    return HandWrittenType.of(ClickAccumulator.class, parts -> ClickAccumulatorSerializer.INSTANCE);
  }
}
