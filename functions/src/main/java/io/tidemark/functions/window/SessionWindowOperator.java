package io.tidemark.functions.window;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/**
 * Windows that last as long as no gap parts their records. A record may extend a session or join
 * several, and what comes of that is a new window: its panes begin anew, and those of the sessions
 * that are part of it now are taken back before its first.
 *
 * <p>A key's sessions are a short list in state, so that finding what a record touches reads no
 * contents but those.
 */
final class SessionWindowOperator<IN, ACC, OUT> extends WindowOperator<IN, ACC, OUT> {

  private static final long serialVersionUID = 1;

  private final SessionGap<IN> gap;

  private transient ListState<Session> sessions;

  SessionWindowOperator(SessionGap<IN> gap, WindowSpec<IN, ACC, OUT> spec) {
    super(spec);
    this.gap = gap;
  }

  @Override
  public void open() throws Exception {
    super.open();
    sessions =
        getRuntimeContext()
            .getListState(new ListStateDescriptor<>("sessions", TypeInformation.of(Session.class)));
  }

  @Override
  public void processElement(StreamRecord<IN> element) throws Exception {
    long time = eventTimeOf(element);
    Session own = new Session(time, time, after(time, Math.max(1, gap.gapMs(element.getValue()))));
    List<Session> apart = new ArrayList<>();
    List<Session> touched = new ArrayList<>();
    for (Session session : sessions.get()) {
      (session.touches(own) ? touched : apart).add(session);
    }
    touched.sort(Comparator.comparingLong(Session::start));
    Session session = touched.stream().reduce(own, Session::join);
    if (isGone(session.bounds())) {
      settle(element, 1, 0, 0, List.of(own.bounds()));
      return;
    }

    WindowContents<ACC, OUT> contents =
        touched.isEmpty() ? begin(session.id(), session.bounds()) : join(touched, session);
    contents.accumulator = aggregate().add(element.getValue(), contents.accumulator);
    changed(countOf(element.getValue()), session.id(), session.bounds(), contents);
    contentsOf(session.id()).update(contents);
    if (!touched.equals(List.of(session))) {
      apart.add(session);
      sessions.update(apart);
    }
    settle(element, 1, contents.complete ? 0 : 1, contents.complete ? 1 : 0, List.of());
  }

  /**
   * Makes one session of those that a record has joined or extended.
   *
   * @param parts the sessions, in order
   * @param whole what they and the record cover
   */
  private WindowContents<ACC, OUT> join(List<Session> parts, Session whole) throws Exception {
    if (parts.equals(List.of(whole))) {
      return contentsOf(whole.id()).value();
    }
    WindowContents<ACC, OUT> joined = new WindowContents<>();
    joined.complete = isComplete(whole.bounds());
    List<AbsorbedWindow<OUT>> absorbed = new ArrayList<>();
    long dueAt = WindowContents.NEVER;
    boolean isLookedAt = false;
    for (Session part : parts) {
      ValueState<WindowContents<ACC, OUT>> state = contentsOf(part.id());
      WindowContents<ACC, OUT> contents = state.value();
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
      isLookedAt |= part.id() == whole.id() && !contents.complete;
      cancelDue(part.id(), contents);
      state.clear();
    }
    joined.absorbed = absorbed.isEmpty() ? null : absorbed;
    emitAt(dueAt, whole.id(), joined);
    if (!isLookedAt) {
      // Else the timer for the part's end is there still, and finds that the session goes on.
      lookAt(whole.id(), joined.complete ? goneAt(whole.bounds()) : whole.bounds().completeAt());
    }
    return joined;
  }

  @Override
  WindowBounds boundsOf(long window) throws Exception {
    for (Session session : sessions.get()) {
      if (session.id() == window) {
        return session.bounds();
      }
    }
    return null;
  }

  @Override
  void forget(long window) throws Exception {
    List<Session> others = new ArrayList<>();
    for (Session session : sessions.get()) {
      if (session.id() != window) {
        others.add(session);
      }
    }
    sessions.update(others);
  }
}
