package io.tidemark.functions.ledger;

/**
 * The books at one checkpoint.
 *
 * @param checkpoint the checkpoint's number; for the final row, the number after the last one
 * @param isFinal whether the job has ended and no record follows
 * @param totals the counts since the job's first start
 * @param balanced whether the books balance; null where barriers may have overtaken records, so
 *     that nothing can be said until an aligned checkpoint or the end
 */
public record LedgerRow(long checkpoint, boolean isFinal, LedgerCounts totals, Boolean balanced) {}
