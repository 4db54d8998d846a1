// The plane of event time, across, and processing time, upwards.

import { OUTCOMES, SHAPES, LABELS, clock, length, count } from './words.js';

const SPANS = [10, 20, 30, 60, 120, 300, 600, 1800].map((seconds) => seconds * 1000);
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600].map((s) => s * 1000);
const FRAME_MS = 80;
const MARGIN = { left: 62, right: 26, top: 10, bottom: 30 };
const NEAR_PX = 14;
const MOST_BANDS = 60;
const MOST_BARS = 120;
const TICK_PX = 7;
const FONT = '12px system-ui, "DejaVu Sans", sans-serif';

const shapes = Object.fromEntries(
  OUTCOMES.map(({ id, shape }) => [id, { path: new Path2D(SHAPES[shape].path), filled: SHAPES[shape].filled }]),
);

export class Plane {
  shown = new Set(OUTCOMES.map((outcome) => outcome.id));
  paused = false;
  selected = null;

  #model;
  #canvas;
  #context;
  #span = 2;
  #frozenAt = 0;
  #shift = { e: 0, a: 0 };
  #colours = {};
  #drawnAt = 0;
  #view = null;

  constructor(model, canvas) {
    this.#model = model;
    this.#canvas = canvas;
    this.#context = canvas.getContext('2d');
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.#readColours());
    this.#readColours();
    const frame = (time) => {
      if (time - this.#drawnAt >= FRAME_MS) {
        this.#drawnAt = time;
        this.draw();
      }
      requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  }

  get span() {
    return SPANS[this.#span];
  }

  zoom(by) {
    this.#span = Math.max(0, Math.min(SPANS.length - 1, this.#span + by));
    this.draw();
  }

  pause(paused) {
    this.paused = paused;
    this.#frozenAt = this.#model.now();
    this.#shift = { e: 0, a: 0 };
  }

  /** Moves what is shown, by pixels; only what stands still can be moved. */
  pan(dx, dy) {
    if (!this.paused || !this.#view) return;
    this.#shift.e -= dx * this.#view.msPerX;
    this.#shift.a += dy * this.#view.msPerY;
    this.draw();
  }

  #readColours() {
    const style = getComputedStyle(document.documentElement);
    const names = ['card', 'ink', 'soft', 'rule', 'band', 'late-side', 'accent', 'early', ...OUTCOMES.map((o) => o.id)];
    for (const name of names) this.#colours[name] = style.getPropertyValue(`--${name}`).trim();
  }

  /** What is on the plane now: where times are, and how they become pixels. */
  #look() {
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    const now = this.paused ? this.#frozenAt : this.#model.now();
    const top = now + this.span * 0.06 + this.#shift.a;
    const latest = this.#model.line.length ? this.#model.line[this.#model.line.length - 1].w : now;
    // Old events that are read anew are far from any diagonal: then event time has its own place.
    const isOfNow = Math.abs(now - latest) < Math.max(2 * this.span, 120_000);
    const right = (isOfNow ? now : latest + this.span * 0.2) + this.span * 0.04 + this.#shift.e;
    const plot = {
      x: MARGIN.left,
      y: MARGIN.top,
      w: width - MARGIN.left - MARGIN.right,
      h: height - MARGIN.top - MARGIN.bottom,
    };
    const across = this.span * 1.1;
    return {
      width, height, plot, isOfNow, now, top, right,
      left: right - across,
      bottom: top - this.span,
      msPerX: across / plot.w,
      msPerY: this.span / plot.h,
      x: (e) => plot.x + ((e - right + across) / across) * plot.w,
      y: (a) => plot.y + ((top - a) / this.span) * plot.h,
    };
  }

  draw() {
    const ratio = window.devicePixelRatio || 1;
    const view = this.#look();
    if (view.width === 0) return;
    this.#view = view;
    if (this.#canvas.width !== Math.round(view.width * ratio) || this.#canvas.height !== Math.round(view.height * ratio)) {
      this.#canvas.width = Math.round(view.width * ratio);
      this.#canvas.height = Math.round(view.height * ratio);
    }
    const c = this.#context;
    c.setTransform(ratio, 0, 0, ratio, 0, 0);
    c.clearRect(0, 0, view.width, view.height);
    c.font = FONT;
    this.#axes(c, view);
    c.save();
    c.beginPath();
    c.rect(view.plot.x, view.plot.y, view.plot.w, view.plot.h);
    c.clip();
    this.#bands(c, view);
    this.#lateSide(c, view);
    this.#diagonal(c, view);
    this.#watermark(c, view);
    this.#dots(c, view);
    this.#panes(c, view);
    c.restore();
    this.#rug(c, view);
    this.#mark(c, view);
  }

  #axes(c, view) {
    const { plot } = view;
    c.strokeStyle = this.#colours.rule;
    c.fillStyle = this.#colours.soft;
    c.lineWidth = 1;
    c.textBaseline = 'middle';
    c.textAlign = 'right';
    const stepY = STEPS.find((step) => step / view.msPerY >= 44) ?? STEPS[STEPS.length - 1];
    for (let a = Math.ceil(view.bottom / stepY) * stepY; a <= view.top; a += stepY) {
      const y = Math.round(view.y(a)) + 0.5;
      c.beginPath();
      c.moveTo(plot.x, y);
      c.lineTo(plot.x + plot.w, y);
      c.stroke();
      if (y > plot.y + 6) c.fillText(clock(a), plot.x - 7, y);
    }
    c.textBaseline = 'top';
    c.textAlign = 'center';
    const stepX = STEPS.find((step) => step / view.msPerX >= 84) ?? STEPS[STEPS.length - 1];
    for (let e = Math.ceil(view.left / stepX) * stepX; e <= view.right; e += stepX) {
      const x = Math.round(view.x(e)) + 0.5;
      c.beginPath();
      c.moveTo(x, plot.y);
      c.lineTo(x, plot.y + plot.h + 4);
      c.stroke();
      if (x < plot.x + plot.w - 20) c.fillText(clock(e), x, plot.y + plot.h + 8);
    }
  }

