/**
 * Event-time windows that lose nothing: panes that tell when and how often a result came, allowed
 * lateness, late output, and an outcome in the ledger for every record and each of its windows.
 *
 * <p>Start at {@link io.tidemark.functions.window.EventTimeWindows}.
 */
package io.tidemark.functions.window;
