package io.tidemark.functions.window;

import io.tidemark.functions.eventtime.Times;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Windows that last as long as no gap parts their records. A record may extend a session or join
 * several, and what comes of that is a new window: its panes begin anew, and those of the sessions
 * that are part of it now are taken back before its first.
 *
 * <p>A key's sessions are a short list in state, with their contents: most keys have one session,
 * and nearly each record changes both its bounds and its contents.
 */
final class SessionWindowOperator<IN, ACC, OUT> extends WindowOperator<IN, ACC, OUT> {

  private static final long serialVersionUID = 1;

  /** Instead of a session's number: a timer is for all sessions of its key. */
  private static final long ALL = Long.MIN_VALUE;

  private final SessionGap<IN> gap;

  /**
   * Whether a key has one timer, at or before the first point in event time that matters to any of
   * its sessions. With early panes in event time there are more such points than the sessions tell,
   * and each session has timers of its own.
   */
  private final boolean hasTimerByKey;

  private transient KeyedValues<List<Session<ACC, OUT>>> allSessions;

  /** Of the current key, read anew for each record and each timer. */
  private transient List<Session<ACC, OUT>> sessions;

  /** Whether more is to come before they are kept. */
  private transient boolean isKeptLater;

  SessionWindowOperator(SessionGap<IN> gap, WindowSpec<IN, ACC, OUT> spec) {
    super(spec);
    this.gap = gap;
    this.hasTimerByKey = spec.triggers().earlyEventTime().isZero();
  }

  @Override
  public void open() throws Exception {
    super.open();
    allSessions =
        state()
            .single(
                new ValueStateDescriptor<>(
                    "sessions",
                    Types.LIST(Session.typeOf(spec.accumulatorType(), spec.resultType()))));
  }

  private void readSessions() throws Exception {
    sessions = allSessions.get(StoredValues.ONLY);
    if (sessions == null) {
      sessions = new ArrayList<>(1);
    }
  }

  private void keepSessions() throws Exception {
    if (isKeptLater) {
      return;
    }
    if (sessions.isEmpty()) {
      allSessions.remove(StoredValues.ONLY);
    } else {
      allSessions.put(StoredValues.ONLY, sessions);
    }
  }

  // ---------------------------------------------------------------- records

  @Override
  public void processElement(StreamRecord<IN> element) throws Exception {
    long time = eventTimeOf(element);
    WindowBounds own =
        new WindowBounds(time, Times.after(time, Math.max(1, gap.gapMs(element.getValue()))));
    readSessions();
    List<Session<ACC, OUT>> touched = touchedBy(own);
    WindowBounds bounds = covering(own, touched);
    if (isGone(bounds)) {
      settle(element, 1, 0, 0, List.of(own));
      return;
    }

    Session<ACC, OUT> session;
    if (touched.isEmpty()) {
      session = new Session<>(time, bounds, begin(time, bounds));
      sessions.add(session);
    } else if (touched.get(0).bounds().equals(bounds)) {
      session = touched.get(0);
    } else {
      session = join(touched, bounds);
      sessions.removeAll(touched);
      sessions.add(session);
    }
    WindowContents<ACC, OUT> contents = session.contents();
    contents.accumulator = aggregate().add(element.getValue(), contents.accumulator);
    changed(countOf(element.getValue()), session.id(), bounds, contents);
    keepSessions();
    settle(element, 1, contents.complete ? 0 : 1, contents.complete ? 1 : 0, List.of());
  }

  /** The sessions that are one with the record's own, in order. */
  private List<Session<ACC, OUT>> touchedBy(WindowBounds own) {
    List<Session<ACC, OUT>> touched = new ArrayList<>(sessions.size());
    for (Session<ACC, OUT> session : sessions) {
      if (session.touches(own)) {
        touched.add(session);
      }
    }
    if (touched.size() > 1) {
      touched.sort(Comparator.comparingLong(session -> session.bounds().start()));
    }
    return touched;
  }

  private static WindowBounds covering(WindowBounds own, List<? extends Session<?, ?>> touched) {
    long start = own.start();
    long end = own.end();
    for (Session<?, ?> session : touched) {
      start = Math.min(start, session.bounds().start());
      end = Math.max(end, session.bounds().end());
    }
    return new WindowBounds(start, end);
  }

