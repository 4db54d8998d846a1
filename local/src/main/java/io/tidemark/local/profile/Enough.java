package io.tidemark.local.profile;

/** Tells when to stop reading: after so many records, or when somebody says so. */
final class Enough {

  private final long limit;
  private long taken;
  private volatile boolean stopped;

  /**
   * @param limit how many records to read
   */
  Enough(long limit) {
    this.limit = limit;
  }

  /** Whether one more record may be read; then it counts as read. */
  boolean takeOne() {
    if (stopped || taken == limit) {
      return false;
    }
    taken++;
    return true;
  }

  /** Whether nothing more may be read. */
  boolean isReached() {
    return stopped || taken == limit;
  }

  /** From any thread: what was read is enough. */
  void stop() {
    stopped = true;
  }
}
