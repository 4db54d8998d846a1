package io.tidemark.local.simulate;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Iterator;

/**
 * Hands records to a target when they are due: a record that arrives so long after the start leaves
 * so long, divided by the speed, after {@link #run} began. When the target is slower than the
 * traffic, records leave late, and as fast as the target takes them until they are due again.
 *
 * <p>Runs once. It ends with the records, on {@link #stop()} or on an interrupt, whichever is
 * first; what was sent is delivered in each of these cases.
 */
public final class Pacer {

  /** Sleeps are cut to this length, so that {@link #stop()} is heard in the middle of one. */
  private static final long LONGEST_SLEEP_MS = 100;

  private final long startMs;
  private final double speed;
  private final PaceClock clock;

  private volatile boolean stopped;
  private volatile Counts sent = Counts.NONE;

  /**
   * @param startMs epoch milliseconds of true time at which the traffic starts
   * @param speed true seconds per real second; 0 = as fast as possible
   */
  public Pacer(long startMs, double speed, PaceClock clock) {
    this.startMs = startMs;
    this.speed = speed;
    this.clock = clock;
  }

  /** A pacer for a model's traffic, by the machine's clock. */
  public static Pacer of(TrafficModel model) {
    return new Pacer(model.startMs(), model.speed(), PaceClock.system());
  }

  /**
   * Sends the records, which come in the order of arrival; flushes the target, does not close it.
   *
   * @return what was sent; after an interrupt the thread's interrupt is still set
   */
  public Counts run(Iterator<SimulatedRecord> records, RecordTarget target) throws IOException {
    long beginMs = clock.nowMs();
    try {
      while (running() && records.hasNext()) {
        SimulatedRecord record = records.next();
        sleepUntilDue(beginMs, record);
        if (running()) {
          target.send(record);
          sent = sent.plus(record.kind());
        }
      }
    } catch (InterruptedException | InterruptedIOException e) {
      Thread.currentThread().interrupt();
    }
    target.flush();
    return sent;
  }

  /** Ends the run soon; from any thread. */
  public void stop() {
    stopped = true;
  }

  /** What has been sent so far; from any thread. */
  public Counts sent() {
    return sent;
  }

  private boolean running() {
    return !stopped && !Thread.currentThread().isInterrupted();
  }

  private void sleepUntilDue(long beginMs, SimulatedRecord record) throws InterruptedException {
    if (speed == 0) {
      return;
    }
    long dueMs = beginMs + (long) Math.ceil((record.arrivalTimeMs() - startMs) / speed);
    long leftMs = dueMs - clock.nowMs();
    while (leftMs > 0 && !stopped) {
      clock.sleepMs(Math.min(leftMs, LONGEST_SLEEP_MS));
      leftMs = dueMs - clock.nowMs();
    }
  }
}
