package io.tidemark.bench.loop;

import io.tidemark.bench.measure.Tally;
import java.util.Arrays;

/** The open sessions of each key, the newest first; all of them are looked at once a gap. */
final class SessionLoop implements WindowLoop {

  private final long gapMs;
  private final Tally tally;
  private final KeyTable keys = new KeyTable();

  private Session[] open = new Session[keys.capacity()];
  private long lookAt = Long.MIN_VALUE;

  SessionLoop(long gapMs, Tally tally) {
    this.gapMs = gapMs;
    this.tally = tally;
  }

  private static final class Session {
    long first;
    long last;
    long count = 1;
    Session older;

    Session(long time, Session older) {
      this.first = time;
      this.last = time;
      this.older = older;
    }
  }

  @Override
  public void add(String key, long time, long watermark) {
    if (time + gapMs - 1 <= watermark) {
      return;
    }
    int id = keys.idOf(key);
    if (id >= open.length) {
      open = Arrays.copyOf(open, keys.capacity());
    }
    Session newest = open[id];
    if (newest == null || time > newest.last + gapMs) {
      open[id] = new Session(time, newest);
      return;
    }
    Session newer = null;
    Session session = newest;
    while (session != null && time + gapMs < session.first) {
      newer = session;
      session = session.older;
    }
    if (session == null || time > session.last + gapMs) {
      newer.older = new Session(time, session);
      return;
    }
    session.count++;
    session.last = Math.max(session.last, time);
    if (time < session.first) {
      session.first = time;
      Session older = session.older;
      if (older != null && time <= older.last + gapMs) {
        session.first = Math.min(session.first, older.first);
        session.count += older.count;
        session.older = older.older;
      }
    }
  }

  @Override
  public void advanceTo(long watermark) {
    if (watermark >= lookAt) {
      emitUpTo(watermark);
      lookAt = watermark + gapMs;
    }
  }

  @Override
  public void end() {
    emitUpTo(Long.MAX_VALUE);
  }

  private void emitUpTo(long watermark) {
    for (int id = 0; id < keys.size(); id++) {
      Session newer = null;
      for (Session session = open[id]; session != null; session = session.older) {
        if (session.last + gapMs - 1 > watermark) {
          newer = session;
          continue;
        }
        // Whatever is older is complete too.
        if (newer == null) {
          open[id] = null;
        } else {
          newer.older = null;
        }
        for (Session done = session; done != null; done = done.older) {
          tally.add(keys.key(id), done.first, done.last + gapMs, done.count);
        }
        break;
      }
    }
  }
}
