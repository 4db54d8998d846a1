package io.tidemark.functions.window;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.functions.AggregateFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/**
 * All that a window operator must know, whatever the shape of its windows.
 *
 * @param allowedLateness for how long in event time a complete window accepts records
 * @param triggers when there are panes
 * @param accumulation what panes say of those before them
 * @param aggregate what is made of a window's records
 * @param accumulatorType the type of its state
 * @param resultType the type of its results
 * @param elements what the operator gets
 * @param fingerprint what a state must have been written by to be of use
 */
record WindowSpec<IN, ACC, OUT>(
    Duration allowedLateness,
    PaneTriggers triggers,
    Accumulation accumulation,
    AggregateFunction<IN, ACC, OUT> aggregate,
    TypeInformation<ACC> accumulatorType,
    TypeInformation<OUT> resultType,
    Elements<IN, ?> elements,
    String fingerprint)
    implements Serializable {}