  /**
   * Makes one session of those that a record has joined or extended. It goes by the number of the
   * last of them.
   *
   * @param parts the sessions, in order
   * @param bounds what they and the record cover
   */
  private Session<ACC, OUT> join(List<Session<ACC, OUT>> parts, WindowBounds bounds)
      throws Exception {
    long id = parts.get(parts.size() - 1).id();
    WindowContents<ACC, OUT> joined = new WindowContents<>();
    joined.complete = isComplete(bounds);
    List<AbsorbedWindow<OUT>> absorbed = new ArrayList<>(0);
    long dueAt = WindowContents.NEVER;
    boolean isLookedAt = false;
    for (Session<ACC, OUT> part : parts) {
      WindowContents<ACC, OUT> contents = part.contents();
      joined.accumulator =
          joined.accumulator == null
              ? contents.accumulator
              : aggregate().merge(joined.accumulator, contents.accumulator);
      joined.changes += contents.changes;
      if (contents.absorbed != null) {
        absorbed.addAll(contents.absorbed);
      }
      if (contents.panes > 0 && spec.accumulation() != Accumulation.DISCARDING) {
        absorbed.add(
            new AbsorbedWindow<>(
                part.bounds(), contents.panes, contents.panesNotEarly, contents.emitted));
      }
      if (contents.complete == joined.complete) {
        dueAt = Math.min(dueAt, contents.dueAt);
      }
      isLookedAt |= part.id() == id && !contents.complete;
      cancelDue(part.id(), contents);
    }
    joined.absorbed = absorbed.isEmpty() ? null : absorbed;
    emitAt(dueAt, id, joined);
    if (!isLookedAt) {
      // Else the timer for the part's end is there still, and finds that the session goes on.
      awaitEnd(id, endOf(bounds, joined));
    }
    return new Session<>(id, bounds, joined);
  }

  // ---------------------------------------------------------------- timers

  @Override
  WindowBounds boundsOf(long window) throws Exception {
    readSessions();
    Session<ACC, OUT> session = session(window);
    return session == null ? null : session.bounds();
  }

  @Override
  void awaitEnd(long window, long eventTime) throws Exception {
    if (!hasTimerByKey) {
      lookAt(window, eventTime);
    } else if (sessions.isEmpty() || endOf(first()) > eventTime) {
      lookAt(ALL, eventTime);
    }
  }

  private long endOf(Session<ACC, OUT> session) {
    return endOf(session.bounds(), session.contents());
  }

  /** The session that the watermark comes to next; null if there is none. */
  private Session<ACC, OUT> first() {
    Session<ACC, OUT> first = null;
    for (Session<ACC, OUT> session : sessions) {
      if (first == null || endOf(session) < endOf(first)) {
        first = session;
      }
    }
    return first;
  }

  @Override
  public void onEventTime(InternalTimer<String, Long> timer) throws Exception {
    // Timers of single sessions are also in savepoints of other triggers, or of earlier builds.
    if (!hasTimerByKey && timer.getNamespace() != ALL) {
      super.onEventTime(timer);
      return;
    }
    readSessions();
    isKeptLater = true;
    Session<ACC, OUT> first = first();
    while (first != null && endOf(first) <= watermark()) {
      lookAtEnd(first.id(), first.bounds(), endOf(first));
      first = first();
    }
    isKeptLater = false;
    keepSessions();
    if (first != null) {
      lookAt(ALL, endOf(first));
    }
  }

  @Override
  void beforeCompletion(long eventTime, long window, WindowBounds bounds) throws Exception {
    super.beforeCompletion(eventTime, window, bounds);
    // It has become longer since its timer was set.
    lookAt(window, bounds.completeAt());
  }

  private Session<ACC, OUT> session(long window) {
    for (Session<ACC, OUT> session : sessions) {
      if (session.id() == window) {
        return session;
      }
    }
    return null;
  }

  @Override
  WindowContents<ACC, OUT> contents(long window) {
    return session(window).contents();
  }

  @Override
  void keep(long window, WindowContents<ACC, OUT> contents) throws Exception {
    keepSessions();
  }

  @Override
  void forget(long window) throws Exception {
    sessions.removeIf(session -> session.id() == window);
    keepSessions();
  }
}
