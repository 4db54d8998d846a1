// All that is beside the plane.

import { columns, size } from './model.js';
import { OUTCOMES, LABELS, bytes, clock, count, el, glyph, length, micros, percent, perSecond } from './words.js';

const SHOWN_CHANGES = 60;
const SHOWN_KEYS = 8;
const SVG = 'http://www.w3.org/2000/svg';

const byId = (id) => document.getElementById(id);

export function header(model) {
  document.title = model.job ? `${model.job} · Tidemark` : 'Tidemark';
  byId('job').textContent = model.job || 'Tidemark';
  const trouble = Object.values(model.trouble).filter(Boolean);
  byId('trouble').hidden = trouble.length === 0;
  byId('trouble').textContent = trouble.join(' · ');
  const state = model.ended ? 'ended' : model.trouble.flink ? 'not there' : (model.view?.state ?? 'connecting');
  badge(byId('state'), state, state === 'RUNNING' ? 'good' : state === 'connecting' || state === 'ended' ? '' : 'bad');
  const watermark = model.view?.watermark ?? null;
  const atEnd = watermark !== null && watermark > model.latest + 366 * 86_400_000;
  byId('watermark').textContent = watermark === null ? 'not there yet' : atEnd ? 'the end of time' : clock(watermark, true);
  byId('lag').textContent = watermark === null || atEnd ? '–' : length(model.view.at - watermark);
  const rate = model.rate();
  byId('rate').textContent = rate === null ? '–' : `${perSecond(rate)} a second`;
  const last = model.checkpoints[model.checkpoints.length - 1];
  byId('balance').textContent = last ? balance(last.row).text : 'no checkpoint yet';
  byId('untraced').hidden = model.dots.length > 0 || !(model.view?.read > 0);
  byId('ui').hidden = !model.view;
  if (model.view) byId('ui').href = model.view.ui;
}

function badge(element, text, kind) {
  element.textContent = text;
  element.className = `badge ${kind}`;
}

function balance(row) {
  if (row.balanced === null) return { text: `${count(row.in_flight)} in flight`, kind: '', mark: '…' };
  return row.balanced ? { text: 'balanced', kind: 'good', mark: '✓' } : { text: 'NOT BALANCED', kind: 'bad', mark: '✗' };
}

export function books(model) {
  const last = model.checkpoints[model.checkpoints.length - 1];
  if (!last) return;
  const before = model.checkpoints[model.checkpoints.length - 2];
  const seconds = before ? (last.at - before.at) / 1000 : 0;
  const rows = [{ id: 'read', label: 'read' }, ...OUTCOMES].map(({ id, label, shape }) => {
    const total = last.row[id];
    const rate = seconds > 0 ? perSecond((total - before.row[id]) / seconds) : '';
    return el(
      'tr',
      { class: id === 'read' ? 'read' : total === 0 ? 'none' : '', 'data-outcome': id },
      el('td', {}, shape ? glyph(shape, `var(--${id})`) : '', label),
      el('td', { class: 'n' }, count(total)),
      el('td', { class: 'n' }, rate),
    );
  });
  byId('books').tBodies[0].replaceChildren(...rows);
  const { text, kind } = balance(last.row);
  const verdict = byId('verdict');
  verdict.className = `verdict ${kind}`;
  verdict.textContent = last.row.final
    ? `At the end: ${text}. Each record read has exactly one outcome.`
    : `Checkpoint ${last.row.checkpoint}: ${text}${last.row.balanced ? ': each record read has exactly one outcome' : ''}.`;
  byId('history').replaceChildren(
    ...model.checkpoints.map(({ row }) => {
      const one = balance(row);
      return el('li', { class: one.kind, title: `${clockOf(row)}: ${one.text}` }, `${row.final ? 'end' : row.checkpoint} ${one.mark}`);
    }),
  );
}

const clockOf = (row) => (row.final ? 'the final row' : `checkpoint ${row.checkpoint}`);

