package io.tidemark.watermarks;

import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * A generator that tells two questions apart: the periodic call, which Flink makes to all
 * partitions in one round, and a question to one of them in between. Who counts the rounds must not
 * count that.
 */
interface PromptGenerator<T> extends WatermarkGenerator<T> {

  /**
   * Emits the watermark as the periodic call does, and does nothing else that belongs to a round.
   */
  void emitNow(WatermarkOutput output);

  /** Makes any generator emit its watermark. */
  static void emitNow(WatermarkGenerator<?> generator, WatermarkOutput output) {
    if (generator instanceof PromptGenerator<?> prompt) {
      prompt.emitNow(output);
    } else {
      generator.onPeriodicEmit(output);
    }
  }
}
