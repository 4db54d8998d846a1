package io.tidemark.functions.window;

import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.CompositeTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes a {@link Contribution} with nothing in it that its kind does not have: first how many
 * records a sum stands for, or 0 before a record.
 */
final class ContributionSerializer<IN, ACC> extends TypeSerializer<Contribution<IN, ACC>> {

  private static final long serialVersionUID = 1;

  private final TypeSerializer<IN> records;
  private final TypeSerializer<ACC> accumulators;

  ContributionSerializer(TypeSerializer<IN> records, TypeSerializer<ACC> accumulators) {
    this.records = records;
    this.accumulators = accumulators;
  }

  @Override
  public void serialize(Contribution<IN, ACC> contribution, DataOutputView target)
      throws IOException {
    if (contribution.isRecord()) {
      target.writeByte(0);
      records.serialize(contribution.record(), target);
      return;
    }
    writeNumber(contribution.count(), target);
    StringSerializer.INSTANCE.serialize(contribution.key(), target);
    writeNumber(contribution.lengthMs(), target);
    accumulators.serialize(contribution.accumulator(), target);
  }

  @Override
  public Contribution<IN, ACC> deserialize(DataInputView source) throws IOException {
    long count = readNumber(source);
    if (count == 0) {
      return Contribution.of(records.deserialize(source));
    }
    String key = StringSerializer.INSTANCE.deserialize(source);
    long lengthMs = readNumber(source);
    return Contribution.sum(key, count, lengthMs, accumulators.deserialize(source));
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  /** Seven bits a byte, the lowest first: small numbers, which most are, are short. */
  private static void writeNumber(long number, DataOutputView target) throws IOException {
    long rest = number;
    while ((rest & ~0x7FL) != 0) {
      target.writeByte((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    target.writeByte((int) rest);
  }

  private static long readNumber(DataInputView source) throws IOException {
    long number = 0;
    for (int shift = 0; ; shift += 7) {
      byte bits = source.readByte();
      number |= (bits & 0x7FL) << shift;
      if (bits >= 0) {
        return number;
      }
    }
  }

  @Override
  public Contribution<IN, ACC> copy(Contribution<IN, ACC> from) {
    return from.isRecord()
        ? Contribution.of(records.copy(from.record()))
        : Contribution.sum(
            from.key(), from.count(), from.lengthMs(), accumulators.copy(from.accumulator()));
  }

  @Override
  public Contribution<IN, ACC> copy(Contribution<IN, ACC> from, Contribution<IN, ACC> reuse) {
    return copy(from);
  }

  @Override
  public Contribution<IN, ACC> deserialize(Contribution<IN, ACC> reuse, DataInputView source)
      throws IOException {
    return deserialize(source);
  }

  @Override
  public Contribution<IN, ACC> createInstance() {
    return Contribution.of(records.createInstance());
  }

  @Override
  public boolean isImmutableType() {
    return false;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public TypeSerializer<Contribution<IN, ACC>> duplicate() {
    return new ContributionSerializer<>(records.duplicate(), accumulators.duplicate());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContributionSerializer<?, ?> that
        && records.equals(that.records)
        && accumulators.equals(that.accumulators);
  }

  @Override
  public int hashCode() {
    return Objects.hash(records, accumulators);
  }

  @Override
  public TypeSerializerSnapshot<Contribution<IN, ACC>> snapshotConfiguration() {
    return new Snapshot<>(this);
  }

  /** What a savepoint would remember: the serializers of both parts. */
  public static final class Snapshot<IN, ACC>
      extends CompositeTypeSerializerSnapshot<
          Contribution<IN, ACC>, ContributionSerializer<IN, ACC>> {

    /** For Flink, which then reads what was written. */
    public Snapshot() {}

    Snapshot(ContributionSerializer<IN, ACC> serializer) {
      super(serializer);
    }

    @Override
    protected int getCurrentOuterSnapshotVersion() {
      return 1;
    }

    @Override
    protected TypeSerializer<?>[] getNestedSerializers(ContributionSerializer<IN, ACC> outer) {
      return new TypeSerializer<?>[] {outer.records, outer.accumulators};
    }

    @Override
    @SuppressWarnings("unchecked") // in the order of getNestedSerializers
    protected ContributionSerializer<IN, ACC> createOuterSerializerWithNestedSerializers(
        TypeSerializer<?>[] nested) {
      return new ContributionSerializer<>(
          (TypeSerializer<IN>) nested[0], (TypeSerializer<ACC>) nested[1]);
    }
  }
}
