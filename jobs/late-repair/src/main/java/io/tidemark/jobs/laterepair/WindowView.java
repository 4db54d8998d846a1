package io.tidemark.jobs.laterepair;

import java.math.BigDecimal;

/**
 * What the results say of one window, as far as they have been read. The base job's own word is
 * kept beside a repair's: it may still change, and then a repair is to be repaired. A topic that is
 * compacted has only the latest row of each window; then the repair tells what the base job's was.
 *
 * @param base the base job's last word; null if it was not seen
 * @param basePane the pane that this was, -1 if none
 * @param latest the last word, whoever has it; null if there is none
 * @param latestPane the pane that this was, -1 if none
 */
public record WindowView(BigDecimal base, int basePane, Total latest, int latestPane) {

  static final WindowView NOTHING = new WindowView(null, -1, null, -1);

  /** With a row more; of the same pane the one that came later counts. */
  WindowView with(ResultRow row) {
    boolean isBase = !row.isRepair() && row.pane() >= basePane;
    boolean isLatest = row.pane() >= latestPane;
    return new WindowView(
        isBase ? row.total().amount() : base,
        isBase ? row.pane() : basePane,
        isLatest ? row.total() : latest,
        isLatest ? row.pane() : latestPane);
  }

  /** The late events that are in the last word. */
  Merged merged() {
    return latest == null ? Merged.NONE : latest.merged();
  }

  /** What the window would have, if these late events and no others had been in time. */
  Total with(Merged late) {
    BigDecimal own = base;
    if (own == null) {
      own = latest == null ? BigDecimal.ZERO : latest.withoutMerged();
    }
    return new Total(own.add(late.amount()).stripTrailingZeros(), late);
  }
}
