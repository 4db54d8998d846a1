package io.tidemark.bench.flink;

import io.tidemark.bench.engine.Engine;
import io.tidemark.bench.measure.Race;
import io.tidemark.bench.workload.Clicks;
import io.tidemark.bench.workload.NamedWorkload;
import io.tidemark.bench.workload.Traffic;
import io.tidemark.bench.workload.Workload;
import io.tidemark.local.cli.TemporaryFolder;
import java.time.Duration;
import java.time.ZoneOffset;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.Table;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.VarCharType;

/**
 * Flink SQL's windows, which share slices and aggregate before the shuffle. Rows come and go in
 * SQL's own format, so that nothing is converted.
 */
public final class SqlEngine implements Engine {

  private static final RowType ROW =
      RowType.of(
          new LogicalType[] {new VarCharType(VarCharType.MAX_LENGTH), new BigIntType()},
          new String[] {"item", "amount"});

  private static final DataType RESULT =
      DataTypes.ROW(
              DataTypes.FIELD("item", DataTypes.STRING()),
              DataTypes.FIELD("window_start", DataTypes.TIMESTAMP(3)),
              DataTypes.FIELD("window_end", DataTypes.TIMESTAMP(3)),
              DataTypes.FIELD("clicks", DataTypes.BIGINT()))
          .notNull()
          .bridgedTo(RowData.class);

  @Override
  public boolean can(Workload workload) {
    return workload.kind() != NamedWorkload.Kind.STATELESS && !workload.isFromKafka();
  }

  @Override
  public boolean showsState() {
    return true;
  }

  @Override
  public Race.Outcome run(Traffic traffic, int parallelism) throws Exception {
    try (TemporaryFolder folder = TemporaryFolder.create("bench")) {
      StreamExecutionEnvironment env =
          FlinkRun.environment(
              FlinkRun.settings(traffic.workload(), parallelism, false), folder.path());
      Race race = Race.next(traffic, parallelism, parallelism);
      StreamTableEnvironment tables = StreamTableEnvironment.create(env);
      tables.getConfig().setLocalTimeZone(ZoneOffset.UTC);
      DataStream<RowData> clicks =
          env.fromSource(
              new ClickSource<>(parallelism, SqlEngine::row),
              WatermarkStrategy.forBoundedOutOfOrderness(Clicks.DISORDER),
              "clicks",
              InternalTypeInfo.of(ROW));
      tables.createTemporaryView(
          "clicks",
          clicks,
          Schema.newBuilder()
              .column("item", DataTypes.STRING())
              .column("amount", DataTypes.BIGINT())
              .columnByMetadata("event_time", DataTypes.TIMESTAMP_LTZ(3), "rowtime")
              .watermark("event_time", "SOURCE_WATERMARK()")
              .build());
      Table counts =
          tables.sqlQuery(
              "SELECT item, window_start, window_end, COUNT(*) AS clicks FROM "
                  + windows(traffic.workload())
                  + " GROUP BY item, window_start, window_end");
      TallyOperator.end(
          tables.toDataStream(counts, RESULT),
          (row, tally) -> {
            RowData result = (RowData) row;
            tally.add(
                result.getString(0).toString(),
                result.getTimestamp(1, 3).getMillisecond(),
                result.getTimestamp(2, 3).getMillisecond(),
                result.getLong(3));
          });
      return FlinkRun.run(race, env);
    }
  }

  private static RowData row(Clicks clicks) {
    return GenericRowData.of(StringData.fromString(clicks.item()), (long) clicks.value());
  }

  private static String windows(Workload workload) {
    if (workload.kind() == NamedWorkload.Kind.SESSIONS) {
      return String.format(
          "SESSION(TABLE clicks PARTITION BY item, DESCRIPTOR(event_time), %s)",
          interval(workload.size()));
    }
    return workload.isSliding()
        ? String.format(
            "HOP(TABLE clicks, DESCRIPTOR(event_time), %s, %s)",
            interval(workload.slide()), interval(workload.size()))
        : String.format(
            "TUMBLE(TABLE clicks, DESCRIPTOR(event_time), %s)", interval(workload.size()));
  }

  /** Two digits are all that SQL expects, unless it is told. */
  private static String interval(Duration time) {
    String seconds = Long.toString(time.toSeconds());
    return String.format("INTERVAL '%s' SECOND(%d)", seconds, Math.max(2, seconds.length()));
  }
}
