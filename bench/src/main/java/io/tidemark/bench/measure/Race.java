package io.tidemark.bench.measure;

import io.tidemark.bench.measure.Tally.Totals;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/**
 * One run of an engine, timed: it begins for all sources at once, when all of them are ready, and
 * ends when the last sink has everything. So the time that an engine takes to start is not
 * measured, but all of its work is, to the last window.
 *
 * <p>Engines make their sources and sinks from serialized forms of them; they find their race by
 * {@link #current()}. There is one at a time in a JVM.
 */
public final class Race {

  /** Longer than the interval at which any engine makes watermarks. */
  private static final long WATERMARKS_SETTLE_MS = 1_000;

  private static volatile Race current;

  private final CompletableFuture<Void> begun = new CompletableFuture<>();
  private final CompletableFuture<Outcome> ended = new CompletableFuture<>();

  private int sourcesAwaited;
  private int sinksAwaited;
  private Cost atBegin;
  private Totals totals = Totals.NONE;
  private long checkpoints;

  private Race(int sources, int sinks) {
    this.sourcesAwaited = sources;
    this.sinksAwaited = sinks;
  }

  /**
   * What came of a race.
   *
   * @param checkpoints how many checkpoints, or snapshots, were completed while it was on
   */
  public record Outcome(Cost cost, Totals totals, long checkpoints) {}

  /** Prepares the next race, with so many sources and sinks. */
  public static Race next(int sources, int sinks) {
    current = new Race(sources, sinks);
    return current;
  }

  /** The race that is on. */
  public static Race current() {
    return current;
  }

  /** A source is ready. When all of them are, the race begins a second later. */
  public synchronized CompletableFuture<Void> ready() {
    sourcesAwaited--;
    if (sourcesAwaited == 0) {
      CompletableFuture.delayedExecutor(WATERMARKS_SETTLE_MS, TimeUnit.MILLISECONDS)
          .execute(this::begin);
    }
    return begun;
  }

  private void begin() {
    synchronized (this) {
      atBegin = Cost.untilNow();
    }
    begun.complete(null);
  }

  /** Whether it has begun. */
  public boolean isOn() {
    return begun.isDone();
  }

  /** A sink has all of its results, and nothing was to be checkpointed. */
  public void finished(Tally tally) {
    finished(tally, 0);
  }

  /**
   * A sink has all of its results.
   *
   * @param seen how many completed checkpoints it was told of since the race is on
   */
  public synchronized void finished(Tally tally, long seen) {
    checkpoints = Math.max(checkpoints, seen);
    totals = totals.plus(tally.totals());
    sinksAwaited--;
    if (sinksAwaited == 0) {
      ended.complete(new Outcome(Cost.untilNow().since(atBegin), totals, checkpoints));
    }
  }

  /** If this fails, so does the race. */
  public void dependsOn(CompletionStage<?> engine) {
    var unused =
        engine.whenComplete(
            (done, failure) -> {
              if (failure != null) {
                failed(failure);
              }
            });
  }

  /** The engine has failed. */
  public void failed(Throwable cause) {
    ended.completeExceptionally(cause);
  }

  /** Completes at the end. */
  public CompletableFuture<Outcome> outcome() {
    return ended;
  }
}
