package io.tidemark.functions.window;

import io.tidemark.functions.ledger.Entry;
import io.tidemark.functions.ledger.LedgerCounts;
import io.tidemark.functions.testing.Click;
import io.tidemark.functions.testing.OperatorUnderTest;
import io.tidemark.functions.testing.SortedIds;
import io.tidemark.functions.window.Script.Arrival;
import io.tidemark.functions.window.Script.Clock;
import io.tidemark.functions.window.Script.Mark;
import io.tidemark.functions.window.Script.MarkAt;
import io.tidemark.functions.window.Script.Step;
import io.tidemark.functions.window.Setup.Aligned;
import io.tidemark.functions.window.Setup.Sessions;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What windows must do, step by step. It keeps every record of every window and looks at all
 * windows in each step, with no state, timers, accumulators or slices: slow, and easy to believe.
 */
final class WindowModel {

  /** A window of a key. */
  record Cell(String key, WindowBounds bounds) {}

  private final Setup setup;
  private final List<ModelWindow> live = new ArrayList<>();
  private final List<LateRecord<Click>> late = new ArrayList<>();
  private final LedgerCounts ledger = new LedgerCounts();

  /** What a reader of all panes so far must see, window by window. */
  private final Map<Cell, String> view = new HashMap<>();

  /** Where event time stands for each key: subtasks need not have got the same watermarks. */
  private final Map<String, Long> watermarks = new HashMap<>();

  private long clock;

  /** The panes of the current step. */
  private List<ModelPane> panes = new ArrayList<>();

  WindowModel(Setup setup) {
    this.setup = setup;
    RandomScripts.KEYS.forEach(key -> watermarks.put(key, Long.MIN_VALUE));
  }

  /** The panes that a step must bring. */
  List<ModelPane> take(Step step) {
    panes = new ArrayList<>();
    if (step instanceof Arrival arrival) {
      arrive(arrival.click(), arrival.eventTimeMs());
    } else if (step instanceof Mark mark) {
      watermarks.keySet().forEach(key -> moveWatermark(key, mark.watermark()));
    } else if (step instanceof MarkAt mark) {
      watermarks.keySet().stream()
          .filter(key -> OperatorUnderTest.subtaskOf(key, mark.subtasks()) == mark.subtask())
          .forEach(key -> moveWatermark(key, mark.watermark()));
    } else if (step instanceof Clock moved) {
      moveClock(moved.processingTimeMs());
    }
    return panes;
  }

  // ---------------------------------------------------------------- a record arrives

  private void arrive(Click click, long time) {
    int onTime = 0;
    int refined = 0;
    List<WindowBounds> missed = new ArrayList<>();
    for (WindowBounds bounds : windowsOf(click, time)) {
      if (isGone(click.key(), bounds)) {
        missed.add(bounds);
      } else {
        ModelWindow window = windowFor(click.key(), bounds);
        if (window.isComplete) {
          refined++;
        } else {
          onTime++;
        }
        window.add(click.id());
        changed(window);
      }
    }
    count(onTime, refined, missed.size());
    if (!missed.isEmpty()) {
      LateRecord.Outcome outcome =
          onTime + refined == 0 ? LateRecord.Outcome.LATE_DROPPED : LateRecord.Outcome.LATE_PARTIAL;
      late.add(
          new LateRecord<>(
              click, click.key(), 1, time, watermarks.get(click.key()), outcome, missed));
    }
  }

  /** The windows that a record must go to, in order; one session, with what it touches. */
  private List<WindowBounds> windowsOf(Click click, long time) {
    if (setup.shape() instanceof Aligned aligned) {
      List<WindowBounds> all = new ArrayList<>();
      long slide = aligned.slideMs();
      long newest = time - Math.floorMod(time - aligned.offsetMs(), slide);
      for (long start = newest; start + aligned.sizeMs() > time; start -= slide) {
        all.add(0, new WindowBounds(start, start + aligned.sizeMs()));
      }
      return all;
    }
    long gap = setup.shape() instanceof Sessions sessions ? sessions.gapMs() : Setup.gapOf(click);
    WindowBounds own = new WindowBounds(time, time + Math.max(1, gap));
    long start = own.start();
    long end = own.end();
    for (ModelWindow window : live) {
      if (window.key.equals(click.key()) && touch(window.bounds, own)) {
        start = Math.min(start, window.bounds.start());
        end = Math.max(end, window.bounds.end());
      }
    }
    return List.of(new WindowBounds(start, end));
  }

  private static boolean touch(WindowBounds a, WindowBounds b) {
    return a.start() <= b.end() && b.start() <= a.end();
  }

  /** The live window with the bounds, or a new one, with whatever sessions there are within. */
  private ModelWindow windowFor(String key, WindowBounds bounds) {
    ModelWindow whole = new ModelWindow(key, bounds, setup.accumulation());
    whole.isComplete = isComplete(key, bounds);
    if (setup.shape() instanceof Aligned) {
      for (ModelWindow window : live) {
        if (window.key.equals(key) && window.bounds.equals(bounds)) {
          return window;
        }
      }
    } else {
      List<ModelWindow> parts =
          live.stream()
              .filter(window -> window.key.equals(key) && touch(window.bounds, bounds))
              .sorted(Comparator.comparing(window -> window.bounds.start()))
              .toList();
      if (parts.size() == 1 && parts.get(0).bounds.equals(bounds)) {
        return parts.get(0);
      }
      parts.forEach(part -> absorb(part, whole));
    }
    live.add(whole);
    return whole;
  }

