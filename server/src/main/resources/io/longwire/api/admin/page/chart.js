/** A line over the last minutes, of samples that come once a second. */

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 300;
const HEIGHT = 44;
/** The time that a chart shows: as much as there is, within these. */
const SHORTEST_MS = 60_000;
const LONGEST_MS = 5 * 60_000;
/** Between samples further apart than this something is missing, so there is no line. */
const GAP_MS = 2_600;

export class Chart {
  #label;
  #format;
  #samples = [];
  #svg = svg('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img' });
  #area = svg('path', { class: 'area' });
  #line = svg('path', { class: 'line' });
  #mark = svg('path', { class: 'mark' });
  #onPoint;

  /** `onPoint` is told the sample under the pointer, `{time, value}`, and null when there is none. */
  constructor(label, format, onPoint) {
    this.#label = label;
    this.#format = format;
    this.#onPoint = onPoint;
    this.#svg.append(this.#area, this.#line, this.#mark);
    this.#svg.addEventListener('pointermove', (event) => this.#point(event));
    this.#svg.addEventListener('pointerleave', () => this.#leave());
  }

  get element() {
    return this.#svg;
  }

  get highest() {
    return this.#samples.reduce((highest, { value }) => Math.max(highest, value), 0);
  }

  /** `time` in milliseconds, the server's; later than every earlier one, or it is left out. */
  add(time, value) {
    if (this.#samples.length && time <= this.#samples.at(-1).time) return;
    this.#samples.push({ time, value });
    while (this.#samples[0].time < time - LONGEST_MS) this.#samples.shift();
  }

  /** Milliseconds from the left edge to the right. */
  get span() {
    const samples = this.#samples;
    return Math.max(SHORTEST_MS, samples.length ? samples.at(-1).time - samples[0].time : 0);
  }

  draw() {
    const last = this.#samples.at(-1);
    if (!last) return;
    // A line along the ground stays within the picture, and a peak too.
    const top = this.highest * 1.1 || 1;
    const span = this.span;
    const x = (time) => round(WIDTH - ((last.time - time) / span) * WIDTH);
    const y = (value) => round(HEIGHT - 1 - (value / top) * (HEIGHT - 2));
    let line = '';
    let area = '';
    let before = null;
    for (const { time, value } of this.#samples) {
      const starts = !before || time - before.time > GAP_MS;
      if (starts && before) area += `L${x(before.time)} ${HEIGHT}Z`;
      line += `${starts ? 'M' : 'L'}${x(time)} ${y(value)}`;
      area += starts ? `M${x(time)} ${HEIGHT}L${x(time)} ${y(value)}` : `L${x(time)} ${y(value)}`;
      before = { time };
    }
    this.#line.setAttribute('d', line);
    this.#area.setAttribute('d', `${area}L${x(last.time)} ${HEIGHT}Z`);
    this.#svg.setAttribute(
      'aria-label',
      `${this.#label} over the last minutes: now ${this.#format(last.value)}, highest ${this.#format(this.highest)}`,
    );
  }

  #point(event) {
    const box = this.#svg.getBoundingClientRect();
    const last = this.#samples.at(-1);
    if (!last || !box.width) return;
    const wanted = last.time - (1 - (event.clientX - box.left) / box.width) * this.span;
    const distance = ({ time }) => Math.abs(time - wanted);
    const found = this.#samples.reduce((best, sample) => (distance(sample) < distance(best) ? sample : best));
    const at = round(WIDTH - ((last.time - found.time) / this.span) * WIDTH);
    this.#mark.setAttribute('d', `M${at} 0V${HEIGHT}`);
    this.#onPoint(found);
  }

  #leave() {
    this.#mark.removeAttribute('d');
    this.#onPoint(null);
  }
}

function round(value) {
  return Math.round(value * 10) / 10;
}

function svg(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
