package io.tidemark.bench;

import io.tidemark.bench.workload.Workload;
import java.util.OptionalDouble;

/** How many times as fast as another engine Tidemark wants to be. */
final class Bars {

  private Bars() {}

  static OptionalDouble of(Workload workload, EngineName engine) {
    if (workload.isVaried()) {
      return OptionalDouble.empty();
    }
    double bar = workload.isFromKafka() ? fromKafka(workload, engine) : inMemory(workload, engine);
    return bar == 0 ? OptionalDouble.empty() : OptionalDouble.of(bar);
  }

  private static double inMemory(Workload workload, EngineName engine) {
    return switch (engine) {
      case TIDEMARK, TIDEMARK_ROCKSDB, FLINK_SQL, KAFKA_STREAMS, SOURCE -> 0;
      case FLINK_HEAP -> choose(workload, 5, 6, 400, 6, 1);
      case FLINK_ROCKSDB -> choose(workload, 0, 40, 0, 0, 0);
      case JET -> choose(workload, 6, 3, 2.5, 3, 0);
      case LOOP -> choose(workload, 0.7, 0.15, 0.13, 0.13, 0);
    };
  }

  private static double fromKafka(Workload workload, EngineName engine) {
    return switch (engine) {
      case FLINK_HEAP -> choose(workload, 2, 2, 0, 4, 1);
      case KAFKA_STREAMS -> choose(workload, 3.5, 3.5, 250, 15, 1.5);
      default -> 0;
    };
  }

  private static double choose(
      Workload workload,
      double stateless,
      double tumbling,
      double sliding,
      double sessions,
      double unique) {
    return switch (workload.named()) {
      case W1, K1 -> stateless;
      case W2, K2 -> tumbling;
      case W3, K3 -> sliding;
      case W4, K4 -> sessions;
      case D, KD -> unique;
      case WK -> 0;
    };
  }
}
