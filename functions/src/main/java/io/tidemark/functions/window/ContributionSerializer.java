package io.tidemark.functions.window;

import io.tidemark.functions.type.CompositeSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes a {@link Contribution} with nothing in it that its kind does not have: first how many
 * records a sum stands for, or 0 before a record.
 */
final class ContributionSerializer<IN, ACC> extends CompositeSerializer<Contribution<IN, ACC>> {

  private static final long serialVersionUID = 1;

  /**
   * @param parts the serializers of records and of accumulators
   */
  ContributionSerializer(TypeSerializer<?>... parts) {
    super(parts);
  }

  @Override
  protected ContributionSerializer<IN, ACC> of(TypeSerializer<?>[] otherParts) {
    return new ContributionSerializer<>(otherParts);
  }

  private TypeSerializer<IN> records() {
    return part(0);
  }

  private TypeSerializer<ACC> accumulators() {
    return part(1);
  }

  @Override
  public void serialize(Contribution<IN, ACC> contribution, DataOutputView target)
      throws IOException {
    if (contribution.isRecord()) {
      target.writeByte(0);
      records().serialize(contribution.record(), target);
      return;
    }
    writeNumber(contribution.count(), target);
    StringSerializer.INSTANCE.serialize(contribution.key(), target);
    writeNumber(contribution.lengthMs(), target);
    accumulators().serialize(contribution.accumulator(), target);
  }

  @Override
  public Contribution<IN, ACC> deserialize(DataInputView source) throws IOException {
    long count = readNumber(source);
    if (count == 0) {
      return Contribution.of(records().deserialize(source));
    }
    String key = StringSerializer.INSTANCE.deserialize(source);
    long lengthMs = readNumber(source);
    return Contribution.sum(key, count, lengthMs, accumulators().deserialize(source));
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
        ? Contribution.of(records().copy(from.record()))
        : Contribution.sum(
            from.key(), from.count(), from.lengthMs(), accumulators().copy(from.accumulator()));
  }

  @Override
  public Contribution<IN, ACC> createInstance() {
    return Contribution.of(records().createInstance());
  }

  @Override
  public TypeSerializerSnapshot<Contribution<IN, ACC>> snapshotConfiguration() {
    return new Snapshot<>(this);
  }

  /** What a savepoint would remember: the serializers of both parts. */
  public static final class Snapshot<IN, ACC>
      extends CompositeSerializer.Snapshot<Contribution<IN, ACC>, ContributionSerializer<IN, ACC>> {

    /** For Flink, which then reads what was written. */
    public Snapshot() {
      super(new ContributionSerializer<>());
    }

    Snapshot(ContributionSerializer<IN, ACC> serializer) {
      super(serializer, serializer);
    }
  }
}
