/** The head of the page and its tiles: the server's own numbers, from the stream of its topic longwire/stats. */

import { Chart } from './chart.js';
import { startConsole } from './console.js';
import { bytes, clock, count, el, millis, percent, span } from './format.js';
import { startPublish } from './publish.js';
import { startTables } from './tables.js';

const FEED = 'sse?topic=longwire/stats&last=300';
const RETRY_MS = 3_000;
const QUIET_MS = 3_500;

/** What a tile shows: its chart's value, and a line of words. */
const TILES = [
  ['connections', 'Connections', (s) => s.connections.active, count, (s) => `of ${count(s.connections.max)}`],
  ['deliveries', 'Deliveries / s', (s) => s.per_second.deliveries, count, (s) => `${count(s.totals.deliveries)} in all`],
  ['events', 'Events / s', (s) => s.per_second.events, count, (s) => `${count(s.totals.events)} in all`],
  ['bytes', 'Sent / s', (s) => s.per_second.bytes, bytes, (s) => `${bytes(s.totals.bytes)} in all`],
  ['p99', 'Latency p99', (s) => s.latency_ms.p99, millis, (s) => `p50 ${millis(s.latency_ms.p50)}, last minute`],
  ['cpu', 'CPU', (s) => s.cpu_cores, (v) => `${v.toFixed(2)}`, () => 'cores in use'],
  ['heap', 'Heap', (s) => s.memory.heap_bytes, bytes, (s) => `${bytes(s.memory.heap_live_bytes)} live of ${bytes(s.memory.heap_max_bytes)}`],
  ['log', 'Log', (s) => s.log.bytes / s.log.max_bytes, percent, (s) => `${bytes(s.log.bytes)} of ${bytes(s.log.max_bytes)}`],
];

const TOTALS = [
  ['Success rate', (s) => percent(s.success_rate)],
  ['Behind', (s) => count(s.connections.lagging)],
  ['Accepted', (s) => count(s.connections.accepted)],
  ['Refused', (s) => count(s.connections.refused)],
  ['Closed', (s) => count(s.connections.closed)],
  ['Waiting publishes', (s) => count(s.pending_publishes)],
  ['Events held', (s) => count(s.log.events)],
  ['Topics', (s) => count(s.log.topics)],
  ['Memory outside the heap', (s) => bytes(s.memory.direct_bytes)],
];

const byId = (id) => document.getElementById(id);

class Tile {
  #read;
  #format;
  #words;
  #chart;
  #value = el('span', { class: 'value' }, '–');
  #note = el('span', { class: 'note' });
  #peak = el('span', { class: 'note' });
  #says = '';
  #pointed = null;

  constructor([name, label, read, format, words]) {
    this.#read = read;
    this.#format = format;
    this.#words = words;
    this.#chart = new Chart(label, format, (sample) => {
      this.#pointed = sample && `${clock(new Date(sample.time))}: ${format(sample.value)}`;
      this.#say();
    });
    this.element = el(
      'article', { class: 'panel tile', 'data-tile': name },
      el('h3', {}, label), this.#peak, this.#value, this.#chart.element, this.#note,
    );
  }

  add(time, stats) {
    this.#chart.add(time, this.#read(stats));
  }

  get span() {
    return this.#chart.span;
  }

  show(stats) {
    this.#value.textContent = this.#format(this.#read(stats));
    this.#peak.textContent = `highest ${this.#format(this.#chart.highest)}`;
    this.#says = this.#words(stats);
    this.#say();
    this.#chart.draw();
  }

  #say() {
    this.#note.textContent = this.#pointed ?? this.#says;
  }
}

class Board {
  #tiles = TILES.map((tile) => new Tile(tile));
  #totals = TOTALS.map(([label, read]) => ({ read, cell: el('dd', {}, '–'), label }));
  #latest = null;
  #latestAt = 0;
  #drawing = false;

  constructor() {
    byId('tiles').append(...this.#tiles.map((tile) => tile.element));
    byId('totals').append(...this.#totals.map(({ label, cell }) => el('div', {}, el('dt', {}, label), cell)));
    setInterval(() => this.#checkQuiet(), 1000);
  }

  /** Many come at once at the beginning, so that drawing waits for the next frame. */
  take(stats) {
    const time = Date.parse(stats.time);
    for (const tile of this.#tiles) tile.add(time, stats);
    this.#latest = stats;
    this.#latestAt = performance.now();
    if (!this.#drawing) {
      this.#drawing = true;
      requestAnimationFrame(() => this.#draw());
    }
  }

  #draw() {
    this.#drawing = false;
    const stats = this.#latest;
    for (const tile of this.#tiles) tile.show(stats);
    for (const { read, cell } of this.#totals) cell.textContent = read(stats);
    byId('charts-span').textContent = `last ${span(this.#tiles[0].span / 1000)}`;
    byId('uptime').textContent = span(stats.uptime_seconds);
    byId('as-of').textContent = clock(new Date(stats.time));
    level(stats.status, stats.status);
  }

  #checkQuiet() {
    if (this.#latest && performance.now() - this.#latestAt > QUIET_MS) level('unknown', 'no news');
  }
}

function level(name, text) {
  const pill = byId('status');
  // It is read out when it changes, so not once a second.
  if (pill.textContent !== text) pill.textContent = text;
  pill.dataset.level = name;
}

/** The browser's own EventSource reconnects by itself, unless an answer was no stream at all. */
function follow(board) {
  const source = new EventSource(FEED);
  source.addEventListener('stats', (event) => board.take(JSON.parse(event.data)));
  source.addEventListener('open', () => inform());
  source.addEventListener('error', () => {
    level('unknown', 'reconnecting');
    if (source.readyState === EventSource.CLOSED) setTimeout(follow, RETRY_MS, board);
  });
}

const informed = [startConsole(), startPublish()];

async function inform() {
  const answer = await fetch('ops/info').catch(() => null);
  if (!answer?.ok) return;
  const info = await answer.json();
  byId('version').textContent = info.version;
  byId('log-tag').textContent = info.log;
  for (const take of informed) take(info);
}

startTables();
follow(new Board());
