/** The console: reads topics, shows what arrives, and lets one see a connection break and the stream resume. */

import { clock, count, el } from './format.js';
import { ResumedStream } from './stream.js';

const MAX_ROWS = 300;
const MAX_SHOWN_CHARS = 4_000;
const NOTICES = new Set(['connected', 'resync', 'end', 'position', 'heartbeat', 'ping']);
const ID = /^(\d+)-(\d+)-(\w+)$/;

const byId = (id) => document.getElementById(id);

class Console {
  #stream = null;
  #topic = '';
  #events = 0;
  /** Of the connection that is open, where it resumed: the id, the newest id of the log then, and what came up to that. */
  #resumed = null;
  #paused = null;

  constructor() {
    byId('console-form').addEventListener('submit', (event) => {
      event.preventDefault();
      if (this.#stream) this.#disconnect();
      else this.#connect();
    });
    byId('drop').addEventListener('click', () => this.#drop());
    byId('reconnect').addEventListener('click', () => this.#resume());
    byId('pause').addEventListener('click', () => this.#pause());
    byId('clear').addEventListener('click', () => byId('console-events').replaceChildren());
    byId('console-begin').addEventListener('change', () => this.#fields());
    document.addEventListener('read-topic', ({ detail }) => {
      byId('console-topics').value = detail;
      if (this.#stream) this.#disconnect();
      this.#connect();
      byId('console').scrollIntoView({ block: 'nearest' });
    });
    this.#fields();
  }

  inform({ read }) {
    const open = read.topics.join(', ');
    byId('console-access').textContent = read.access === 'open'
      ? 'every topic is open'
      : `open to all: ${open || 'nothing'}${read.access === 'key' ? '; the rest with a key' : '; no key is set for the rest'}`;
  }

  #fields() {
    const begin = byId('console-begin').value;
    const from = byId('console-from');
    from.disabled = begin === 'live' || begin === 'earliest';
    from.required = !from.disabled;
    if (begin === 'last' && !/^\d+$/.test(from.value)) from.value = '20';
  }

  #connect() {
    const topics = byId('console-topics').value.split('\n').map((line) => line.trim()).filter(Boolean);
    const query = new URLSearchParams(topics.map((topic) => ['topic', topic]));
    const begin = byId('console-begin').value;
    const from = byId('console-from').value.trim();
    if (begin === 'last') query.set('last', from);
    if (begin === 'after') query.set('lastEventId', from);
    if (begin === 'earliest') query.set('lastEventId', 'earliest');
    this.#topic = topics.length === 1 && !topics[0].includes('*') ? topics[0] : '';
    this.#events = 0;
    this.#resumed = null;
    this.#stream = new ResumedStream(`sse?${query}`, byId('console-key').value, {
      onResume: (lastId) => this.#noteResume(lastId),
      onEvent: (event) => this.#take(event),
      onDown: (why, retryMs) => this.#down(why, retryMs),
      onEnd: (why) => this.#end(why),
    });
    this.#say('Connecting…');
    this.#buttons('open');
    this.#stream.connect();
  }

  #disconnect() {
    this.#stream.cut();
    this.#stream = null;
    this.#say('Not connected.');
    this.#buttons('closed');
  }

  #drop() {
    this.#stream.cut();
    const after = this.#stream.lastId || 'no event yet';
    this.#mark('cut', `connection dropped after ${after}`);
    this.#say(`Dropped after ${after}. What is published now comes with “Reconnect”.`);
    this.#buttons('dropped');
  }

