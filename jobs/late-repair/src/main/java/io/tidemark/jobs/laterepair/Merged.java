package io.tidemark.jobs.laterepair;

import java.math.BigDecimal;

/**
 * Late events that are in a result, as far as the result tells. From it another run knows that they
 * are in already.
 *
 * @param events how many
 * @param amount what they add up to, without zeros at the end
 * @param checksum of their identities, whatever their order: they are added up, so that two of the
 *     same are not none
 */
public record Merged(long events, BigDecimal amount, long checksum) {

  static final Merged NONE = new Merged(0, BigDecimal.ZERO, 0);

  Merged plus(LateRow row) {
    return new Merged(
        events + row.events(),
        amount.add(row.amount()).stripTrailingZeros(),
        checksum + row.identity());
  }
}
