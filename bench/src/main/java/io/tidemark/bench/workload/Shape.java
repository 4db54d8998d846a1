package io.tidemark.bench.workload;

import java.io.Serializable;

/** What an engine wants a click to be. */
@FunctionalInterface
public interface Shape<T> extends Serializable {

  /** Makes an object of the click that {@code clicks} stands at. */
  T of(Clicks clicks);

  /** As a peer would model it. */
  static Click bean(Clicks clicks) {
    return new Click(clicks.item(), clicks.user(), clicks.type(), clicks.time(), clicks.value());
  }
}
