package io.tidemark.bench.measure;

import io.tidemark.bench.measure.Tally.Totals;
import io.tidemark.bench.workload.Traffic;
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
  private final CompletableFuture<Void> exhausted = new CompletableFuture<>();
  private final CompletableFuture<Void> released = new CompletableFuture<>();
  private final CompletableFuture<Outcome> ended = new CompletableFuture<>();
  private final Traffic traffic;
  private final double nanosPerClick;
  private final LatencyMeter latencies;
  private final KeysInState keysInState;

  private int sourcesAwaited;
  private int watermarksAwaited;
  private int sourcesWithClicks;
  private int sinksAwaited;
  private volatile Cost atBegin;
  private long stateBytes;
  private Totals totals = Totals.NONE;
  private long checkpoints;

  private Race(Traffic traffic, int sources, int sinks) {
    this.traffic = traffic;
    int rate = traffic.workload().rate();
    this.nanosPerClick = rate == 0 ? 0 : (double) TimeUnit.SECONDS.toNanos(1) / rate;
    this.latencies = traffic.workload().isPaced() ? new LatencyMeter(this) : null;
    this.keysInState = traffic.held() ? new KeysInState(this) : null;
    this.sourcesAwaited = sources;
    this.sourcesWithClicks = sources;
    this.sinksAwaited = sinks;
  }

  /**
   * What came of a race.
   *
   * @param checkpoints how many checkpoints, or snapshots, were completed while it was on
   * @param latency how long results took; null if clicks did not come at a rate
   * @param stateBytes how large state was when it was looked at, or 0
   * @param keysInState how many keys it was of
   */
  public record Outcome(
      Cost cost,
      Totals totals,
      long checkpoints,
      Latency latency,
      long stateBytes,
      long keysInState) {

    /** The same for an engine that tells by itself how often it committed. */
    public Outcome withCheckpoints(long committed) {
      return new Outcome(cost, totals, committed, latency, stateBytes, keysInState);
    }
  }

  /** Prepares the next race, with so many sources and sinks. */
  public static Race next(Traffic traffic, int sources, int sinks) {
    current = new Race(traffic, sources, sinks);
    return current;
  }

  /** The race that is on. */
  public static Race current() {
    return current;
  }

  /** What is to be read. */
  public Traffic traffic() {
    return traffic;
  }

  /** A tally for a sink. */
  public Tally tally() {
    return new Tally(latencies != null ? latencies : keysInState);
  }

  /** A source is ready. When all of them are, the race begins a second later. */
  public synchronized CompletableFuture<Void> ready() {
    sourcesAwaited--;
    beginIfAllAreReady();
    return begun;
  }

  /**
   * Each sink is to see a watermark before the race begins. Otherwise one of an operator's inputs
   * may be through with its clicks before the other has brought its first watermark, and clicks
   * that are late are none.
   */
  public synchronized void awaitWatermarks() {
    watermarksAwaited = sinksAwaited;
  }

  /** A sink has seen its first watermark. */
  public synchronized void watermarkArrived() {
    watermarksAwaited--;
    beginIfAllAreReady();
  }

  private void beginIfAllAreReady() {
    if (sourcesAwaited == 0 && watermarksAwaited == 0) {
      CompletableFuture.delayedExecutor(WATERMARKS_SETTLE_MS, TimeUnit.MILLISECONDS)
          .execute(this::begin);
    }
  }

  private void begin() {
    atBegin = Cost.untilNow();
    begun.complete(null);
  }

  /** Whether it has begun. */
  public boolean isOn() {
    return begun.isDone();
  }

  /** When a click is to come, by {@link System#nanoTime()}, if clicks come at a rate. */
  public long dueNanos(long click) {
    return atBegin.nanos() + (long) (click * nanosPerClick);
  }

  /** Whether a click may come; always, unless they come at a rate. */
  public boolean isDue(long click) {
    return nanosPerClick == 0 || System.nanoTime() - dueNanos(click) >= 0;
  }

  /**
   * A source has no more clicks, but says so to nobody else yet.
   *
   * @return completes when it is to end
   */
  public synchronized CompletableFuture<Void> exhausted() {
    sourcesWithClicks--;
    if (sourcesWithClicks == 0) {
      CompletableFuture.delayedExecutor(WATERMARKS_SETTLE_MS, TimeUnit.MILLISECONDS)
          .execute(() -> exhausted.complete(null));
    }
    return released;
  }

  /** Completes when no source has clicks and their watermarks have come, if they are held. */
  public CompletableFuture<Void> allExhausted() {
    return exhausted;
  }

  /** State was looked at: sources may end. */
  public void release(long bytesOfState) {
    synchronized (this) {
      stateBytes = bytesOfState;
    }
    released.complete(null);
  }

  boolean isReleased() {
    return released.isDone();
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
      ended.complete(
          new Outcome(
              Cost.untilNow().since(atBegin),
              totals,
              checkpoints,
              latencies == null ? null : latencies.latency(),
              stateBytes,
              keysInState == null ? 0 : keysInState.count()));
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
    exhausted.completeExceptionally(cause);
    ended.completeExceptionally(cause);
  }

  /** Completes at the end. */
  public CompletableFuture<Outcome> outcome() {
    return ended;
  }
}
