package io.tidemark.watermarks;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.RelativeClock;

/**
 * One partition that is idle after a while without an event. If it wakes up behind the others, they
 * wait for it until it has caught up, or the grace is over: then it counts as idle until it has.
 */
final class PartitionIdleness<T> implements WatermarkGenerator<T>, SubtaskPartitions.Partition {

  private enum State {
    /** No event yet. */
    NEW,
    ACTIVE,
    IDLE,
    /** Awake, behind the others, and holding them back. */
    CATCHING_UP,
    /** Awake and still behind, but holding nobody back any more. */
    LEFT_BEHIND
  }

  private final WatermarkGenerator<T> generator;
  private final SubtaskPartitions partitions;
  private final RelativeClock clock;
  private final long timeoutNanos;
  private final long graceNanos;
  private final Captured captured = new Captured();

  /** Flink's first generator is for records of no partition, which a source need not have. */
  private final boolean isSourcesOwn;

  private State state = State.NEW;
  private boolean silent;
  private long watermark = Long.MIN_VALUE;
  private long lastEventNanos;
  private long wokenNanos;
  private long rounds;

  PartitionIdleness(
      WatermarkGenerator<T> generator,
      SubtaskPartitions partitions,
      RelativeClock clock,
      Duration timeout,
      Duration grace) {
    this.generator = generator;
    this.partitions = partitions;
    this.clock = clock;
    this.timeoutNanos = timeout.toNanos();
    this.graceNanos = grace.toNanos();
    this.lastEventNanos = clock.relativeTimeNanos();
    this.rounds = partitions.rounds();
    this.isSourcesOwn = partitions.isEmpty();
    partitions.add(this);
  }

  @Override
  public void onEvent(T event, long eventTimestamp, WatermarkOutput output) {
    lastEventNanos = clock.relativeTimeNanos();
    if (silent) {
      wakeUp(eventTimestamp, output);
    } else if (state == State.NEW) {
      state = State.ACTIVE;
    }
    if (isBehind() && eventTimestamp <= partitions.watermark()) {
      partitions.countEventBehind();
    }
    generator.onEvent(event, eventTimestamp, captured.before(output));
  }

  private void wakeUp(long eventTimestamp, WatermarkOutput output) {
    partitions.update();
    silent = false;
    if (eventTimestamp <= partitions.watermark()) {
      state = State.CATCHING_UP;
      wokenNanos = lastEventNanos;
      partitions.countWokenBehind();
    } else {
      state = State.ACTIVE;
    }
    // At once: until it is said, the others move on.
    output.markActive();
  }

  private boolean isBehind() {
    return state == State.CATCHING_UP || state == State.LEFT_BEHIND;
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    rounds++;
    long now = clock.relativeTimeNanos();
    if (!silent && now - lastEventNanos >= timeoutNanos) {
      silent = true;
      state = state == State.NEW ? State.NEW : State.IDLE;
      output.markIdle();
    } else if (state == State.CATCHING_UP && now - wokenNanos >= graceNanos) {
      state = State.LEFT_BEHIND;
      output.markIdle();
    }
    if (!silent) {
      generator.onPeriodicEmit(captured.before(output));
    }
    partitions.update();
  }

  @Override
  public long watermark() {
    return watermark;
  }

  @Override
  public boolean holdsBack() {
    // A partition without an event holds others back as well, but at no watermark.
    return state == State.ACTIVE || state == State.CATCHING_UP;
  }

  @Override
  public boolean isIdle() {
    return silent && !(isSourcesOwn && state == State.NEW);
  }

  @Override
  public long rounds() {
    return rounds;
  }

  /** Hears what the generator says, and keeps quiet about it while the partition is left behind. */
  private final class Captured implements WatermarkOutput {

    private WatermarkOutput output;

    WatermarkOutput before(WatermarkOutput next) {
      output = next;
      return this;
    }

    @Override
    public void emitWatermark(Watermark mark) {
      watermark = Math.max(watermark, mark.getTimestamp());
      if (isBehind() && watermark >= partitions.watermark()) {
        state = State.ACTIVE;
      }
      if (state != State.LEFT_BEHIND) {
        output.emitWatermark(mark);
      }
    }

    @Override
    public void markIdle() {
      output.markIdle();
    }

    @Override
    public void markActive() {
      output.markActive();
    }
  }
}
