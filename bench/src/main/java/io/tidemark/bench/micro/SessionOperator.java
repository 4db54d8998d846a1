package io.tidemark.bench.micro;

import io.tidemark.functions.window.CountElements;
import io.tidemark.functions.window.EventTimeWindows;
import io.tidemark.functions.window.WindowResult;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;
import org.apache.flink.streaming.api.windowing.assigners.EventTimeSessionWindows;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.FileUtils;

/**
 * An operator that counts the records of each session, taken out of its graph and run by hand:
 * below it there is no class that adds to sessions. Records are their own keys.
 */
public final class SessionOperator implements AutoCloseable {

  static final Duration GAP = Duration.ofSeconds(30);

  private static final int MAX_PARALLELISM = 128;

  /** Whose windows they are. */
  public enum Engine {
    TIDEMARK {
      @Override
      DataStream<?> count(KeyedStream<String, String> records) {
        return EventTimeWindows.on(records)
            .session(GAP)
            .aggregate(new CountElements<>(), "sessions")
            .results();
      }
    },
    FLINK {
      @Override
      DataStream<?> count(KeyedStream<String, String> records) {
        return records
            .window(EventTimeSessionWindows.withGap(GAP))
            .aggregate(new CountElements<>(), Types.LONG, Types.LONG);
      }
    };

    abstract DataStream<?> count(KeyedStream<String, String> records);
  }

  /** Where the sessions are. */
  public enum Backend {
    HASHMAP {
      @Override
      StateBackend create() {
        return new HashMapStateBackend();
      }
    },
    ROCKSDB {
      @Override
      StateBackend create() {
        return new EmbeddedRocksDBStateBackend();
      }
    };

    abstract StateBackend create();
  }

  /**
   * A session that has ended.
   *
   * @param lastMs its last millisecond
   * @param records how many records it had
   */
  record Ended(long lastMs, long records) {}

  private final KeyedOneInputStreamOperatorTestHarness<String, String, ?> harness;

  SessionOperator(Engine engine, Backend backend) throws Exception {
    KeyedStream<String, String> records =
        StreamExecutionEnvironment.getExecutionEnvironment()
            .fromData("never read")
            .keyBy(record -> record, Types.STRING);
    OneInputTransformation<String, ?> operator = transformation(engine.count(records));
    harness =
        new KeyedOneInputStreamOperatorTestHarness<>(
            operator.getOperatorFactory(), record -> record, Types.STRING, MAX_PARALLELISM, 1, 0);
    harness.setStateBackend(backend.create());
    harness.open();
  }

  @SuppressWarnings("unchecked") // both engines count records
  private static OneInputTransformation<String, ?> transformation(DataStream<?> counts) {
    return (OneInputTransformation<String, ?>) counts.getTransformation();
  }

  void add(String record, long eventTimeMs) throws Exception {
    harness.processElement(record, eventTimeMs);
  }

  /** Ends all sessions. */
  List<Ended> end() throws Exception {
    harness.processWatermark(Long.MAX_VALUE);
    return harness.extractOutputStreamRecords().stream().map(SessionOperator::ended).toList();
  }

  private static Ended ended(StreamRecord<?> emitted) {
    Object records =
        emitted.getValue() instanceof WindowResult<?> result ? result.value() : emitted.getValue();
    return new Ended(emitted.getTimestamp(), (Long) records);
  }

  @Override
  public void close() throws Exception {
    harness.close();
    // RocksDB's; the harness makes it and forgets it.
    FileUtils.deleteDirectory(
        harness.getEnvironment().getTaskManagerInfo().getTmpWorkingDirectory());
  }
}
