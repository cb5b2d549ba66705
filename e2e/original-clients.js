// The clients of the original application, as they behave: three generations, which differ in where they look for heartbeats
// and how long they wait for one. Runs in the test page; times are in seconds of the original, `second` ms long here.

const GENERATIONS = {
  // The newest: an unnamed event whose JSON says so. Inflates what is compressed.
  newest: { interval: 60, tries: 10, hears: (client) => client.onUnnamed('heartbeat', () => client.beat()) },
  // The one between: an event named heartbeat.
  middle: { interval: 45, tries: 10, jitter: true, hears: (client) => client.onNamed('heartbeat', () => client.beat()) },
  // The oldest: an event named ping.
  oldest: { interval: 60, tries: 5, hears: (client) => client.onNamed('ping', () => client.beat()) },
};
const EVENT_TYPES = ['summary_progress', 'summary_complete', 'system', 'test', 'admin'];
const BACK_OFF = [1, 2, 4, 8, 16, 30];

class OriginalClient {
  // What the tests read.
  events = [];
  connected = [];
  heartbeats = 0;
  reconnects = [];
  gaveUp = false;

  #path;
  #generation;
  #second;
  #source;
  #failures = 0;
  #lastBeat;
  #watchdog;
  #unnamed = new Map();

  constructor(path, generation, second) {
    this.#path = path;
    this.#generation = GENERATIONS[generation];
    this.#second = second;
    this.#connect();
  }

  #connect() {
    const source = new EventSource(this.#path);
    this.#source = source;
    this.#lastBeat = Date.now();
    source.onopen = () => {
      this.#failures = 0;
      this.#lastBeat = Date.now();
    };
    source.onerror = () => this.#reconnect('error');
    source.onmessage = (event) => this.#take(null, event.data);
    for (const type of EVENT_TYPES) source.addEventListener(type, (event) => this.#take(type, event.data));
    source.addEventListener('connected', (event) => this.connected.push(JSON.parse(event.data)));
    this.#generation.hears(this);
    clearInterval(this.#watchdog);
    this.#watchdog = setInterval(() => this.#check(), this.#generation.interval * this.#second);
  }

  onNamed(type, handler) {
    this.#source.addEventListener(type, handler);
  }

  onUnnamed(type, handler) {
    this.#unnamed.set(type, handler);
  }

  beat() {
    this.heartbeats++;
    this.#lastBeat = Date.now();
  }

  async #take(name, text) {
    const data = JSON.parse(text.startsWith('H4sI') ? await inflate(text) : text);
    const type = name ?? data.type;
    if (name === null && this.#unnamed.has(type)) {
      this.#unnamed.get(type)(data);
    } else if (type !== 'heartbeat') {
      this.events.push({ type, data });
    }
  }

  #check() {
    if (Date.now() - this.#lastBeat > 2 * this.#generation.interval * this.#second) this.#reconnect('no heartbeat');
  }

  #reconnect(why) {
    this.close();
    this.reconnects.push(why);
    if (this.#failures >= this.#generation.tries) {
      this.gaveUp = true;
      return;
    }
    const seconds = BACK_OFF[Math.min(this.#failures++, BACK_OFF.length - 1)];
    const jitter = this.#generation.jitter ? 0.5 + Math.random() : 1;
    setTimeout(() => this.#connect(), seconds * jitter * this.#second);
  }

  close() {
    clearInterval(this.#watchdog);
    this.#source.close();
  }

  seen() {
    const { events, connected, heartbeats, reconnects, gaveUp } = this;
    return { events, connected, heartbeats, reconnects, gaveUp };
  }
}

async function inflate(base64) {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).text();
}

const originals = [];

function startOriginal(path, generation, second) {
  return originals.push(new OriginalClient(path, generation, second)) - 1;
}
