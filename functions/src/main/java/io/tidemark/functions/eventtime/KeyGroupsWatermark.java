package io.tidemark.functions.eventtime;

/**
 * Where the watermark stood, in a snapshot, for some of the key groups.
 *
 * @param firstKeyGroup the first of them
 * @param lastKeyGroup the last of them
 * @param watermark the watermark that they were judged by
 */
public record KeyGroupsWatermark(int firstKeyGroup, int lastKeyGroup, long watermark) {}
