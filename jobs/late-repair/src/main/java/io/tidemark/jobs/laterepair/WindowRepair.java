package io.tidemark.jobs.laterepair;

/**
 * One window that late events missed, and which of them its result has already.
 *
 * <p>Late events are read in the order in which they were written, and that order never changes. So
 * those that an earlier repair has merged are the first ones, and their checksum says whether that
 * is so. If not, some of them are no longer there to be read, or were never those of this result;
 * then nobody can tell which are new, and the window is left as it is.
 */
final class WindowRepair {

  private final WindowView view;

  private Merged read = Merged.NONE;
  private boolean known;

  WindowRepair(WindowView view) {
    this.view = view;
    this.known = view.merged().events() == 0;
  }

  /** Adds the next one; whether it is new, if that is known at the end. */
  boolean isNew(LateRow row) {
    boolean isNew = read.events() >= view.merged().events();
    read = read.plus(row);
    known |= read.equals(view.merged());
    return isNew;
  }

  /** Whether it is known which late events the result has. */
  boolean isKnown() {
    return known;
  }

  WindowView view() {
    return view;
  }

  /** What the window's result is to be. */
  Total repaired() {
    return view.with(read);
  }
}
