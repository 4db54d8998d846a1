package io.tidemark.functions.ranking;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * The state of one window of one segment. Its fields are public for Flink's POJO serializer, which
 * lets a later version add more.
 */
public final class TopWindow {

  /** Stands for a pane that is not due at any time, and for one that never was. */
  static final long NEVER = Long.MAX_VALUE;

  static final TypeInformation<TopWindow> TYPE =
      Types.POJO(
          TopWindow.class,
          Map.of(
              "start", Types.LONG,
              "best", Contenders.LIST,
              "shown", Contenders.LIST,
              "changed", Types.BOOLEAN,
              "panes", Types.INT,
              "panesNotEarly", Types.INT,
              "complete", Types.BOOLEAN,
              "dueAt", Types.LONG,
              "emittedAt", Types.LONG));

  /** The window's first millisecond. */
  public long start;

  /** The N best so far, the best one first. */
  public List<Contender> best = new ArrayList<>();

  /** What the last pane had. */
  public List<Contender> shown = List.of();

  /** Whether the best ones have changed since then. */
  public boolean changed;

  /** How many panes have been emitted: the index of the next one. */
  public int panes;

  /** How many of them were not early. */
  public int panesNotEarly;

  /** Whether the watermark has completed the window: from then on, panes are late. */
  public boolean complete;

  /** The processing time at which a pane is due. */
  public long dueAt = NEVER;

  /** The processing time of the last pane. */
  public long emittedAt = NEVER;
}
