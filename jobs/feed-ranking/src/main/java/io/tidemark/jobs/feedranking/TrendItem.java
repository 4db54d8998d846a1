package io.tidemark.jobs.feedranking;

/**
 * What is on a rank of a trend.
 *
 * @param item the item
 * @param count how often it was seen in the trend's window
 */
public record TrendItem(String item, long count) {}
