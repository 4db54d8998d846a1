package io.tidemark.functions.window;

import java.io.Serializable;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.java.functions.KeySelector;

/**
 * All that a pre-aggregation must know, whatever the shape of the windows.
 *
 * @param keys the key of a record
 * @param aggregate what is made of records
 * @param triggers when there are panes
 * @param mode whether records are added up at all
 */
record PreAggregationSpec<IN, ACC>(
    KeySelector<IN, String> keys,
    AggregateFunction<IN, ACC, ?> aggregate,
    PaneTriggers triggers,
    PreAggregation mode)
    implements Serializable {}
