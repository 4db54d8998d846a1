package io.tidemark.watermarks;

import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/** Shows a generator some of the events only. */
final class SelectiveGenerator<T> implements PromptGenerator<T> {

  /** Which events the generator sees. */
  interface Choice<T> {
    boolean isShown(T event, long eventTimestamp);
  }

  private final WatermarkGenerator<T> generator;
  private final Choice<T> choice;

  SelectiveGenerator(WatermarkGenerator<T> generator, Choice<T> choice) {
    this.generator = generator;
    this.choice = choice;
  }

  @Override
  public void onEvent(T event, long eventTimestamp, WatermarkOutput output) {
    if (choice.isShown(event, eventTimestamp)) {
      generator.onEvent(event, eventTimestamp, output);
    }
  }

  @Override
  public void onPeriodicEmit(WatermarkOutput output) {
    generator.onPeriodicEmit(output);
  }

  @Override
  public void emitNow(WatermarkOutput output) {
    PromptGenerator.emitNow(generator, output);
  }
}
