package io.tidemark.local.doctor;

import java.util.Optional;

/** The watermark waits far longer than the events' disorder asks for. */
final class WideBound implements Check {

  private static final double LONG_MS = 30_000;
  private static final double FAR = 10;
  private static final double ENOUGH_RECORDS = 200;

  @Override
  public Optional<Finding> find(Examination examination) {
    double boundMs = 0;
    double disorderMs = 0;
    for (Vertex source : examination.after().sources()) {
      boundMs = Math.max(boundMs, source.max("eventtime.watermarkBound"));
      disorderMs = Math.max(disorderMs, source.max("eventtime.outOfOrdernessQuantile"));
    }
    if (boundMs < LONG_MS
        || boundMs < FAR * disorderMs
        || examination.after().recordsRead() < ENOUGH_RECORDS) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            "wide-bound",
            String.format(
                "the watermark waits %s, the events are out of order by %s: each result is late by"
                    + " the difference",
                Words.length(boundMs), Words.length(disorderMs)),
            "./tidemark profile tells which watermark.max-out-of-orderness suits the feed;"
                + " watermark.strategy adaptive finds it by itself"));
  }
}
