package io.tidemark.jobs.eventrouter;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What one field of an event must be like.
 *
 * @param pointer where the field is, as a JSON pointer
 * @param test what it must be like
 */
record Condition(String pointer, Test test) implements Serializable {

  /** What can be asked of a field. A field that is not there passes no test but {@link Exists}. */
  sealed interface Test extends Serializable permits Exists, OneOf, Matches, Within {

    boolean passes(JsonNode field);
  }

  /** Whether it is there, and not null. */
  record Exists(boolean wanted) implements Test {
    @Override
    public boolean passes(JsonNode field) {
      return isThere(field) == wanted;
    }
  }

  /** It is one of these texts, numbers or truth values, written as they are here. */
  record OneOf(Set<String> values) implements Test {
    @Override
    public boolean passes(JsonNode field) {
      return field.isValueNode() && isThere(field) && values.contains(field.asText());
    }
  }

  /** The whole of its text is of a pattern. */
  record Matches(Pattern pattern) implements Test {
    @Override
    public boolean passes(JsonNode field) {
      return field.isValueNode() && isThere(field) && pattern.matcher(field.asText()).matches();
    }
  }

  /**
   * It is a number between two others.
   *
   * @param atLeast the least, itself included; null: none
   * @param below the most, itself excluded; null: none
   */
  record Within(BigDecimal atLeast, BigDecimal below) implements Test {
    @Override
    public boolean passes(JsonNode field) {
      return field.isNumber()
          && (atLeast == null || field.decimalValue().compareTo(atLeast) >= 0)
          && (below == null || field.decimalValue().compareTo(below) < 0);
    }
  }

  private static boolean isThere(JsonNode field) {
    return !field.isMissingNode() && !field.isNull();
  }

  /** This condition, ready to be asked often: a pointer does not travel. */
  Bound bound() {
    return new Bound(JsonPointer.compile(pointer), test);
  }

  /** A condition with its pointer compiled. */
  record Bound(JsonPointer pointer, Test test) {
    boolean holds(JsonNode event) {
      return test.passes(event.at(pointer));
    }
  }
}
