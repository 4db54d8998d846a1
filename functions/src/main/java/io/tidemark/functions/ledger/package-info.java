/**
 * The books: each record read ends in exactly one outcome, and that is proven at every checkpoint.
 *
 * <p>Operators count into a {@link io.tidemark.functions.ledger.LedgerMeter} and send what they
 * counted ahead of each checkpoint barrier; the {@link io.tidemark.functions.ledger.Auditor} adds
 * it up. With aligned barriers, whatever was read before a barrier has had its outcome counted
 * before it too, so the sums must be equal.
 */
package io.tidemark.functions.ledger;
