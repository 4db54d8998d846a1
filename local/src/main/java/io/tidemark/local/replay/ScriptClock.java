package io.tidemark.local.replay;

import java.time.Instant;
import java.time.InstantSource;

/** The clock of a replay: it stands where the script last put it. */
final class ScriptClock implements InstantSource {

  /** Where it stands before the script has put it anywhere. */
  static final long START_MS = 0;

  /** As late as an event can be: what nobody has told the time cannot call from the future. */
  private static final Instant ANY_TIME = Instant.parse("9999-12-31T23:59:59.999Z");

  private long nowMs = START_MS;
  private boolean isSet;

  void moveTo(long processingTimeMs) {
    nowMs = processingTimeMs;
    isSet = true;
  }

  /** Processing time, epoch milliseconds. */
  long nowMs() {
    return nowMs;
  }

  /** The time that event times are judged by. */
  @Override
  public Instant instant() {
    return isSet ? Instant.ofEpochMilli(nowMs) : ANY_TIME;
  }
}
