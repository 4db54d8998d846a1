/**
 * Rankings of windows: what is on which rank, and what changes in that from pane to pane.
 *
 * <p>{@link io.tidemark.functions.ranking.TopN} makes the top N of each window, exactly, in two
 * phases: no single subtask sees all items. {@link io.tidemark.functions.ranking.RankChanges} makes
 * rows of rankings that are a window's own result.
 */
package io.tidemark.functions.ranking;
