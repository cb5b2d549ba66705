/** Numbers and times as people read them, and elements made from text. */

const WHOLE = new Intl.NumberFormat('en');

export function count(value) {
  return WHOLE.format(value);
}

/** An estimate, in US dollars. */
export function cost(dollars) {
  if (dollars === 0) return 'no cost';
  if (dollars < 0.001) return 'less than $0.001';
  return `about $${dollars.toFixed(dollars < 0.1 ? 3 : 2)}`;
}

/** Of a million tokens, in US dollars. */
export function price(dollars) {
  return `$${dollars.toFixed(Number.isInteger(dollars) ? 0 : 2)}`;
}

export function usage({ input_tokens: input, output_tokens: output, estimated_cost: estimate }) {
  return `${count(input)} tokens read, ${count(output)} written, ${cost(estimate)}`;
}

/** Today's times by the clock, this year's days without the year. */
export function when(instant, now = new Date()) {
  const date = new Date(instant);
  if (date.toDateString() === now.toDateString()) return date.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  const year = date.getFullYear() === now.getFullYear() ? undefined : 'numeric';
  return date.toLocaleDateString([], { day: 'numeric', month: 'short', year });
}

/** 0:42, 12:05, 1:02:05. */
export function clock(millis) {
  const seconds = Math.max(0, Math.floor(millis / 1000));
  const pair = (value) => String(value).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${pair(minutes)}:${pair(seconds % 60)}` : `${minutes}:${pair(seconds % 60)}`;
}

/** "in 3 minutes", coarse enough to be read out. */
export function wait(seconds) {
  if (seconds <= 90) return seconds === 1 ? '1 second' : `${seconds} seconds`;
  const minutes = Math.ceil(seconds / 60);
  return minutes < 90 ? `${minutes} minutes` : `${Math.ceil(minutes / 60)} hours`;
}

/** The language of a code, in English. */
export function language(code) {
  try {
    return new Intl.DisplayNames('en', { type: 'language' }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** An element with attributes and properties of its own; children are elements or texts, never markup. */
export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) made.setAttribute(key, '');
    else if (value !== false && value !== null && value !== undefined) made.setAttribute(key, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ''));
  return made;
}

export const byId = (id) => document.getElementById(id);

/** A bar without a value is one of which nobody can tell how long it takes. */
export function showShare(bar, share) {
  if (share === null) bar.removeAttribute('value');
  else bar.value = share;
}

export function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}
