package io.tidemark.watermarks;

import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * Stands between a generator and its output, and hears what that says. Who extends it says what
 * becomes of the watermarks; idleness is handed through.
 *
 * <p>It has no {@code onEvent}: that is for each event, and one call more would show.
 */
abstract class OverhearingGenerator<T> implements PromptGenerator<T>, WatermarkOutput {

  final WatermarkGenerator<T> generator;

  /** Where the call at hand has what it says go. */
  WatermarkOutput output;

  OverhearingGenerator(WatermarkGenerator<T> generator) {
    this.generator = generator;
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput next) {
    output = next;
    generator.onPeriodicEmit(this);
  }

  @Override
  public void emitNow(WatermarkOutput next) {
    output = next;
    PromptGenerator.emitNow(generator, this);
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
