package io.tidemark.functions.event;

import io.tidemark.functions.type.HandWrittenType;
import java.lang.reflect.Type;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInfoFactory;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** Tells Flink's type extraction to use {@link EventSerializer}. */
public final class EventTypeInfoFactory extends TypeInfoFactory<Event> {

  @Override
  public TypeInformation<Event> createTypeInfo(
      Type type, Map<String, TypeInformation<?>> genericParameters) {
    return HandWrittenType.of(Event.class, parts -> EventSerializer.INSTANCE);
  }
}
