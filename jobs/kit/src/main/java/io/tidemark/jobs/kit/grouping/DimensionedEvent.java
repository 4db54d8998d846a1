package io.tidemark.jobs.kit.grouping;

import io.tidemark.functions.event.Event;

/**
 * An event and the values of all dimensions.
 *
 * @param event the event
 * @param values one for each dimension, in order; null where the event has none
 */
public record DimensionedEvent(
    Event event, @SuppressWarnings("ArrayRecordComponent") String[] values) {}
