package io.tidemark.bench.loop;

import java.nio.charset.StandardCharsets;

/**
 * Reads three fields of a record by looking for where they begin, in the order in which the feed
 * writes them. It believes that the rest is JSON: what nobody should do, and nothing can be faster.
 */
public final class ByteScan {

  private static final byte[] ITEM = bytes("\"item_id\":\"");
  private static final byte[] TYPE = bytes("\"type\":\"");
  private static final byte[] TIME = bytes("\"event_time\":");
  private static final byte[] CLICK = bytes("click\"");

  private byte[] json;
  private int itemStart;
  private int itemEnd;
  private long time;

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** Goes to a record, and tells whether its type is the one that is wanted. */
  public boolean isClick(byte[] record) {
    json = record;
    itemStart = after(ITEM, 0);
    itemEnd = itemStart;
    while (record[itemEnd] != '"') {
      itemEnd++;
    }
    int type = after(TYPE, itemEnd);
    int at = after(TIME, type);
    time = 0;
    while (record[at] >= '0') {
      time = 10 * time + record[at] - '0';
      at++;
    }
    return isAt(CLICK, type);
  }

  private int after(byte[] wanted, int from) {
    int at = from;
    while (!isAt(wanted, at)) {
      at++;
    }
    return at + wanted.length;
  }

  private boolean isAt(byte[] wanted, int at) {
    for (int i = 0; i < wanted.length; i++) {
      if (json[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /** The item of the record that it stands at. */
  public String item() {
    return new String(json, itemStart, itemEnd - itemStart, StandardCharsets.ISO_8859_1);
  }

  /** Its event time, epoch milliseconds. */
  public long time() {
    return time;
  }
}
