package io.tidemark.jobs.feedranking;

import io.tidemark.jobs.kit.params.ParameterException;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an event of each type is worth.
 *
 * @param thousandths by type, in thousandths; by name, so that they always read the same
 */
public record Weights(TreeMap<String, Long> thousandths) implements Serializable {

  private static final int DECIMALS = 3;
  private static final BigDecimal MOST = new BigDecimal(1_000_000);

  /**
   * Reads weights such as {@code view=1}.
   *
   * @throws ParameterException if there are none, or one of them is none
   */
  static Weights of(List<String> weights) {
    TreeMap<String, Long> thousandths = new TreeMap<>();
    for (String weight : weights) {
      int equals = weight.lastIndexOf('=');
      String type = weight.substring(0, Math.max(0, equals)).strip();
      if (type.isEmpty()) {
        throw new ParameterException(
            "rank.weights: '" + weight + "' is no type with its weight, such as click=3");
      }
      if (thousandths.put(type, thousandths(weight, weight.substring(equals + 1).strip()))
          != null) {
        throw new ParameterException("rank.weights: " + type + " has two weights");
      }
    }
    if (thousandths.isEmpty()) {
      throw new ParameterException("rank.weights: names no type; such as view=1,click=3");
    }
    return new Weights(thousandths);
  }

  private static long thousandths(String weight, String number) {
    try {
      BigDecimal value = new BigDecimal(number);
      if (value.signum() != 0 && value.abs().compareTo(MOST) <= 0) {
        return value.movePointRight(DECIMALS).longValueExact();
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // Said below.
    }
    throw new ParameterException(
        String.format(
            "rank.weights: '%s': a weight is a number other than 0, up to %s, with up to %d"
                + " decimals",
            weight, MOST, DECIMALS));
  }

  /** The types that have a weight. */
  Set<String> types() {
    return thousandths.keySet();
  }

  /** The weight of a type that has one, in thousandths. */
  long thousandthsOf(String type) {
    return thousandths.get(type);
  }
}
