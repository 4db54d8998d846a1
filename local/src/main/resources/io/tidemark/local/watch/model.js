// What the page knows of the job. However long it runs, each list has an end.

const MOST_DOTS = 20_000;
const MOST_POINTS = 5_000;
const MOST_PANES = 6_000;
const MOST_CHANGES = 150;
const MOST_CHECKPOINTS = 40;
const MOST_RATES = 180;
const MOST_LETTERS = 6;

const COMMON = new Set(['op', 'key', 'window_start', 'window_end', 'timing', 'pane', 'last']);

/** Drops the oldest tenth at once: seldom, and so cheap. */
function bound(list, most) {
  if (list.length > most) list.splice(0, list.length - Math.floor(most * 0.9));
}

const time = (iso) => (iso === null || iso === undefined ? null : Date.parse(iso));

/** The columns of a job's own. */
export function columns(row) {
  return Object.entries(row).filter(([name]) => !COMMON.has(name));
}

/** The first number among them: how large a result is. */
export function size(row) {
  return columns(row).find(([, value]) => typeof value === 'number');
}

export class Model {
  job = '';
  dots = [];
  line = [];
  panes = [];
  changes = [];
  checkpoints = [];
  letters = [];
  rates = [];
  delays = [];
  view = null;
  findings = null;
  examinedAt = null;
  trouble = {};
  skipped = 0;
  ended = false;
  taken = {};
  latest = 0;
  #clockAhead = -Infinity;

  /** The clock of the machine that serves the page. */
  now() {
    return this.ended || this.#clockAhead === -Infinity ? this.latest : Date.now() + this.#clockAhead;
  }

  take(message) {
    this.job = message.job;
    this.latest = Math.max(this.latest, message.now);
    // Messages of the past come with the first connection; the quickest one tells the clock best.
    this.#clockAhead = Math.max(this.#clockAhead, message.now - Date.now());
    switch (message.kind) {
      case 'rows':
        this.trouble.kafka = undefined;
        this.skipped = message.skipped;
        this.#takeRows(message.rows);
        break;
      case 'job':
        this.trouble.flink = message.trouble;
        if (!message.trouble) this.#takeView(message);
        break;
      case 'findings':
        this.findings = message.findings;
        this.examinedAt = message.now;
        break;
      case 'kafka':
        this.trouble.kafka = message.trouble;
        break;
    }
  }

  #takeRows(rows) {
    const fired = new Map();
    for (const { output, at, row, takenBack } of rows) {
      if (output === 'trace') this.#takeDot(row);
      else if (output === 'results') this.#takeResult(at, row, takenBack, fired);
      else if (output === 'ledger') this.#takeCheckpoint(at, row);
      else if (output === 'dead-letters') this.letters.unshift({ at, ...row });
    }
    this.panes.push(...fired.values());
    this.letters.length = Math.min(this.letters.length, MOST_LETTERS);
    this.changes.length = Math.min(this.changes.length, MOST_CHANGES);
    bound(this.dots, MOST_DOTS);
    bound(this.line, MOST_POINTS);
    bound(this.panes, MOST_PANES);
  }

  #takeDot(row) {
    const dot = {
      e: time(row.event_time),
      a: time(row.arrival_time),
      o: row.outcome,
      w: time(row.watermark),
      k: row.key,
    };
    this.dots.push(dot);
    this.taken[dot.o] = (this.taken[dot.o] ?? 0) + 1;
    // Of the others it was judged ahead of the operator that fires windows.
    if (dot.o === 'on_time' || dot.o.startsWith('late')) this.#takeWatermark(dot.a, dot.w);
  }

  #takeWatermark(at, watermark) {
    // At the end of its input a job's watermark is the end of time.
    if (watermark === null || watermark > this.latest + 366 * 86_400_000) return;
    const last = this.line[this.line.length - 1];
    if (!last || watermark > last.w) this.line.push({ a: Math.max(at, last?.a ?? at), w: watermark });
  }

  #takeResult(at, row, takenBack, fired) {
    const key = row ?? takenBack;
    const start = time(key.window_start);
    const end = time(key.window_end);
    const op = row ? (row.op ?? '+I') : '-D';
    const change = { at, op, key: key.key, start, end, row, gone: op.startsWith('-'), why: '' };
    if (op.startsWith('-')) change.why = 'taken back';
    if (start) {
      const of = `${key.key}\n${start}\n${end}\n${key.rank ?? ''}`;
      change.of = of;
      for (const earlier of this.changes) {
        if (earlier.of === of && !earlier.gone) {
          earlier.gone = op !== '+I';
          earlier.why = op.startsWith('-') ? 'taken back' : 'replaced';
          break;
        }
      }
    }
    this.changes.unshift(change);
    if (this.changes.length > 2 * MOST_CHANGES) this.changes.length = MOST_CHANGES;
    if (!row || !start || op.startsWith('-')) return;

    const group = `${start}\n${end}\n${row.timing}`;
    const pane = fired.get(group) ?? { start, end, timing: row.timing, at, keys: 0, sum: 0, column: '' };
    const [column, value] = size(row) ?? ['', 0];
    pane.keys += 1;
    pane.sum += value;
    pane.column = column;
    pane.at = Math.max(pane.at, at);
    fired.set(group, pane);
    if (row.timing === 'ON_TIME') {
      this.delays.push(at - end);
      bound(this.delays, 200);
    }
  }

  #takeCheckpoint(at, row) {
    const same = this.checkpoints.findIndex((other) => other.row.checkpoint === row.checkpoint);
    // A row of a checkpoint that did not complete is superseded by the next one of its number.
    if (same >= 0) this.checkpoints.splice(same);
    this.checkpoints.push({ at, row });
    if (this.checkpoints.length > MOST_CHECKPOINTS) this.checkpoints.shift();
  }

  #takeView(view) {
    const before = this.view;
    this.view = view;
    if (before && view.read >= before.read && view.at > before.at) {
      this.rates.push(((view.read - before.read) * 1000) / (view.at - before.at));
      if (this.rates.length > MOST_RATES) this.rates.shift();
    }
    this.#takeWatermark(view.at, view.watermark);
  }

  /** Events a second, of late. */
  rate() {
    const late = this.rates.slice(-5);
    return late.length ? late.reduce((sum, rate) => sum + rate, 0) / late.length : null;
  }

  /** How long after a window's end its result came, in the middle case. */
  delay() {
    if (!this.delays.length) return null;
    const sorted = [...this.delays].sort((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)];
  }
}
