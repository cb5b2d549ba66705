/** Numbers and times as people read them, and elements made from text. */

const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const UNITS = ['', 'k', 'M', 'G', 'T'];
const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** 0.4, 12, 4,321, 12.3 k. */
export function count(value) {
  if (!Number.isFinite(value)) return '–';
  if (value < 10 && !Number.isInteger(value)) return value.toFixed(1);
  return value < 10_000 ? WHOLE.format(value) : scaled(value, 1000, UNITS);
}

/** 12 B, 4.5 MiB. */
export function bytes(value) {
  if (!Number.isFinite(value)) return '–';
  return value < 1024 ? `${WHOLE.format(value)} B` : scaled(value, 1024, BYTE_UNITS);
}

export function millis(value) {
  if (!Number.isFinite(value)) return '–';
  return value < 10 ? `${value.toFixed(2)} ms` : value < 10_000 ? `${WHOLE.format(value)} ms` : `${(value / 1000).toFixed(1)} s`;
}

/** Of 1. */
export function percent(part) {
  if (!Number.isFinite(part)) return '–';
  return `${(part * 100).toFixed(part === 1 || part === 0 ? 0 : part < 0.1 || part > 0.99 ? 2 : 1)} %`;
}

/** 42 s, 5 min 3 s, 2 d. */
export function span(seconds) {
  const s = Math.max(0, Math.floor(seconds));
  if (s < 60) return `${s} s`;
  if (s < 3600) return inTwo(s, 60, 'min', 1, 's');
  return s < 86_400 ? inTwo(s, 3600, 'h', 60, 'min') : inTwo(s, 86_400, 'd', 3600, 'h');
}

function inTwo(seconds, large, largeName, small, smallName) {
  const rest = Math.floor((seconds % large) / small);
  return `${Math.floor(seconds / large)} ${largeName}${rest ? ` ${rest} ${smallName}` : ''}`;
}

/** The time of day, to the second. */
export function clock(date) {
  return date.toLocaleTimeString('en-GB');
}

function scaled(value, base, units) {
  let unit = 0;
  let rest = value;
  // What would be rounded up to the next unit belongs to it.
  while (rest >= base - 0.5 && unit < units.length - 1) {
    rest /= base;
    unit++;
  }
  return `${rest < 100 ? rest.toFixed(1) : WHOLE.format(rest)} ${units[unit]}`;
}

/** An element with attributes; children are elements or texts, never markup. */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
