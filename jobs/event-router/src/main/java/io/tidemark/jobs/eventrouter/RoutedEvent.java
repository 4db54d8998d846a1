package io.tidemark.jobs.eventrouter;

import io.tidemark.functions.event.Event;

/**
 * An event and where it goes.
 *
 * @param rule the number of the rule that wanted it, from 0
 * @param event the event
 * @param reference what the reference file has on it, as the fields of a JSON object without its
 *     braces; null: nothing
 */
public record RoutedEvent(int rule, Event event, String reference) {}
