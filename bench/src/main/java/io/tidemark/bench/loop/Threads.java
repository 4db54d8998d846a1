package io.tidemark.bench.loop;

import io.tidemark.bench.measure.Race;
import io.tidemark.bench.measure.Tally;
import io.tidemark.bench.workload.Traffic;

/** A race among threads that need no framework. */
final class Threads {

  private Threads() {}

  /** What each thread does. */
  @FunctionalInterface
  interface Work {

    /**
     * Does a thread's part.
     *
     * @param part the thread's number, from 0
     * @param tally where its results go
     */
    void run(int part, Tally tally);
  }

  /** Runs so many threads until all are done. */
  static Race.Outcome race(Traffic traffic, int parallelism, Work work) throws Exception {
    Race race = Race.next(traffic, parallelism, parallelism);
    Thread[] threads = new Thread[parallelism];
    for (int i = 0; i < parallelism; i++) {
      int part = i;
      threads[i] =
          new Thread(
              () -> {
                race.ready().join();
                Tally tally = race.tally();
                work.run(part, tally);
                race.finished(tally);
                // What a thread has allocated is known as long as it is there.
                race.outcome().join();
              },
              "loop-" + i);
      threads[i].setUncaughtExceptionHandler((thread, failure) -> race.failed(failure));
      threads[i].start();
    }
    Race.Outcome outcome = race.outcome().get();
    for (Thread thread : threads) {
      thread.join();
    }
    return outcome;
  }
}
