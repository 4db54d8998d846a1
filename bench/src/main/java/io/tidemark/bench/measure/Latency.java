package io.tidemark.bench.measure;

/**
 * How long results took after they could have come.
 *
 * @param results how many were timed
 * @param p50Ms half of them took no longer, in milliseconds
 * @param p99Ms one in a hundred took longer
 * @param p999Ms one in a thousand took longer
 * @param maxMs none took longer
 */
public record Latency(long results, double p50Ms, double p99Ms, double p999Ms, double maxMs) {}
