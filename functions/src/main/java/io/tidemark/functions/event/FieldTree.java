package io.tidemark.functions.event;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The JSON pointers of a mapping, merged into one tree, so that one pass over a record finds all of
 * its fields and steps over everything else.
 */
final class FieldTree {

  private final Map<String, FieldTree> children = new HashMap<>();
  private final List<Field> fields = new ArrayList<>();
  private final String path;

  /** The number of the last record that had this place, to see that a record has it twice. */
  private long lastRecord;

  private FieldTree(String path) {
    this.path = path;
  }

  static FieldTree of(Map<Field, String> pointers) {
    FieldTree root = new FieldTree("");
    pointers.forEach(
        (field, pointer) -> root.place(JsonPointer.compile(pointer)).fields.add(field));
    return root;
  }

  private FieldTree place(JsonPointer pointer) {
    if (pointer.matches()) {
      return this;
    }
    return children
        .computeIfAbsent(pointer.getMatchingProperty(), n -> new FieldTree(path + '/' + escaped(n)))
        .place(pointer.tail());
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  /** The part of the tree under a property, or under an element's index; null if nothing is. */
  FieldTree child(String name) {
    return children.get(name);
  }

  boolean hasChildren() {
    return !children.isEmpty();
  }

  /** The fields that are found right here. */
  List<Field> fields() {
    return fields;
  }

  /** The place as a JSON pointer, for messages. */
  String path() {
    return path;
  }

  /** Marks this place as seen in the given record; false if that record was here before. */
  boolean enter(long record) {
    boolean first = lastRecord != record;
    lastRecord = record;
    return first;
  }
}
