/**
 * The books: each record read ends in exactly one outcome, and that is proven at every checkpoint.
 *
 * <p>Operators count into a {@link io.tidemark.functions.ledger.LedgerMeter} and send what they
 * counted ahead of each checkpoint barrier; the {@link io.tidemark.functions.ledger.Auditor} adds
 * it up. With aligned barriers, whatever was read before a barrier has had its outcome counted
 * before it too, so the sums must be equal.
 *
 * <p>Where an outcome is counted, a sample of the events can be shown with it: the {@link
 * io.tidemark.functions.ledger.Tracer}.
 */
package io.tidemark.functions.ledger;
