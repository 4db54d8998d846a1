package io.tidemark.watermarks;

import java.io.Serializable;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Timestamps set right by how far the clock of the device is off that set them: event time plus
 * what {@link ClockSkew} makes of received minus sent time. The watermark follows the corrected
 * times.
 *
 * <pre>{@code
 * ClockSkewCorrection.<Click>of(click -> click.phone, click -> click.sent, click -> click.received)
 *     .between(Duration.ofSeconds(2), Duration.ofDays(1))
 *     .around(strategy)
 * }</pre>
 *
 * <p>It wants the events of a device in one partition, in order. The corrected time is the record's
 * timestamp; the element is left as it is.
 */
public final class ClockSkewCorrection<T> implements Serializable {

  private static final long serialVersionUID = 1;

  /** Stands for a time that an element does not tell; it is left alone then. */
  public static final long NO_TIME = Long.MIN_VALUE;

  private static final Duration LEAST = Duration.ofSeconds(2);
  private static final Duration MOST = Duration.ofDays(1);

  /** Reads which device sent an element. */
  @FunctionalInterface
  public interface Device<T> extends Serializable {

    /** The device's name; null if it is not known. */
    String of(T element);
  }

  /** Reads a time of an element. */
  @FunctionalInterface
  public interface Time<T> extends Serializable {

    /** Epoch milliseconds, or {@link ClockSkewCorrection#NO_TIME}. */
    long of(T element);
  }

  private final Device<T> device;
  private final Time<T> sent;
  private final Time<T> received;
  private final Duration least;
  private final Duration most;

  private ClockSkewCorrection(
      Device<T> device, Time<T> sent, Time<T> received, Duration least, Duration most) {
    this.device = device;
    this.sent = sent;
    this.received = received;
    this.least = least;
    this.most = most;
  }

  /**
   * Corrects by what an element says of itself.
   *
   * @param device who sent it
   * @param sent when, by the device's clock
   * @param received when it was received, by a clock that is right
   */
  public static <T> ClockSkewCorrection<T> of(Device<T> device, Time<T> sent, Time<T> received) {
    return new ClockSkewCorrection<>(device, sent, received, LEAST, MOST);
  }

  /**
   * Corrects only clocks that are off by more than one limit and no more than another. Two seconds
   * and a day unless set.
   *
   * @throws IllegalArgumentException if the first is negative or above the second
   */
  public ClockSkewCorrection<T> between(Duration atLeast, Duration atMost) {
    ClockSkew unused = new ClockSkew(atLeast, atMost);
    return new ClockSkewCorrection<>(device, sent, received, atLeast, atMost);
  }

  /** The strategy, which sees the corrected times. */
  public WatermarkStrategy<T> around(WatermarkStrategy<T> strategy) {
    return new Corrected<>(strategy, this);
  }

  private static final class Corrected<T> extends WrappedStrategy<T> {

    private static final long serialVersionUID = 1;

    private final ClockSkewCorrection<T> correction;

    Corrected(WatermarkStrategy<T> strategy, ClockSkewCorrection<T> correction) {
      super(strategy);
      this.correction = correction;
    }

    @Override
    public TimestampAssigner<T> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
      TimestampAssigner<T> assigner = strategy.createTimestampAssigner(context);
      ClockSkew skew = new ClockSkew(correction.least, correction.most);
      return (element, recordTimestamp) -> {
        long eventTimeMs = assigner.extractTimestamp(element, recordTimestamp);
        long sentMs = correction.sent.of(element);
        long receivedMs = correction.received.of(element);
        return eventTimeMs == NO_TIME || sentMs == NO_TIME || receivedMs == NO_TIME
            ? eventTimeMs
            : skew.corrected(correction.device.of(element), eventTimeMs, sentMs, receivedMs);
      };
    }

    @Override
    public WatermarkGenerator<T> createWatermarkGenerator(
        WatermarkGeneratorSupplier.Context context) {
      return strategy.createWatermarkGenerator(context);
    }
  }
}
