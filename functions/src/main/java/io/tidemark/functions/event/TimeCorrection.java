package io.tidemark.functions.event;

/** Sets the time of an event right whose device has a wrong clock. Serves one thread. */
@FunctionalInterface
public interface TimeCorrection {

  /**
   * When an event happened, by the collector's clock.
   *
   * @param user whose device it was; null if the event does not say
   * @param eventTimeMs when it happened by the device's clock, epoch milliseconds
   * @param sentTimeMs when it was sent by the device's clock, epoch milliseconds
   * @param receivedTimeMs when the collector got it by its own clock, epoch milliseconds
   */
  long corrected(String user, long eventTimeMs, long sentTimeMs, long receivedTimeMs);

  /** Believes every device. */
  static TimeCorrection none() {
    return (user, eventTimeMs, sentTimeMs, receivedTimeMs) -> eventTimeMs;
  }
}
