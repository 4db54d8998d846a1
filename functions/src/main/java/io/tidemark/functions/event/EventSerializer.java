package io.tidemark.functions.event;

import io.tidemark.functions.type.SingletonSerializer;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;

/**
 * Writes an {@link Event} with nothing in it that it does not have: first which fields there are.
 */
public final class EventSerializer extends SingletonSerializer<Event> {

  private static final long serialVersionUID = 1;

  static final EventSerializer INSTANCE = new EventSerializer();

  private static final int KEY = 1;
  private static final int ID = 1 << 1;
  private static final int USER = 1 << 2;
  private static final int ITEM = 1 << 3;
  private static final int TYPE = 1 << 4;
  private static final int SENT_TIME = 1 << 5;
  private static final int RECEIVED_TIME = 1 << 6;
  private static final int VALUE = 1 << 7;
  private static final int RAW = 1 << 8;

  @Override
  public void serialize(Event event, DataOutputView target) throws IOException {
    target.writeShort(
        bit(KEY, event.key())
            | bit(ID, event.id())
            | bit(USER, event.user())
            | bit(ITEM, event.item())
            | bit(TYPE, event.type())
            | (event.sentTime() == Event.NO_TIME ? 0 : SENT_TIME)
            | (event.receivedTime() == Event.NO_TIME ? 0 : RECEIVED_TIME)
            | (Double.isNaN(event.value()) ? 0 : VALUE)
            | bit(RAW, event.raw()));
    writeText(event.key(), target);
    writeText(event.id(), target);
    writeText(event.user(), target);
    writeText(event.item(), target);
    writeText(event.type(), target);
    target.writeLong(event.time());
    if (event.sentTime() != Event.NO_TIME) {
      target.writeLong(event.sentTime());
    }
    if (event.receivedTime() != Event.NO_TIME) {
      target.writeLong(event.receivedTime());
    }
    if (!Double.isNaN(event.value())) {
      target.writeDouble(event.value());
    }
    if (event.raw() != null) {
      target.writeInt(event.raw().length);
      target.write(event.raw());
    }
  }

  private static int bit(int field, Object value) {
    return value == null ? 0 : field;
  }

  private static void writeText(String text, DataOutputView target) throws IOException {
    if (text != null) {
      StringValue.writeString(text, target);
    }
  }

  @Override
  public Event deserialize(DataInputView source) throws IOException {
    int fields = source.readShort();
    return new Event(
        readText(fields & KEY, source),
        readText(fields & ID, source),
        readText(fields & USER, source),
        readText(fields & ITEM, source),
        readText(fields & TYPE, source),
        source.readLong(),
        (fields & SENT_TIME) == 0 ? Event.NO_TIME : source.readLong(),
        (fields & RECEIVED_TIME) == 0 ? Event.NO_TIME : source.readLong(),
        (fields & VALUE) == 0 ? Double.NaN : source.readDouble(),
        (fields & RAW) == 0 ? null : readBytes(source));
  }

  private static String readText(int field, DataInputView source) throws IOException {
    return field == 0 ? null : StringValue.readString(source);
  }

  private static byte[] readBytes(DataInputView source) throws IOException {
    byte[] bytes = new byte[source.readInt()];
    source.readFully(bytes);
    return bytes;
  }

  /** Nobody changes an event, or its bytes. */
  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public Event copy(Event from) {
    return from;
  }

  @Override
  public Event createInstance() {
    return new Event(
        null,
        null,
        null,
        null,
        null,
        Event.NO_TIME,
        Event.NO_TIME,
        Event.NO_TIME,
        Double.NaN,
        null);
  }

  @Override
  public TypeSerializerSnapshot<Event> snapshotConfiguration() {
    return new Snapshot();
  }

  /** What a savepoint remembers of this serializer: its class, there is nothing to configure. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Event> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
