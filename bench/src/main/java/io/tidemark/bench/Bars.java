package io.tidemark.bench;

import io.tidemark.bench.workload.Workload;
import java.util.OptionalDouble;

/** How many times as fast as another engine Tidemark wants to be. */
final class Bars {

  private Bars() {}

  static OptionalDouble of(Workload workload, EngineName engine) {
    double bar =
        switch (engine) {
          case TIDEMARK, TIDEMARK_ROCKSDB, FLINK_SQL, SOURCE -> 0;
          case FLINK_HEAP -> choose(workload, 5, 6, 400, 6, 1);
          case FLINK_ROCKSDB -> choose(workload, 0, 40, 0, 0, 0);
          case JET -> choose(workload, 6, 3, 2.5, 3, 0);
          case LOOP -> choose(workload, 0.7, 0.15, 0.13, 0.13, 0);
        };
    return bar == 0 ? OptionalDouble.empty() : OptionalDouble.of(bar);
  }

  private static double choose(
      Workload workload, double w1, double w2, double w3, double w4, double d) {
    return switch (workload) {
      case W1 -> w1;
      case W2 -> w2;
      case W3 -> w3;
      case W4 -> w4;
      case D -> d;
    };
  }
}
