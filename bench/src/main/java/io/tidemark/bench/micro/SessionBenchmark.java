package io.tidemark.bench.micro;

import io.tidemark.bench.micro.SessionOperator.Backend;
import io.tidemark.bench.micro.SessionOperator.Ended;
import io.tidemark.bench.micro.SessionOperator.Engine;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/** A record extends one of the sessions that its key has, each in turn; none of them ends. */
public class SessionBenchmark extends Micro {

  /** So far apart that they never meet, however long it runs: each record adds a millisecond. */
  private static final long APART_MS = 1L << 40;

  @Param public Engine engine;
  @Param public Backend backend;

  @Param({"1", "10", "100"})
  public int sessions;

  private SessionOperator operator;
  private int session;
  private long step;

  @Setup
  public void begin() throws Exception {
    operator = new SessionOperator(engine, backend);
    for (int i = 0; i < sessions; i++) {
      add();
    }
  }

  @Benchmark
  public void add() throws Exception {
    operator.add("i4711", session * APART_MS + step);
    if (++session == sessions) {
      session = 0;
      step++;
    }
  }

  /** What has become of the sessions. */
  List<Ended> end() throws Exception {
    return operator.end();
  }

  @TearDown
  public void close() throws Exception {
    operator.close();
  }
}