export function partitions(model) {
  const view = model.view;
  if (!view) return;
  const known = view.partitions.filter((partition) => partition.watermark !== null);
  const isIdle = (partition) => partition.idle > 0.5;
  const active = known.filter((partition) => !isIdle(partition));
  const slowest = Math.min(...active.map((partition) => partition.watermark));
  const lag = (partition) => Math.max(0, view.at - partition.watermark);
  const most = Math.max(1, ...known.map(lag));
  byId('partitions').tBodies[0].replaceChildren(
    ...view.partitions.map((partition) => {
      const holds = active.length > 1 && partition.watermark === slowest && !isIdle(partition);
      const said = isIdle(partition)
        ? 'idle: not waited for'
        : partition.watermark === null
          ? 'no event yet'
          : partition.paused > 0.1
            ? `waits for others ${percent(partition.paused)}`
            : holds
              ? 'holds the others back'
              : '';
      return el(
        'tr',
        { class: isIdle(partition) ? 'idle' : holds ? 'slowest' : '' },
        el('td', {}, partition.id),
        el('td', {}, partition.watermark === null ? '–' : lagBar(lag(partition) / most, length(lag(partition)))),
        el('td', {}, said),
      );
    }),
  );
  const words = [];
  if (view.bound !== null) words.push(`The watermark is ${length(view.bound)} behind the latest event.`);
  if (view.disorder !== null) words.push(`${length(view.disorder)} would be enough for the share of events that is to be on time.`);
  if (view.lateShare !== null) words.push(`${(view.lateShare * 100).toFixed(2)} % came behind it.`);
  byId('bound').textContent = words.join(' ');
}

function lagBar(share, text) {
  const bar = el('div', { class: 'bar' });
  bar.style.width = `${Math.max(1, share * 100)}%`;
  return el('div', { class: 'lagbar' }, el('div', { class: 'track' }, bar), el('span', {}, text));
}

export function changes(model) {
  byId('changes').tBodies[0].replaceChildren(
    ...model.changes.slice(0, SHOWN_CHANGES).map((change) => {
      const { row } = change;
      return el(
        'tr',
        { class: change.gone ? 'gone' : '' },
        el('td', { class: 'op' }, change.op),
        el('td', {}, change.start ? `${clock(change.start)} – ${clock(change.end)}` : '–'),
        el('td', { title: change.key }, change.key ?? '–'),
        row?.timing
          ? el('td', {}, el('span', { class: `timing ${row.timing}` }, row.timing), ` ${row.pane}`)
          : el('td', {}, '–'),
        el('td', { class: 'n' }, row ? result(row) : '', change.why ? el('span', { class: 'why' }, change.why) : ''),
      );
    }),
  );
  byId('skipped').hidden = !model.skipped;
  byId('skipped').textContent = `${count(model.skipped)} rows went by unseen: more came than a page can show.`;
}

function result(row) {
  const text = columns(row)
    .map(([name, value]) => `${name} ${typeof value === 'object' ? JSON.stringify(value) : value}`)
    .join(' · ');
  return text.length > 90 ? `${text.slice(0, 90)}…` : text;
}

export function keys(model) {
  const valid = model.changes.filter((change) => change.row && !change.gone && size(change.row));
  const windowed = valid.filter((change) => change.row.timing === 'ON_TIME' || change.row.timing === 'LATE');
  if (!valid.length) return;
  let of = 'in the last results';
  let rows = valid;
  if (windowed.length) {
    const latest = Math.max(...windowed.map((change) => change.end));
    const last = windowed.filter((change) => change.end === latest);
    if (last.length > 1) {
      rows = last;
      of = `in the window ${clock(last[0].start)} – ${clock(latest)}`;
    }
  }
  const column = size(rows[0].row)[0];
  const byKey = new Map();
  for (const change of rows) {
    if (!byKey.has(change.key)) byKey.set(change.key, size(change.row)[1]);
  }
  const top = [...byKey].sort((a, b) => b[1] - a[1]).slice(0, SHOWN_KEYS);
  const most = Math.max(1, ...top.map(([, value]) => value));
  byId('keys-of').textContent = `By ${column}, ${of}: ${count(byKey.size)} ${byKey.size === 1 ? 'key' : 'keys'}.`;
  byId('keys').replaceChildren(
    ...top.map(([key, value]) => {
      const bar = el('div', { class: 'bar' });
      bar.style.width = `${(value / most) * 100}%`;
      return el('li', {}, el('span', { title: key }, key ?? '–'), el('div', { class: 'track' }, bar), el('span', {}, count(value)));
    }),
  );
}

