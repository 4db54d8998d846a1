// How things are called and written on the page.

export const OUTCOMES = [
  { id: 'on_time', label: 'on time', shape: 'circle' },
  { id: 'late_refined', label: 'late, refined', shape: 'diamond' },
  { id: 'late_partial', label: 'late for some windows', shape: 'triangle' },
  { id: 'late_dropped', label: 'late, dropped', shape: 'cross' },
  { id: 'filtered', label: 'filtered', shape: 'ring' },
  { id: 'duplicate', label: 'duplicate', shape: 'twin' },
  { id: 'malformed', label: 'malformed', shape: 'square' },
  { id: 'future', label: 'from the future', shape: 'arrow' },
];

export const LABELS = Object.fromEntries(OUTCOMES.map((outcome) => [outcome.id, outcome.label]));

/** The outlines, in a box of 13 by 13, as SVG and canvas take them. */
export const SHAPES = {
  circle: { path: 'M6.5 3.8a2.7 2.7 0 1 0 .01 0Z', filled: true },
  diamond: { path: 'M6.5 1.6 11.4 6.5 6.5 11.4 1.6 6.5Z', filled: true },
  triangle: { path: 'M6.5 1.8 11.6 11H1.4Z', filled: true },
  cross: { path: 'M2.6 2.6 10.4 10.4M10.4 2.6 2.6 10.4', filled: false },
  ring: { path: 'M6.5 4.1a2.4 2.4 0 1 0 .01 0Z', filled: false },
  twin: { path: 'M4.6 4a2.5 2.5 0 1 0 .01 0ZM8.6 4a2.5 2.5 0 1 0 .01 0Z', filled: false },
  square: { path: 'M3.6 3.6H9.4V9.4H3.6Z', filled: true },
  arrow: { path: 'M2.6 3 10.4 6.5 2.6 10Z', filled: true },
};

export function glyph(shape, colour) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('class', 'glyph');
  svg.setAttribute('viewBox', '0 0 13 13');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', SHAPES[shape].path);
  path.style[SHAPES[shape].filled ? 'fill' : 'stroke'] = colour;
  if (!SHAPES[shape].filled) {
    path.style.fill = 'none';
    path.style.strokeWidth = '1.7';
  }
  svg.append(path);
  return svg;
}

/** An element with attributes and children; texts are texts, whatever is in them. */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== undefined && child !== null));
  return element;
}

const two = (n) => String(n).padStart(2, '0');

/** The time of day in UTC; with tenths if they are wanted. */
export function clock(ms, tenths = false) {
  const t = new Date(ms);
  const seconds = `${two(t.getUTCHours())}:${two(t.getUTCMinutes())}:${two(t.getUTCSeconds())}`;
  return tenths ? `${seconds}.${Math.floor(t.getUTCMilliseconds() / 100)}` : seconds;
}

/** A length of time in the unit that suits it. */
export function length(ms) {
  const sign = ms < 0 ? '−' : '';
  const s = Math.abs(ms) / 1000;
  if (s < 1) return `${sign}${Math.round(s * 1000)} ms`;
  if (s < 60) return `${sign}${s < 10 ? s.toFixed(1) : Math.round(s)} s`;
  if (s < 3600) {
    const rest = Math.floor(s % 60);
    return `${sign}${Math.floor(s / 60)} min${rest ? ` ${rest} s` : ''}`;
  }
  if (s < 172800) return `${sign}${Math.floor(s / 3600)} h ${Math.floor((s % 3600) / 60)} min`;
  return `${sign}${Math.floor(s / 86400)} d`;
}

export function micros(n) {
  return n < 1000 ? `${Math.round(n)} µs` : n < 10_000 ? `${(n / 1000).toFixed(1)} ms` : length(n / 1000);
}

export const count = (n) => Math.round(n).toLocaleString('en');

export function perSecond(n) {
  return n === 0 ? '0' : n < 10 ? n.toFixed(1) : count(n);
}

export const percent = (share) => `${Math.round(share * 100)} %`;

export function bytes(n) {
  if (n < 1024) return `${n} B`;
  return n < 1 << 20 ? `${(n / 1024).toFixed(1)} KiB` : `${(n / (1 << 20)).toFixed(1)} MiB`;
}
