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
final class PartitionIdleness<T> extends OverhearingGenerator<T>
    implements SubtaskPartitions.Partition {

  private enum State {
    ACTIVE,
    IDLE,
    /** Awake, behind the others, and holding them back. */
    CATCHING_UP,
    /** Awake and still behind, but holding nobody back any more. */
    LEFT_BEHIND
  }

  private final SubtaskPartitions partitions;
  private final LivePartitions.Place<SubtaskPartitions.Partition> place;
  private final RelativeClock clock;
  private final long timeoutNanos;
  private final long graceNanos;

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
    super(generator);
    this.partitions = partitions;
    this.clock = clock;
    this.timeoutNanos = Saturating.nanos(timeout);
    this.graceNanos = Saturating.nanos(grace);
    this.lastEventNanos = clock.relativeTimeNanos();
    this.isSourcesOwn = partitions.isEmpty();
    this.place = partitions.add(this);
  }

  @Override
  public void onEvent(T event, long eventTimestamp, WatermarkOutput next) {
    output = next;
    hadEvent = true;
    isUsed = true;
    if (state == State.IDLE) {
      wakeUp();
    }
    if (isBehind() && eventTimestamp <= partitions.watermarkBetweenRounds()) {
      countAsBehind();
    }
    generator.onEvent(event, eventTimestamp, this);
  }

  private void wakeUp() {
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
  public void onPeriodicEmit(WatermarkOutput next) {
    output = next;
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
    emitNow(next);
    if (state == State.CATCHING_UP && now - wokenNanos >= graceNanos) {
      state = State.LEFT_BEHIND;
      output.markIdle();
    }
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

  /** While the partition is left behind, what the generator says is kept quiet about. */
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
}
