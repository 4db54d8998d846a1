package io.tidemark.local.simulate;

import java.util.concurrent.TimeUnit;

/** The real time that a {@link Pacer} goes by; tests script it. */
public interface PaceClock {

  /** Milliseconds since some fixed moment; never goes back. */
  long nowMs();

  void sleepMs(long durationMs) throws InterruptedException;

  /** The machine's monotonic clock: corrections of its wall clock do not make the traffic jump. */
  static PaceClock system() {
    return new PaceClock() {
      @Override
      public long nowMs() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
      }

      @Override
      public void sleepMs(long durationMs) throws InterruptedException {
        Thread.sleep(durationMs);
      }
    };
  }
}
