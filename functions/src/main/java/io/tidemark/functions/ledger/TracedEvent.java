package io.tidemark.functions.ledger;

/**
 * What became of one event.
 *
 * @param outcome one of the ledger's outcomes
 * @param key what the stream is grouped by; null if it has none there
 * @param eventTime epoch milliseconds, or {@link io.tidemark.functions.event.Event#NO_TIME} if it
 *     tells none, or none that is believed
 * @param arrivalTime when it came to where its outcome was decided: processing time, epoch
 *     milliseconds
 * @param watermark the watermark there and then, epoch milliseconds; {@link Long#MIN_VALUE} if
 *     there was none yet
 */
public record TracedEvent(
    Entry outcome, String key, long eventTime, long arrivalTime, long watermark) {}
