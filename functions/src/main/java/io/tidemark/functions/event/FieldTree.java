package io.tidemark.functions.event;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;

/**
 * The JSON pointers of a mapping, merged into one tree, so that one pass over a record finds all of
 * its fields and steps over everything else. Each of its places also keeps what the record at hand
 * has there.
 */
final class FieldTree {

  private static final EnumSet<Field> TIMES =
      EnumSet.of(Field.TIME, Field.SENT_TIME, Field.RECEIVED_TIME);

  private static final int MOST_EXPECTED = 64;

  private final String path;

  /** The property's name in UTF-8, and the same as an array's index, or -1. */
  private final byte[] name;

  private final int index;

  private final List<FieldTree> children = new ArrayList<>();

  /** The children by the length of their names: hardly ever do two have the same. */
  private FieldTree[][] childrenByLength = {};

  private final EnumSet<Field> fields = EnumSet.noneOf(Field.class);
  private Field time;
  private final Scalar scalar = new Scalar();
  private final ExpectedMember[] expected = new ExpectedMember[MOST_EXPECTED];

  /** The number of the last record that had this place. */
  private long lastRecord;

  private FieldTree(String path, String name) {
    this.path = path;
    this.name = name.getBytes(StandardCharsets.UTF_8);
    this.index = name.matches("0|[1-9][0-9]{0,8}") ? Integer.parseInt(name) : -1;
  }

  static FieldTree of(Map<Field, String> pointers) {
    FieldTree root = new FieldTree("", "");
    pointers.forEach((field, pointer) -> root.place(pointer).add(field));
    return root;
  }

  /** The place that a pointer leads to, made where it is not there yet. */
  private FieldTree place(String pointer) {
    FieldTree place = this;
    for (String step : pointer.substring(1).split("/", -1)) {
      String name = step.replace("~1", "/").replace("~0", "~");
      FieldTree child = place.child(name);
      place = child == null ? place.add(new FieldTree(place.path + '/' + step, name)) : child;
    }
    return place;
  }

  private void add(Field field) {
    fields.add(field);
    if (TIMES.contains(field) && (time == null || field.compareTo(time) < 0)) {
      time = field;
    }
  }

  private FieldTree add(FieldTree child) {
    children.add(child);
    int length = child.name.length;
    if (length >= childrenByLength.length) {
      childrenByLength = Arrays.copyOf(childrenByLength, length + 1);
    }
    FieldTree[] before = childrenByLength[length];
    int count = before == null ? 0 : before.length;
    childrenByLength[length] = before == null ? new FieldTree[1] : Arrays.copyOf(before, count + 1);
    childrenByLength[length][count] = child;
    return child;
  }

  /** The place of a field; null if the mapping has no such field. */
  FieldTree placeOf(Field field) {
    if (fields.contains(field)) {
      return this;
    }
    for (FieldTree child : children) {
      FieldTree place = child.placeOf(field);
      if (place != null) {
        return place;
      }
    }
    return null;
  }

  /** The part of the tree under a property; null if nothing is. */
  FieldTree child(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return child(bytes, 0, bytes.length);
  }

  /** The same, given where the name is in a record. */
  FieldTree child(byte[] record, int from, int to) {
    int length = to - from;
    FieldTree[] candidates = length < childrenByLength.length ? childrenByLength[length] : null;
    if (candidates != null) {
      for (FieldTree child : candidates) {
        if (Arrays.equals(child.name, 0, length, record, from, to)) {
          return child;
        }
      }
    }
    return null;
  }

  /** The part of the tree under an array's element; null if nothing is. */
  FieldTree child(int index) {
    for (FieldTree child : children) {
      if (child.index == index) {
        return child;
      }
    }
    return null;
  }

  /** The member that the last record had as its i-th, or null: most feeds repeat themselves. */
  ExpectedMember expected(int i) {
    return i < expected.length ? expected[i] : null;
  }

  /** Expects a member as the i-th of the next record. */
  void expect(int i, ExpectedMember member) {
    if (i < expected.length) {
      expected[i] = member;
    }
  }

  boolean hasChildren() {
    return !children.isEmpty();
  }

  /** Whether a field is found right here. */
  boolean isField() {
    return !fields.isEmpty();
  }

  /** The time that is found right here, or null. */
  Field time() {
    return time;
  }

  /** The place as a JSON pointer, for messages. */
  String path() {
    return path;
  }

  /** Marks this place as seen in the given record; false if that record was here before. */
  boolean enter(long record) {
    boolean first = lastRecord != record;
    lastRecord = record;
    scalar.clear();
    return first;
  }

  /** What is found here, to be set. */
  Scalar scalar() {
    return scalar;
  }

  /** What the given record has here; null if it has no scalar here. */
  Scalar scalarOf(long record) {
    return lastRecord == record && !scalar.isAbsent() ? scalar : null;
  }
}
