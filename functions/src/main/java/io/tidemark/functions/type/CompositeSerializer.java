package io.tidemark.functions.type;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A serializer that is made of others, and has no use for old objects. */
public abstract class CompositeSerializer<T> extends TypeSerializer<T> {

  private static final long serialVersionUID = 1;

  private final TypeSerializer<?>[] parts;

  protected CompositeSerializer(TypeSerializer<?>... parts) {
    this.parts = parts;
  }

  /** The same serializer made of other parts. */
  protected abstract CompositeSerializer<T> of(TypeSerializer<?>[] otherParts);

  /** One of the parts, in the order in which the constructor got them. */
  @SuppressWarnings("unchecked") // whoever asks knows what he has put there
  protected final <P> TypeSerializer<P> part(int index) {
    return (TypeSerializer<P>) parts[index];
  }

  @Override
  public final TypeSerializer<T> duplicate() {
    return of(
        Arrays.stream(parts).map(TypeSerializer::duplicate).toArray(TypeSerializer<?>[]::new));
  }

  @Override
  public final boolean isImmutableType() {
    return false;
  }

  @Override
  public final int getLength() {
    return -1;
  }

  @Override
  public final T copy(T from, T reuse) {
    return copy(from);
  }

  @Override
  public final T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public final void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  @Override
  public final boolean equals(Object other) {
    return other instanceof CompositeSerializer<?> that
        && getClass().isInstance(that)
        && Arrays.equals(parts, that.parts);
  }

  @Override
  public final int hashCode() {
    return Arrays.hashCode(parts);
  }

  /** What a savepoint remembers: the parts, and in which version the rest is written. */
  public abstract static class Snapshot<T, S extends CompositeSerializer<T>>
      extends CompositeTypeSerializerSnapshot<T, S> {

    private final S anyOne;

    /**
     * For Flink, which then reads what was written.
     *
     * @param anyOne the serializer with any parts, to make others of
     */
    protected Snapshot(S anyOne) {
      this.anyOne = anyOne;
    }

    /** Of a serializer, to be written. */
    protected Snapshot(S anyOne, S serializer) {
      super(serializer);
      this.anyOne = anyOne;
    }

    @Override
    protected int getCurrentOuterSnapshotVersion() {
      return 1;
    }

    @Override
    protected TypeSerializer<?>[] getNestedSerializers(S outer) {
      return ((CompositeSerializer<?>) outer).parts;
    }

    @Override
    @SuppressWarnings("unchecked") // it is of the same class
    protected S createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
      return (S) anyOne.of(nested);
    }
  }
}
