package io.tidemark.local.replay;

/**
 * One line of a script: the clock moves, and then an event comes, or a watermark, or nothing.
 *
 * @param number the line in the file, counted from 1
 * @param at the processing time that the clock moves to, epoch milliseconds; null: it stays
 * @param event the event's JSON, byte for byte; null unless there is one
 * @param watermark the watermark, epoch milliseconds; null unless there is one
 */
record ScriptLine(
    long number, Long at, @SuppressWarnings("ArrayRecordComponent") byte[] event, Long watermark) {}
