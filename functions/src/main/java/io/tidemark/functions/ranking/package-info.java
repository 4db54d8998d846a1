/**
 * The top N of each window, exactly, in two phases: no single subtask sees all items.
 *
 * <p>Start at {@link io.tidemark.functions.ranking.TopN}.
 */
package io.tidemark.functions.ranking;
