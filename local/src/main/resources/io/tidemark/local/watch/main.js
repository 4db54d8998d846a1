// Brings together what comes from the server, the plane and the panels.

import { Model } from './model.js';
import { Plane } from './plane.js';
import * as panels from './panels.js';
import { OUTCOMES, count, el, glyph, length } from './words.js';

const PANELS_MS = 400;

const model = new Model();
const canvas = document.getElementById('plane');
const plane = new Plane(model, canvas);
const tip = document.getElementById('tip');
const pause = document.getElementById('pause');
let stale = true;

const source = new EventSource('messages');
source.onmessage = (event) => {
  model.take(JSON.parse(event.data));
  model.trouble.page = undefined;
  stale = true;
};
source.addEventListener('end', () => {
  model.ended = true;
  model.trouble = {};
  source.close();
  stale = true;
});
source.onerror = () => {
  model.trouble.page = 'What served this page does not answer; what you see is its last moment.';
  stale = true;
};

function showPanels() {
  if (!stale || plane.paused) return;
  stale = false;
  for (const show of Object.values(panels)) show(model);
  for (const { id } of OUTCOMES) {
    document.querySelector(`#legend [data-outcome=${id}] b`).textContent = count(model.taken[id] ?? 0);
  }
  // For who reads the page by machine.
  document.body.dataset.dots = model.dots.length;
  document.body.dataset.points = model.line.length;
}
setInterval(showPanels, PANELS_MS);

// ------------------------------------------------------------------ the plane's tools

const legend = document.getElementById('legend');
for (const { id, label, shape } of OUTCOMES) {
  const button = el('button', { type: 'button', 'aria-pressed': 'true', 'data-outcome': id }, glyph(shape, `var(--${id})`), label, ' ', el('b', {}, '0'));
  button.addEventListener('click', () => {
    const shown = !plane.shown.has(id);
    plane.shown[shown ? 'add' : 'delete'](id);
    button.setAttribute('aria-pressed', shown);
    plane.draw();
  });
  legend.append(button);
}

function setPaused(paused) {
  plane.pause(paused);
  pause.setAttribute('aria-pressed', paused);
  pause.textContent = paused ? 'Go on' : 'Pause';
  document.body.classList.toggle('paused', paused);
  showPanels();
}

function zoom(by) {
  plane.zoom(by);
  document.getElementById('span').textContent = length(plane.span);
}
zoom(0);

pause.addEventListener('click', () => setPaused(!plane.paused));
document.getElementById('in').addEventListener('click', () => zoom(-1));
document.getElementById('out').addEventListener('click', () => zoom(1));

// ------------------------------------------------------------------ the event that is looked at

function showTip(aloud = false) {
  const said = plane.describe();
  const at = plane.place();
  tip.hidden = !said;
  if (!said) return;
  tip.replaceChildren(el('b', {}, said.heading), el('dl', {}, ...said.facts.flatMap(([name, value]) => [el('dt', {}, name), el('dd', {}, value)])));
  const left = at.x > canvas.clientWidth / 2 ? at.x - tip.offsetWidth - 16 : at.x + 16;
  tip.style.left = `${Math.max(4, left)}px`;
  tip.style.top = `${Math.max(4, Math.min(canvas.clientHeight - tip.offsetHeight - 4, at.y - 20))}px`;
  if (aloud) {
    document.getElementById('said').textContent = `${said.heading}: ${said.facts.map((fact) => fact.join(' ')).join(', ')}`;
  }
}
setInterval(() => plane.selected && showTip(), PANELS_MS);

let drag = null;
canvas.addEventListener('pointerdown', (event) => {
  if (plane.paused) {
    drag = { x: event.offsetX, y: event.offsetY };
    canvas.setPointerCapture(event.pointerId);
  } else {
    plane.pointAt(event.offsetX, event.offsetY);
    showTip();
  }
});
canvas.addEventListener('pointerup', () => (drag = null));
canvas.addEventListener('pointermove', (event) => {
  if (drag) {
    plane.pan(event.offsetX - drag.x, event.offsetY - drag.y);
    drag = { x: event.offsetX, y: event.offsetY };
    return;
  }
  plane.pointAt(event.offsetX, event.offsetY);
  showTip();
});
canvas.addEventListener('pointerleave', () => {
  plane.selected = null;
  showTip();
});
canvas.addEventListener(
  'wheel',
  (event) => {
    // Without the key it scrolls the page.
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoom(Math.sign(event.deltaY));
  },
  { passive: false },
);
canvas.addEventListener('keydown', (event) => {
  const PAN_PX = 40;
  const act = {
    ' ': () => setPaused(!plane.paused),
    '+': () => zoom(-1),
    '=': () => zoom(-1),
    '-': () => zoom(1),
    ArrowLeft: () => (event.shiftKey ? plane.pan(PAN_PX, 0) : plane.step(-1)),
    ArrowRight: () => (event.shiftKey ? plane.pan(-PAN_PX, 0) : plane.step(1)),
    ArrowUp: () => plane.pan(0, PAN_PX),
    ArrowDown: () => plane.pan(0, -PAN_PX),
    Escape: () => (plane.selected = null),
  }[event.key];
  if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
  event.preventDefault();
  act();
  showTip(true);
});