  #resume() {
    this.#buttons('open');
    this.#stream.connect();
  }

  /** Asks for the newest id first: what has an id up to that came while there was no connection. */
  async #noteResume(after) {
    const answer = await fetch('ops/info');
    const { newest_id: newest } = await answer.json();
    this.#resumed = { after, newest, came: 0, lost: '', isConfirmed: false };
  }

  #down(why, retryMs) {
    this.#mark('cut', `connection lost: ${why}`);
    this.#say(`Connection lost (${why}); again in ${(retryMs / 1000).toFixed(1)} s.`);
  }

  #end(why) {
    this.#mark('cut', `closed: ${why}`);
    this.#stream = null;
    this.#say(`Closed: ${why}`);
    this.#buttons('closed');
  }

  #take(event) {
    const isNotice = NOTICES.has(event.type);
    const came = !isNotice && this.#resumed && isUpTo(event.id, this.#resumed.newest);
    if (came) this.#resumed.came++;
    // The position that the server starts from; that of a publisher's own id reads otherwise.
    if (event.type === 'connected' && this.#resumed) this.#resumed.isConfirmed = event.id === this.#resumed.after || !ID.test(this.#resumed.after);
    if (event.type === 'resync' && this.#resumed) this.#resumed.lost = JSON.parse(event.data).reason;
    if (!isNotice) this.#events++;
    const kind = came ? 'came' : event.type === 'resync' ? 'cut' : isNotice ? 'notice' : 'event';
    this.#add(row(kind, event.id, isNotice ? '' : this.#topic, event.type, event.data));
    this.#sayOpen();
  }

  #sayOpen() {
    const resumed = this.#resumed;
    if (!resumed) {
      this.#say(`Connected, ${count(this.#events)} events.`);
      return;
    }
    let gap = resumed.isConfirmed ? ', none missing' : '';
    if (resumed.lost) gap = `; the server says that something may be missing (${resumed.lost})`;
    this.#say(`Resumed after ${resumed.after}: ${count(resumed.came)} came meanwhile${gap}. ${count(this.#events)} events.`);
  }

  #mark(kind, text) {
    this.#add(row(kind, '', '', '', text));
  }

  /** Newest first; while paused, aside. */
  #add(made) {
    const into = this.#paused ?? byId('console-events');
    into.prepend(made);
    while (into.childElementCount > MAX_ROWS) into.lastElementChild.remove();
    if (this.#paused) this.#pauseText();
  }

  #pause() {
    if (this.#paused) {
      const body = byId('console-events');
      body.prepend(this.#paused);
      while (body.childElementCount > MAX_ROWS) body.lastElementChild.remove();
      this.#paused = null;
    } else {
      this.#paused = document.createDocumentFragment();
    }
    byId('pause').setAttribute('aria-pressed', String(this.#paused !== null));
    this.#pauseText();
  }

  #pauseText() {
    byId('pause').textContent = this.#paused ? `Go on (${this.#paused.childElementCount} new)` : 'Pause';
  }

  #say(text) {
    byId('console-status').textContent = text;
  }

  #buttons(state) {
    byId('connect').textContent = state === 'closed' ? 'Connect' : 'Disconnect';
    byId('drop').disabled = state !== 'open';
    byId('reconnect').disabled = state !== 'dropped';
    byId('pause').disabled = state === 'closed' && this.#paused === null;
    for (const id of ['console-topics', 'console-begin', 'console-key']) byId(id).disabled = state !== 'closed';
    if (state === 'closed') this.#fields();
    else byId('console-from').disabled = true;
  }
}

/** Of two ids of one log: whether the first is not younger. A publisher's own id says nothing of when it came. */
function isUpTo(id, newest) {
  const [one, other] = [ID.exec(id), ID.exec(newest)];
  if (!one || !other || one[3] !== other[3]) return false;
  return Number(one[1]) < Number(other[1]) || (one[1] === other[1] && Number(one[2]) <= Number(other[2]));
}

function row(kind, id, topic, type, data) {
  const shown = data.length > MAX_SHOWN_CHARS ? `${data.slice(0, MAX_SHOWN_CHARS)}… (${count(data.length)} characters)` : data;
  return el(
    'tr', { class: kind },
    el('td', { class: 'mono' }, clock(new Date())),
    el('td', { class: 'mono' }, id),
    el('td', { class: 'long' }, topic),
    el('td', {}, type),
    el('td', { class: 'data mono' }, shown),
  );
}

/** Gives back who is to be told what the server allows. */
export function startConsole() {
  const made = new Console();
  return (info) => made.inform(info);
}
