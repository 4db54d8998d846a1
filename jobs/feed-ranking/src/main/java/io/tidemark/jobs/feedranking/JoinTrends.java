package io.tidemark.jobs.feedranking;

import io.tidemark.functions.window.Timing;
import io.tidemark.functions.window.WindowResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.types.RowKind;

/**
 * Ranks each pane by what the user did and by the trend that was the last one to be complete at the
 * window's end. A pane on time or late waits until the watermark says that this trend is there, so
 * it does not matter which stream is read first. An early pane does not wait: its trend is the last
 * one that is complete by then.
 *
 * <p>A user's panes stay in their order. The {@code -D} rows of absorbed sessions wait with the
 * pane that they come ahead of.
 */
final class JoinTrends extends AbstractStreamOperator<WindowResult<List<RankedItem>>>
    implements TwoInputStreamOperator<
            WindowResult<Interests>, TrendRow, WindowResult<List<RankedItem>>>,
        Triggerable<String, VoidNamespace> {

  private static final long serialVersionUID = 1;

  /** The input that panes come from. */
  private static final int WINDOWS = 0;

  private final Ranker ranker;
  private final long allowedLatenessMs;
  private final TypeInformation<WindowResult<Interests>> paneType;

  private transient Trends trends;
  private transient ListState<WindowResult<Interests>> waiting;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient long watermark;

  /**
   * @param allowedLateness that of the windows: for so long there are late panes
   */
  JoinTrends(
      Ranker ranker, Duration allowedLateness, TypeInformation<WindowResult<Interests>> paneType) {
    this.ranker = ranker;
    this.allowedLatenessMs = allowedLateness.toMillis();
    this.paneType = paneType;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    trends = Trends.restore(context.getOperatorStateStore());
  }

  @Override
  public void open() throws Exception {
    super.open();
    watermark = Long.MIN_VALUE;
    waiting = getRuntimeContext().getListState(new ListStateDescriptor<>("waiting", paneType));
    timers = getInternalTimerService("due", VoidNamespaceSerializer.INSTANCE, this);
  }

  @Override
  public void processElement1(StreamRecord<WindowResult<Interests>> element) throws Exception {
    WindowResult<Interests> pane = element.getValue();
    if (pane.op() == RowKind.UPDATE_BEFORE) {
      return;
    }
    waiting.add(pane);
    if (pane.op() == RowKind.DELETE) {
      return;
    }
    if (isDue(pane)) {
      rankWhatIsDue();
    } else {
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, pane.window().completeAt());
    }
  }

  @Override
  public void processElement2(StreamRecord<TrendRow> element) throws Exception {
    trends.apply(element.getValue());
  }

  /**
   * Never idle on the side of the windows. If only the trends went on, the watermark would leave
   * the windows behind that are open still, and their trends would be forgotten.
   */
  @Override
  protected void processWatermarkStatus(WatermarkStatus status, int input) throws Exception {
    if (input != WINDOWS) {
      super.processWatermarkStatus(status, input);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    watermark = mark.getTimestamp();
    super.processWatermark(mark);
    long oldestAsked = watermark - allowedLatenessMs;
    trends.forgetBefore(oldestAsked > watermark ? Long.MIN_VALUE : oldestAsked);
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    rankWhatIsDue();
  }

  /** How many windows of the trend are kept. */
  int trendWindows() {
    return trends.size();
  }

  private boolean isDue(WindowResult<Interests> pane) {
    return pane.timing() == Timing.EARLY || pane.window().completeAt() <= watermark;
  }

  private void rankWhatIsDue() throws Exception {
    List<WindowResult<Interests>> panes = new ArrayList<>();
    waiting.get().forEach(panes::add);
    int due = 0;
    for (int i = 0; i < panes.size(); i++) {
      if (panes.get(i).op() == RowKind.DELETE) {
        continue;
      }
      if (!isDue(panes.get(i))) {
        break;
      }
      due = i + 1;
    }
    for (WindowResult<Interests> pane : panes.subList(0, due)) {
      output.collect(
          new StreamRecord<>(
              RankInterests.ranked(pane, ranker, trends.asOf(asOf(pane))),
              pane.window().completeAt()));
    }
    if (due > 0) {
      waiting.update(new ArrayList<>(panes.subList(due, panes.size())));
    }
  }

  /**
   * The time whose trend a pane gets: its window's end, or how far the watermark is before that.
   */
  private long asOf(WindowResult<Interests> pane) {
    return Math.min(pane.window().completeAt(), watermark) + 1;
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new UnsupportedOperationException("there are no such timers");
  }
}
