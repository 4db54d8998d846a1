package io.tidemark.functions.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidemark.functions.type.HandWrittenType;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.CompositeType;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.java.typeutils.GenericTypeInfo;
import org.apache.flink.api.java.typeutils.ListTypeInfo;
import org.apache.flink.api.java.typeutils.ObjectArrayTypeInfo;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** What must hold for every type that goes into a stream or into state. */
public final class TypeChecks {

  private TypeChecks() {}

  /** No part of the type is left to Kryo. */
  public static void assertNoGenericPart(TypeInformation<?> type) {
    assertThat(type).isNotInstanceOf(GenericTypeInfo.class);
    if (type instanceof CompositeType<?> composite) {
      for (int i = 0; i < composite.getArity(); i++) {
        assertNoGenericPart(composite.getTypeAt(i));
      }
    } else if (type instanceof HandWrittenType<?> handWritten) {
      handWritten.parts().forEach(TypeChecks::assertNoGenericPart);
    } else if (type instanceof ListTypeInfo<?> list) {
      assertNoGenericPart(list.getElementTypeInfo());
    } else if (type instanceof ObjectArrayTypeInfo<?, ?> array) {
      assertNoGenericPart(array.getComponentInfo());
    }
  }

  /** A savepoint that was written with the type's serializer is read by the same one as it is. */
  public static <T> void assertRestoresAsItIs(TypeInformation<T> type) throws IOException {
    TypeSerializerSnapshot<T> written = RoundTrip.serializerOf(type).snapshotConfiguration();
    DataOutputSerializer savepoint = new DataOutputSerializer(256);
    TypeSerializerSnapshot.writeVersionedSnapshot(savepoint, written);

    TypeSerializerSnapshot<T> read =
        TypeSerializerSnapshot.readVersionedSnapshot(
            new DataInputDeserializer(savepoint.getCopyOfBuffer()),
            TypeChecks.class.getClassLoader());
    TypeSerializer<T> restored = read.restoreSerializer();
    assertThat(restored).hasSameClassAs(RoundTrip.serializerOf(type));
    assertThat(
            RoundTrip.serializerOf(type)
                .snapshotConfiguration()
                .resolveSchemaCompatibility(read)
                .isCompatibleAsIs())
        .isTrue();
  }
}
