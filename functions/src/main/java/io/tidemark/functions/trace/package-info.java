/** A sample of the events with what became of each, for whoever wants to see them pass. */
package io.tidemark.functions.trace;
