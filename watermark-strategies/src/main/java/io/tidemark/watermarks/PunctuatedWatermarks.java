package io.tidemark.watermarks;

import java.io.Serializable;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * Watermarks that the feed carries itself: some records, such as heartbeats, say that no event up
 * to some time is still to come. Each is emitted right behind its record; a record that says less
 * than one before it says nothing.
 *
 * <pre>{@code
 * PunctuatedWatermarks.<Reading>of(
 *         reading -> reading.isHeartbeat() ? reading.time : PunctuatedWatermarks.NONE)
 *     .withTimestampAssigner((reading, timestamp) -> reading.time)
 * }</pre>
 *
 * <p>A partition without such records has no watermark and holds the others back; add idleness if
 * that can be.
 */
public final class PunctuatedWatermarks<T> implements WatermarkStrategy<T> {

  private static final long serialVersionUID = 1;

  /** What a record says that carries no watermark. */
  public static final long NONE = Long.MIN_VALUE;

  /** Reads the watermark that a record carries. */
  @FunctionalInterface
  public interface Mark<T> extends Serializable {

    /**
     * The time up to which nothing is still to come, epoch milliseconds of event time, or {@link
     * PunctuatedWatermarks#NONE}.
     */
    long of(T element);
  }

  private final Mark<T> mark;

  private PunctuatedWatermarks(Mark<T> mark) {
    this.mark = mark;
  }

  /** Emits the watermarks that records carry. */
  public static <T> PunctuatedWatermarks<T> of(Mark<T> mark) {
    return new PunctuatedWatermarks<>(mark);
  }

  @Override
  public WatermarkGenerator<T> createWatermarkGenerator(
      WatermarkGeneratorSupplier.Context context) {
    return new WatermarkGenerator<>() {
      private long watermark = NONE;

      @Override
      public void onEvent(T event, long eventTimestamp, WatermarkOutput output) {
        long said = mark.of(event);
        if (said > watermark) {
          watermark = said;
          output.emitWatermark(new Watermark(watermark));
        }
      }

      @Override
      public void onPeriodicEmit(WatermarkOutput output) {
        // All there was to say has been said.
      }
    };
  }
}
