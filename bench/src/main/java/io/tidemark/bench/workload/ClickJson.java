package io.tidemark.bench.workload;

import java.nio.charset.StandardCharsets;

/** Clicks as a collector would write them: about 170 bytes of JSON each. */
public final class ClickJson {

  private static final int POOL = 1 << 15;

  private ClickJson() {}

  /** The click that {@code clicks} stands at. */
  public static byte[] of(Clicks clicks) {
    return ("{\"event_id\":\"e"
            + (1_000_000_000L + clicks.index())
            + "\",\"user_id\":\""
            + clicks.user()
            + "\",\"item_id\":\""
            + clicks.item()
            + "\",\"type\":\""
            + clicks.type()
            + "\",\"event_time\":"
            + clicks.time()
            + ",\"value\":"
            + clicks.value()
            + ",\"device\":{\"os\":\"android\",\"language\":\"nb-NO\"}}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** How records are made in memory for stateless work. */
  public static Shape<byte[]> shape(Workload workload) {
    return workload.isPaced() ? ClickJson::of : ClickJson::fromPool;
  }

  /**
   * A record for the click that {@code clicks} stands at, out of a pool of the first so many that
   * was made beforehand: that costs nothing, and stateless work cannot tell, unless it is to be
   * told from when a record is.
   */
  public static byte[] fromPool(Clicks clicks) {
    return Pool.RECORDS[(int) clicks.index() & (POOL - 1)];
  }

  /** Made when it is first asked for. */
  private static final class Pool {

    static final byte[][] RECORDS = new byte[POOL][];

    static {
      Clicks clicks = Clicks.share(Traffic.inMemory(Workload.of(NamedWorkload.W1), POOL), 0, 1);
      for (int i = 0; clicks.advance(); i++) {
        RECORDS[i] = of(clicks);
      }
    }
  }
}
