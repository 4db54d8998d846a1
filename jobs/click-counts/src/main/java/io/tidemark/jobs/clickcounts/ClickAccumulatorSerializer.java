package io.tidemark.jobs.clickcounts;

import io.tidemark.functions.aggregate.DistinctCountSerializer;
import io.tidemark.functions.type.SingletonSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.BigDecSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Writes a {@link ClickAccumulator}: which parts it has, and those. There is one in each sum that
 * crosses a shuffle and in each window's state.
 */
public final class ClickAccumulatorSerializer extends SingletonSerializer<ClickAccumulator> {

  private static final long serialVersionUID = 1;

  static final ClickAccumulatorSerializer INSTANCE = new ClickAccumulatorSerializer();

  private static final int SUM = 1;
  private static final int USERS = 1 << 1;

  @Override
  public void serialize(ClickAccumulator clicks, DataOutputView target) throws IOException {
    target.writeByte((clicks.sum == null ? 0 : SUM) | (clicks.users == null ? 0 : USERS));
    target.writeLong(clicks.count);
    if (clicks.sum != null) {
      BigDecSerializer.INSTANCE.serialize(clicks.sum, target);
    }
    if (clicks.users != null) {
      DistinctCountSerializer.INSTANCE.serialize(clicks.users, target);
    }
  }

  @Override
  public ClickAccumulator deserialize(DataInputView source) throws IOException {
    int parts = source.readByte();
    ClickAccumulator clicks = new ClickAccumulator();
    clicks.count = source.readLong();
    if ((parts & SUM) != 0) {
      clicks.sum = BigDecSerializer.INSTANCE.deserialize(source);
    }
    if ((parts & USERS) != 0) {
      clicks.users = DistinctCountSerializer.INSTANCE.deserialize(source);
    }
    return clicks;
  }

  @Override
  public ClickAccumulator copy(ClickAccumulator from) {
    ClickAccumulator copy = new ClickAccumulator();
    copy.count = from.count;
    copy.sum = from.sum;
    if (from.users != null) {
      copy.users = DistinctCountSerializer.INSTANCE.copy(from.users);
    }
    return copy;
  }

  @Override
  public ClickAccumulator createInstance() {
    return new ClickAccumulator();
  }

  @Override
  public TypeSerializerSnapshot<ClickAccumulator> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a savepoint remembers of this serializer: its class, there is nothing to configure. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<ClickAccumulator> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
