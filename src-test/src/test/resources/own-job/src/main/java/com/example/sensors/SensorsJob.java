package com.example.sensors;

import io.tidemark.functions.window.EventTimeWindows;
import io.tidemark.functions.window.WindowedStreams;
import io.tidemark.watermarks.WatermarksFromSome;
import io.tidemark.watermarks.WatermarksPerEvent;
import java.time.Duration;
import java.util.Locale;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Mean temperatures for each sensor and minute, with a word for each reading that came late. */
public final class SensorsJob {

  private static final long NOON = 1_767_268_800_000L; // 2026-01-01T12:00:00Z

  private SensorsJob() {}

  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.setParallelism(1);

    // Any source of Flink's will do; these come in this order.
    DataStream<Reading> readings =
        env.fromData(
            reading("cellar", 5, 12.0),
            reading("cellar", 40, 13.0),
            new Reading("attic", 0, 99.0), // has lost its clock
            reading("attic", 50, 21.0),
            reading("attic", 75, 22.0), // the first minute is complete
            reading("cellar", 30, 14.0), // late, and still counted
            reading("cellar", 150, 11.0), // the first minute is given up
            reading("cellar", 59, 99.0)); // too late

    WindowedStreams<Reading, Double> means = build(readings);
    means
        .results()
        .map(
            mean ->
                String.format(
                    Locale.ROOT,
                    "%s %s %+d min %.1f",
                    mean.timing(),
                    mean.key(),
                    (mean.window().start() - NOON) / 60_000,
                    mean.value()))
        .print();
    means
        .late()
        .map(late -> late.outcome() + " " + late.record().sensor + " " + late.record().celsius)
        .print();
    env.execute("sensors");
  }

  /** The graph: readings in; means, late readings and the ledger's counts out. */
  static WindowedStreams<Reading, Double> build(DataStream<Reading> readings) {
    WatermarkStrategy<Reading> flinksOwn =
        WatermarkStrategy.<Reading>forBoundedOutOfOrderness(Duration.ofSeconds(10))
            .withTimestampAssigner((reading, timestamp) -> reading.measuredAt);
    // Readings without a time do not move the watermark, and it follows each one that does.
    WatermarkStrategy<Reading> watermarks =
        WatermarksPerEvent.of(WatermarksFromSome.of(flinksOwn, Reading::hasTime));

    return EventTimeWindows.on(
            readings
                .assignTimestampsAndWatermarks(watermarks)
                .filter(Reading::hasTime)
                .keyBy(Reading::getSensor))
        .tumbling(Duration.ofMinutes(1))
        .allowedLateness(Duration.ofMinutes(1))
        .aggregate(new MeanTemperature(), "means");
  }

  private static Reading reading(String sensor, long secondsAfterNoon, double celsius) {
    return new Reading(sensor, NOON + secondsAfterNoon * 1_000, celsius);
  }
}
