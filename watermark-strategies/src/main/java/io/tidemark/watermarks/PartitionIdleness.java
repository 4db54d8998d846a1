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
final class PartitionIdleness<T> implements PromptGenerator<T>, SubtaskPartitions.Partition {

  private enum State {
    ACTIVE,
    IDLE,
    /** Awake, behind the others, and holding them back. */
    CATCHING_UP,
    /** Awake and still behind, but holding nobody back any more. */
    LEFT_BEHIND
  }

  private final WatermarkGenerator<T> generator;
  private final SubtaskPartitions partitions;
  private final LivePartitions.Place<SubtaskPartitions.Partition> place;
  private final RelativeClock clock;
  private final long timeoutNanos;
  private final long graceNanos;
  private final Captured captured = new Captured();

  /** Flink's first generator is for records of no partition, which a source need not have. */
  private final boolean isSourcesOwn;

  private boolean isUsed;
  private volatile State state = State.ACTIVE;
  private long watermark = Long.MIN_VALUE;
  private boolean hadEvent;
  private long lastEventNanos;
  private long wokenNanos;
  private boolean countedAsBehind;

  PartitionIdleness(
      WatermarkGenerator<T> generator,
      SubtaskPartitions partitions,
      RelativeClock clock,
      Duration timeout,
      Duration grace) {
    this.generator = generator;
    this.partitions = partitions;
    this.clock = clock;
    this.timeoutNanos = Saturating.nanos(timeout);
    this.graceNanos = Saturating.nanos(grace);
    this.lastEventNanos = clock.relativeTimeNanos();
    this.isSourcesOwn = partitions.isEmpty();
    this.place = partitions.add(this);
  }

  @Override
  public void onEvent(T event, long eventTimestamp, WatermarkOutput output) {
    hadEvent = true;
    isUsed = true;
    if (state == State.IDLE) {
      wakeUp(output);
    }
    if (isBehind() && eventTimestamp <= partitions.watermarkBetweenRounds()) {
      countAsBehind();
    }
    generator.onEvent(event, eventTimestamp, captured.before(output));
  }

  private void wakeUp(WatermarkOutput output) {
    boolean behind = watermark < partitions.watermarkBetweenRounds();
    state = behind ? State.CATCHING_UP : State.ACTIVE;
    wokenNanos = clock.relativeTimeNanos();
    countedAsBehind = false;
    // At once: until it is said, the others move on.
    output.markActive();
  }

  private boolean isBehind() {
    return state == State.CATCHING_UP || state == State.LEFT_BEHIND;
  }

  private void countAsBehind() {
    partitions.countEventBehind();
    if (!countedAsBehind) {
      countedAsBehind = true;
      partitions.countWokenBehind();
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    partitions.onPeriodicCall(place);
    long now = clock.relativeTimeNanos();
    if (hadEvent) {
      // Not when it came: to read the clock for each event costs more than it tells.
      hadEvent = false;
      lastEventNanos = now;
    }
    if (state == State.IDLE) {
      return;
    }
    if (now - lastEventNanos >= timeoutNanos) {
      state = State.IDLE;
      output.markIdle();
      return;
    }
    emitNow(output);
    if (state == State.CATCHING_UP && now - wokenNanos >= graceNanos) {
      state = State.LEFT_BEHIND;
      output.markIdle();
    }
  }

  @Override
  public void emitNow(WatermarkOutput output) {
    PromptGenerator.emitNow(generator, captured.before(output));
  }

  @Override
  public long watermark() {
    return watermark;
  }

  @Override
  public boolean holdsBack() {
    return !isUnused() && (state == State.ACTIVE || state == State.CATCHING_UP);
  }

  @Override
  public boolean isIdle() {
    return !isUnused() && state == State.IDLE;
  }

  private boolean isUnused() {
    return isSourcesOwn && !isUsed;
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
      if (mark.getTimestamp() > watermark) {
        watermark = mark.getTimestamp();
        partitions.onWatermark();
      }
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
