/** Rankings of windows, and what changes in them from pane to pane. */
package io.tidemark.functions.ranking;
