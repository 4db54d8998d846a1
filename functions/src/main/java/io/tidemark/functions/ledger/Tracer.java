package io.tidemark.functions.ledger;

import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.Output;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.util.OutputTag;

/**
 * Takes a sample of the events that pass one subtask. Of each outcome it takes as many a second as
 * the job's setting {@value #RATE} says, divided among the subtasks: so the rare ones are seen too.
 * Without that setting it takes none, and costs nothing.
 */
public final class Tracer {

  /** Among the job's global parameters: events a second of each outcome; 0 or none: no trace. */
  public static final String RATE = "trace.rate";

  /** The side output of what is taken. */
  public static final OutputTag<TracedEvent> TAG =
      new OutputTag<>("trace", TypeInformation.of(TracedEvent.class));

  private static final Tracer OFF = new Tracer(0, null);

  private final long perSecond;
  private final ProcessingTimeService clock;
  private final Map<Entry, Allowance> allowances = new EnumMap<>(Entry.class);

  private Tracer(long perSecond, ProcessingTimeService clock) {
    this.perSecond = perSecond;
    this.clock = clock;
  }

  /** The tracer of a subtask of an operator, which is about to open. */
  public static Tracer of(AbstractStreamOperator<?> operator) {
    String rate =
        operator.getExecutionConfig().getGlobalJobParameters().toMap().getOrDefault(RATE, "0");
    TaskInfo task = operator.getRuntimeContext().getTaskInfo();
    long share = share(Long.parseLong(rate), task.getNumberOfParallelSubtasks());
    return share == 0 ? OFF : new Tracer(share, operator.getProcessingTimeService());
  }

  private static long share(long rate, int subtasks) {
    return (rate + subtasks - 1) / subtasks;
  }

  /** Whether there is a trace at all. */
  public boolean isOn() {
    return perSecond != 0;
  }

  /** Whether an event with this outcome is taken now; it counts as taken then. */
  public boolean takes(Entry outcome) {
    if (!isOn()) {
      return false;
    }
    long now = clock.getCurrentProcessingTime();
    return allowances.computeIfAbsent(outcome, o -> new Allowance(perSecond, now)).take(now);
  }

  /** Sends what became of an event, if it is taken. Parameters as in {@link TracedEvent}. */
  public void trace(Entry outcome, String key, long eventTime, long watermark, Output<?> output) {
    if (takes(outcome)) {
      output.collect(
          TAG,
          new StreamRecord<>(
              new TracedEvent(
                  outcome, key, eventTime, clock.getCurrentProcessingTime(), watermark)));
    }
  }
}