export function flow(model) {
  const view = model.view;
  if (!view) return;
  spark(model.rates);
  const rate = model.rate();
  const delay = model.delay();
  const { completed, failed, durationMs, bytes: size } = view.checkpoints;
  const pairs = [
    ['events a second', rate === null ? '–' : perSecond(rate)],
    ['read since the start', count(view.read)],
    ['result after its window’s end', delay === null ? '–' : length(delay)],
    ['… of it the watermark’s wait', view.bound === null ? '–' : length(view.bound)],
    ['… from watermark to pane, p99', view.firingMicros === null ? '–' : micros(view.firingMicros)],
    ['checkpoints', `${count(completed)}${failed ? `, ${count(failed)} failed` : ''}`],
    ['the last one', durationMs === undefined ? '–' : `${length(durationMs)}, ${bytes(size)}`],
  ];
  byId('flow').replaceChildren(...pairs.map(([name, value]) => el('div', {}, el('dt', {}, name), el('dd', {}, value))));
  byId('tasks').tBodies[0].replaceChildren(
    ...view.tasks.map((task) =>
      el(
        'tr',
        {},
        el('td', {}, `${taskName(task.name)} × ${task.parallelism}`),
        el('td', {}, lagBar(task.busy, percent(task.busy))),
        el('td', {}, lagBar(task.backpressured, percent(task.backpressured))),
      ),
    ),
  );
}

/** A sink is two operators to Flink, and one to whoever reads it. */
function taskName(name) {
  return name
    .replace('Source: ', '')
    .replace(/ -> [\w-]+: Committer/g, '')
    .replaceAll(': Writer', '')
    .replaceAll(' -> ', ' → ');
}

function spark(rates) {
  if (rates.length < 2) return;
  const most = Math.max(1, ...rates);
  const path = document.createElementNS(SVG, 'path');
  const points = rates.map((rate, i) => `${((i / (rates.length - 1)) * 240).toFixed(1)} ${(41 - (rate / most) * 36).toFixed(1)}`);
  path.setAttribute('d', `M${points.join('L')}`);
  byId('spark').replaceChildren(path);
}

export function doctor(model) {
  if (!model.findings) return;
  byId('doctor-said').textContent = model.findings.length
    ? `At ${clock(model.examinedAt)} it found:`
    : `At ${clock(model.examinedAt)} it found nothing: the job is well.`;
  byId('findings').replaceChildren(
    ...model.findings.map(({ cause, evidence, remedy }) =>
      el('li', {}, el('b', {}, cause.replaceAll('-', ' ')), sentence(evidence), el('span', {}, sentence(`What to do: ${remedy}`))),
    ),
  );
}

const sentence = (text) => text.replace(/[.\s]*$/, '.');

export function letters(model) {
  if (!model.letters.length) return;
  byId('dead').replaceChildren(
    ...model.letters.map(({ reason, error, partition, offset, raw }) =>
      el(
        'li',
        {},
        glyph(reason === 'future' ? 'arrow' : 'square', 'var(--malformed)'),
        ` ${LABELS[reason] ?? reason}: ${error ?? ''}`,
        partition === undefined ? '' : ` (partition ${partition}, offset ${offset})`,
        el('code', { title: raw }, raw ?? ''),
      ),
    ),
  );
}