  private void absorb(ModelWindow part, ModelWindow whole) {
    live.remove(part);
    whole.ids.addAll(part.ids);
    whole.news.addAll(part.news);
    whole.ghosts.addAll(part.ghosts);
    // Shares that were emitted go on to count where they are.
    if (part.panes > 0 && setup.accumulation() != Accumulation.DISCARDING) {
      whole.ghosts.add(part);
    }
    // The earliest deadline counts; but one for a late pane is none for an early one.
    if (part.dueAt != null && part.isComplete == whole.isComplete) {
      whole.dueAt = whole.dueAt == null ? part.dueAt : Math.min(whole.dueAt, part.dueAt);
    }
  }

  private void changed(ModelWindow window) {
    PaneTriggers triggers = setup.triggers();
    if (window.isComplete) {
      if (triggers.lateInterval().isZero()) {
        fire(window, panes.size(), Timing.LATE);
      } else if (window.dueAt == null) {
        window.dueAt = after(clock, triggers.lateInterval().toMillis());
      }
    } else if (triggers.earlyCount() > 0 && window.news.size() >= triggers.earlyCount()) {
      fire(window, panes.size(), Timing.EARLY);
    } else if (!triggers.earlyInterval().isZero() && window.dueAt == null) {
      window.dueAt = after(clock, triggers.earlyInterval().toMillis());
    }
  }

  private void count(int onTime, int refined, int missed) {
    ledger.add(Entry.ASSIGNED, onTime + refined + missed);
    ledger.add(Entry.ASSIGNED_ON_TIME, onTime);
    ledger.add(Entry.ASSIGNED_LATE_REFINED, refined);
    ledger.add(Entry.ASSIGNED_LATE_DROPPED, missed);
    boolean isKept = onTime + refined > 0;
    ledger.add(
        missed > 0 && isKept
            ? Entry.LATE_PARTIAL
            : missed > 0 ? Entry.LATE_DROPPED : refined > 0 ? Entry.LATE_REFINED : Entry.ON_TIME,
        1);
  }

  // ---------------------------------------------------------------- time moves on

  private void moveWatermark(String key, long watermark) {
    long from = watermarks.get(key);
    long to = Math.max(from, watermark);
    watermarks.put(key, to);
    for (ModelWindow window : live.stream().filter(one -> one.key.equals(key)).toList()) {
      if (!window.isComplete && isComplete(key, window.bounds)) {
        window.isComplete = true;
        fire(window, window.bounds.end() - 1, Timing.ON_TIME);
      } else if (!window.isComplete && !window.news.isEmpty()) {
        Long stepInto = firstStepInto(window.bounds, from, to);
        if (stepInto != null) {
          fire(window, stepInto, Timing.EARLY);
        }
      }
      if (isGone(key, window.bounds)) {
        if (!window.news.isEmpty()) {
          fire(window, after(window.bounds.end() - 1, setup.latenessMs()), Timing.LATE);
        }
        live.remove(window);
      }
    }
  }

  /** The first step into the window that the watermark has made on its way, or null. */
  private Long firstStepInto(WindowBounds bounds, long from, long to) {
    long step = setup.triggers().earlyEventTime().toMillis();
    if (step > 0 && step < bounds.end() - bounds.start()) {
      for (long point = bounds.start() + step - 1; point <= to; point += step) {
        if (point > from) {
          return point;
        }
      }
    }
    return null;
  }

  private void moveClock(long to) {
    clock = to;
    for (ModelWindow window : live) {
      if (window.dueAt != null && window.dueAt <= clock) {
        fire(window, window.dueAt, window.isComplete ? Timing.LATE : Timing.EARLY);
      }
    }
  }

  private void fire(ModelWindow window, long moment, Timing timing) {
    window.ghosts.forEach(ghost -> view.remove(new Cell(ghost.key, ghost.bounds)));
    if (setup.accumulation() == Accumulation.DISCARDING) {
      view.merge(
          new Cell(window.key, window.bounds), SortedIds.join(window.news), WindowModel::both);
    } else {
      view.put(new Cell(window.key, window.bounds), SortedIds.join(window.ids));
    }
    panes.add(window.fire(moment, timing, isGone(window.key, window.bounds)));
  }

  /** Two shares in one. */
  static String both(String a, String b) {
    return SortedIds.join(List.of((a + " " + b).trim().split(" ")));
  }

  private static long after(long time, long duration) {
    return BigInteger.valueOf(time)
        .add(BigInteger.valueOf(duration))
        .min(BigInteger.valueOf(Long.MAX_VALUE))
        .longValue();
  }

  private boolean isComplete(String key, WindowBounds bounds) {
    return watermarks.get(key) >= bounds.end() - 1;
  }

  private boolean isGone(String key, WindowBounds bounds) {
    return watermarks.get(key) >= after(bounds.end() - 1, setup.latenessMs());
  }

  // ---------------------------------------------------------------- what it has come to

  List<LateRecord<Click>> late() {
    return late;
  }

  LedgerCounts ledger() {
    return ledger;
  }

  Map<Cell, String> view() {
    return view;
  }

  /** Whether there is a window that may still have a pane or a record. */
  boolean hasLiveWindows() {
    return !live.isEmpty();
  }
}
