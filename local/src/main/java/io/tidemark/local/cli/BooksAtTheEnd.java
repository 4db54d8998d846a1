package io.tidemark.local.cli;

import io.tidemark.functions.ledger.Entry;
import io.tidemark.functions.ledger.LedgerCounts;

/** What a job's ledger says when the job has ended. */
public final class BooksAtTheEnd {

  private BooksAtTheEnd() {}

  /**
   * Prints the totals.
   *
   * @throws FailureException if they do not balance
   */
  public static void print(LedgerCounts totals) throws FailureException {
    System.out.println("The books at the end");
    for (Entry entry : Entry.values()) {
      System.out.printf("  %-22s %,14d%n", entry.column(), totals.get(entry));
    }
    System.out.printf("  %-22s %14s%n", "balanced:", totals.balanced());
    if (!totals.balanced()) {
      throw new FailureException("the books do not balance");
    }
  }
}
