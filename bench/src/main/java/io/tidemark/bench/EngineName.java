package io.tidemark.bench;

import io.tidemark.bench.engine.Engine;
import io.tidemark.bench.flink.SqlEngine;
import io.tidemark.bench.flink.StockEngine;
import io.tidemark.bench.flink.TidemarkEngine;
import io.tidemark.bench.jet.JetEngine;
import io.tidemark.bench.loop.LoopEngine;
import io.tidemark.bench.loop.SourceEngine;
import io.tidemark.bench.streams.KafkaStreamsEngine;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** The engines, as users name them. Ours come first, the limits come last. */
enum EngineName {
  TIDEMARK("tidemark"),
  TIDEMARK_ROCKSDB("tidemark-rocksdb"),
  FLINK_HEAP("flink-heap"),
  FLINK_ROCKSDB("flink-rocksdb"),
  FLINK_SQL("flink-sql"),
  JET("jet"),
  KAFKA_STREAMS("kafka-streams"),
  LOOP("loop"),
  SOURCE("source");

  private final String text;

  EngineName(String text) {
    this.text = text;
  }

  String text() {
    return text;
  }

  Engine engine() {
    return switch (this) {
      case TIDEMARK -> new TidemarkEngine(false);
      case TIDEMARK_ROCKSDB -> new TidemarkEngine(true);
      case FLINK_HEAP -> new StockEngine(false);
      case FLINK_ROCKSDB -> new StockEngine(true);
      case FLINK_SQL -> new SqlEngine();
      case JET -> new JetEngine();
      case KAFKA_STREAMS -> new KafkaStreamsEngine();
      case LOOP -> new LoopEngine();
      case SOURCE -> new SourceEngine();
    };
  }

  /** The engine of ours that is to be compared with this one. */
  EngineName rival() {
    return this == FLINK_ROCKSDB ? TIDEMARK_ROCKSDB : TIDEMARK;
  }

  boolean isOurs() {
    return this == TIDEMARK || this == TIDEMARK_ROCKSDB;
  }

  /** Whether it does the work; if not, it shows what the events alone cost. */
  boolean hasResults() {
    return this != SOURCE;
  }

  /** Whether it shows what a machine can do, and not what an engine does. */
  boolean isLimit() {
    return this == LOOP || this == SOURCE;
  }

  static Map<String, EngineName> byText() {
    Map<String, EngineName> names = new LinkedHashMap<>();
    Arrays.stream(values()).forEach(name -> names.put(name.text, name));
    return names;
  }
}