  /** The windows of which there are panes, every second one tinted. */
  #bands(c, view) {
    const windows = new Map();
    for (const pane of this.#model.panes) {
      if (pane.end > view.left && pane.start < view.right) windows.set(`${pane.start} ${pane.end}`, pane);
    }
    // Sessions of each key are no bands: their panes say enough.
    if (windows.size > MOST_BANDS) return;
    c.fillStyle = this.#colours.band;
    c.globalAlpha = 0.75;
    for (const { start, end } of windows.values()) {
      if (Math.round(start / (end - start)) % 2 === 0) {
        c.fillRect(view.x(start), view.plot.y, (end - start) / view.msPerX, view.plot.h);
      }
    }
    c.globalAlpha = 1;
  }

  #trace(c, view, line) {
    const last = line[line.length - 1];
    c.moveTo(view.x(line[0].w), view.y(line[0].a));
    for (let i = 1; i < line.length; i++) {
      // It stays where it was until it moves.
      c.lineTo(view.x(line[i - 1].w), view.y(line[i].a));
      c.lineTo(view.x(line[i].w), view.y(line[i].a));
    }
    c.lineTo(view.x(last.w), view.y(Math.max(last.a, Math.min(view.now, view.top))));
  }

  #lineInView(view) {
    const line = this.#model.line;
    let first = line.length - 1;
    while (first > 0 && line[first].a > view.bottom) first--;
    const until = this.paused ? Math.min(view.top, view.now) : Infinity;
    return line.slice(Math.max(0, first)).filter((point) => point.a <= until);
  }

  /** Where an event is late: its time is left of the watermark. */
  #lateSide(c, view) {
    const line = this.#lineInView(view);
    if (!line.length) return;
    const last = line[line.length - 1];
    c.beginPath();
    this.#trace(c, view, line);
    c.lineTo(view.plot.x - 10, view.y(Math.max(last.a, Math.min(view.now, view.top))));
    c.lineTo(view.plot.x - 10, view.y(line[0].a));
    c.closePath();
    c.fillStyle = this.#colours['late-side'];
    c.globalAlpha = 0.7;
    c.fill();
    c.globalAlpha = 1;
  }

  #diagonal(c, view) {
    if (!view.isOfNow) return;
    c.strokeStyle = this.#colours.soft;
    c.lineWidth = 1.2;
    c.setLineDash([5, 5]);
    c.beginPath();
    c.moveTo(view.x(view.bottom), view.y(view.bottom));
    c.lineTo(view.x(view.top), view.y(view.top));
    c.stroke();
    c.setLineDash([]);
    const at = view.bottom + this.span * 0.16;
    c.save();
    c.translate(view.x(at), view.y(at));
    c.rotate(-Math.atan2(1 / view.msPerY, 1 / view.msPerX));
    c.fillStyle = this.#colours.soft;
    c.textAlign = 'center';
    c.textBaseline = 'top';
    c.fillText('comes at once', 0, 5);
    c.restore();
  }

  #watermark(c, view) {
    const line = this.#lineInView(view);
    if (!line.length) return;
    c.strokeStyle = this.#colours.accent;
    c.lineWidth = 2.4;
    c.lineJoin = 'round';
    c.beginPath();
    this.#trace(c, view, line);
    c.stroke();
    const last = line[line.length - 1];
    const x = view.x(last.w);
    if (x > view.plot.x + 80) {
      c.font = `600 ${FONT}`;
      this.#text(c, 'watermark', x - 8, view.y(Math.min(view.now, view.top)) - 9, 'right', this.#colours.accent);
      c.font = FONT;
    }
  }

  /** Text with a rim, so that it is read on whatever is below it. */
  #text(c, text, x, y, align, colour) {
    c.textAlign = align;
    c.textBaseline = 'middle';
    c.strokeStyle = this.#colours.card;
    c.lineWidth = 3.5;
    c.lineJoin = 'round';
    c.strokeText(text, x, y);
    c.fillStyle = colour;
    c.fillText(text, x, y);
  }

  *#dotsInView(view) {
    for (const dot of this.#model.dots) {
      if (dot.a >= view.bottom && dot.a <= view.top && this.shown.has(dot.o)) yield dot;
    }
  }

  #glyph(c, dot, x, y) {
    const shape = shapes[dot.o];
    if (!shape) return;
    c.translate(x - 6.5, y - 6.5);
    if (shape.filled) {
      c.fillStyle = this.#colours[dot.o];
      c.fill(shape.path);
    } else {
      c.strokeStyle = this.#colours[dot.o];
      c.lineWidth = 1.7;
      c.stroke(shape.path);
    }
    c.translate(6.5 - x, 6.5 - y);
  }

  #dots(c, view) {
    // The common ones first, so that they do not cover the rare.
    const rare = [];
    c.globalAlpha = 0.8;
    for (const dot of this.#dotsInView(view)) {
      if (dot.e === null || dot.e < view.left || dot.e > view.right) continue;
      if (dot.o === 'on_time' || dot.o === 'filtered') this.#glyph(c, dot, view.x(dot.e), view.y(dot.a));
      else rare.push(dot);
    }
    c.globalAlpha = 1;
    for (const dot of rare) this.#glyph(c, dot, view.x(dot.e), view.y(dot.a));
  }

  #panes(c, view) {
    const colours = { ON_TIME: this.#colours.on_time, LATE: this.#colours.late_refined, EARLY: this.#colours.early };
    const panes = this.#model.panes.filter(
      (pane) => pane.at >= view.bottom && pane.at <= view.top && pane.end >= view.left && pane.start <= view.right,
    );
    if (panes.length > MOST_BARS) {
      this.#ticks(c, view, panes, colours);
      return;
    }
    for (const pane of panes) {
      const x = view.x(pane.start);
      const width = (pane.end - pane.start) / view.msPerX;
      const y = view.y(pane.at);
      const onTime = pane.timing === 'ON_TIME';
      c.strokeStyle = colours[pane.timing];
      c.lineWidth = onTime ? 3 : 1.6;
      c.setLineDash(pane.timing === 'EARLY' ? [4, 3] : []);
      c.beginPath();
      c.moveTo(x + 1.5, y);
      c.lineTo(x + width - 1.5, y);
      if (onTime) {
        c.moveTo(x + 1.5, y);
        c.lineTo(x + 1.5, y + 6);
        c.moveTo(x + width - 1.5, y);
        c.lineTo(x + width - 1.5, y + 6);
      }
      c.stroke();
      c.setLineDash([]);
      const label = `on time · ${count(pane.keys)} ${pane.keys === 1 ? 'key' : 'keys'}`;
      if (onTime && width > c.measureText(label).width + 6) {
        this.#text(c, label, x + width / 2, y - 9, 'center', colours.ON_TIME);
      }
    }
  }

  /** Panes that are too many for bars, as those of each key's sessions: only where windows end. */
  #ticks(c, view, panes, colours) {
    c.lineWidth = 1.6;
    c.globalAlpha = 0.7;
    for (const timing of Object.keys(colours)) {
      c.strokeStyle = colours[timing];
      c.beginPath();
      for (const pane of panes) {
        if (pane.timing !== timing) continue;
        const x = view.x(pane.end);
        const y = view.y(pane.at);
        c.moveTo(x - TICK_PX, y);
        c.lineTo(x, y);
      }
      c.stroke();
    }
    c.globalAlpha = 1;
  }

  /** What tells no time, or none that is believed, at the right edge: only when it came is known. */
  #rug(c, view) {
    for (const dot of this.#dotsInView(view)) {
      if (dot.e === null) this.#glyph(c, dot, view.plot.x + view.plot.w + 12, view.y(dot.a));
    }
  }

  #mark(c, view) {
    if (!this.selected) return;
    const { x, y } = this.#place(this.selected, view);
    c.strokeStyle = this.#colours.ink;
    c.lineWidth = 1.6;
    c.beginPath();
    c.arc(x, y, 9, 0, 7);
    c.stroke();
  }

  #place(what, view) {
    if (what.timing) {
      return { x: view.x((what.start + what.end) / 2), y: view.y(what.at) };
    }
    return {
      x: what.e === null ? view.plot.x + view.plot.w + 12 : view.x(what.e),
      y: view.y(what.a),
    };
  }

  /** Where the selected event is, in the canvas's pixels; null if there is none. */
  place() {
    return this.selected && this.#view ? this.#place(this.selected, this.#view) : null;
  }

  /** Selects the event nearest to a point, or a pane that it is on. */
  pointAt(x, y) {
    const view = this.#view;
    if (!view) return;
    let best = null;
    let least = NEAR_PX * NEAR_PX;
    for (const dot of this.#dotsInView(view)) {
      const at = this.#place(dot, view);
      const far = (at.x - x) ** 2 + (at.y - y) ** 2;
      if (far < least) {
        least = far;
        best = dot;
      }
    }
    if (!best) {
      for (const pane of this.#model.panes) {
        if (Math.abs(view.y(pane.at) - y) < 6 && x >= view.x(pane.start) && x <= view.x(pane.end)) best = pane;
      }
    }
    this.selected = best;
  }

  /** Selects the event that came after the selected one, or before it; at first the latest. */
  step(by) {
    const view = this.#view;
    if (!view) return;
    const dots = [...this.#dotsInView(view)].sort((a, b) => a.a - b.a);
    if (!dots.length) return;
    const at = dots.indexOf(this.selected);
    this.selected = at < 0 ? dots[dots.length - 1] : dots[Math.max(0, Math.min(dots.length - 1, at + by))];
  }

  /** What there is to say of the selected one: a heading, and names with values. */
  describe() {
    const what = this.selected;
    if (!what) return null;
    if (what.timing) {
      return {
        heading: `${what.timing} pane`,
        facts: [
          ['window', `${clock(what.start)} – ${clock(what.end)}`],
          ['fired at', clock(what.at, true)],
          ['after its end', length(what.at - what.end)],
          ['keys', count(what.keys)],
          ...(what.column ? [[`${what.column}, in all`, count(what.sum)]] : []),
        ],
      };
    }
    const facts = [];
    if (what.k !== null) facts.push(['key', what.k]);
    if (what.e !== null) facts.push(['happened', clock(what.e, true)]);
    facts.push(['came', clock(what.a, true)]);
    if (what.e !== null) facts.push(['on the way', length(what.a - what.e)]);
    if (what.w !== null) facts.push(['watermark then', clock(what.w, true)]);
    if (what.e !== null && what.w !== null) {
      facts.push(what.e <= what.w ? ['behind it', length(what.w - what.e)] : ['ahead of it', length(what.e - what.w)]);
    }
    return { heading: LABELS[what.o] ?? what.o, facts };
  }
}
