/** One EventSource for all that the page shows: a browser has six connections to a host, and other tabs want theirs. */

const TYPES = ['token', 'progress', 'restart', 'done', 'failed', 'summary_progress', 'summary_complete', 'system'];
/** Heartbeats come every 30 s unless the server is set otherwise; a stream silent for longer is of a network that went away. */
const SILENCE_MS = 90_000;
/** A page that nobody looks at gives its connection back; it goes on where it was as soon as somebody does. */
const HIDDEN_MS = 5_000;
const RETRY_MS = [1000, 2000, 4000, 8000, 15_000];

export class Feed {
  #tell;
  #topics = [];
  #lastId = null;
  #source = null;
  #silence = 0;
  #hiding = 0;
  #retry = 0;
  #failures = 0;

  /**
   * `onEvent(type, data, id)` for what is published; `onConnected()` and `onResync()`; `onLink(isUp)` when the connection comes
   * or goes; `onRefused()` when the browser has given up, as it does at any answer that is no stream.
   */
  constructor(tell) {
    this.#tell = tell;
    document.addEventListener('visibilitychange', () => this.#visibility());
    addEventListener('online', () => this.#reopen());
    addEventListener('pageshow', ({ persisted }) => persisted && this.#reopen());
    addEventListener('pagehide', () => this.#close());
  }

  /** Reads these topics from now on, beginning with what came after the event of this id; none: with what comes next. */
  follow(topics, afterId) {
    this.#topics = topics;
    this.#lastId = afterId;
    this.#failures = 0;
    this.#open();
  }

  #open() {
    this.#close();
    const query = new URLSearchParams(this.#topics.map((topic) => ['topic', topic]));
    query.set('heartbeat', 'event');
    if (this.#lastId) query.set('lastEventId', this.#lastId);
    const source = new EventSource(`sse?${query}`);
    this.#source = source;
    const on = (type, take) => source.addEventListener(type, (event) => {
      // One that was closed may have events under way.
      if (this.#source !== source) return;
      if (event.lastEventId) this.#lastId = event.lastEventId;
      this.#listenForSilence();
      take(event);
    });
    on('connected', () => {
      this.#failures = 0;
      this.#tell.onLink(true);
      this.#tell.onConnected();
    });
    on('resync', () => this.#tell.onResync());
    for (const type of ['heartbeat', 'position', 'end']) on(type, () => {});
    for (const type of TYPES) on(type, ({ data, lastEventId }) => this.#tell.onEvent(type, JSON.parse(data), lastEventId));
    source.addEventListener('error', () => this.#source === source && this.#lost(source));
    this.#listenForSilence();
  }

  #lost(source) {
    this.#tell.onLink(false);
    if (source.readyState !== EventSource.CLOSED) return;
    this.#tell.onRefused();
    const wait = RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)];
    this.#retry = setTimeout(() => this.#open(), wait * (0.75 + Math.random() / 2));
  }

  #close() {
    clearTimeout(this.#retry);
    clearTimeout(this.#silence);
    this.#source?.close();
    this.#source = null;
  }

  #reopen() {
    if (this.#topics.length > 0) this.#open();
  }

  #listenForSilence() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#reopen(), SILENCE_MS);
  }

  #visibility() {
    clearTimeout(this.#hiding);
    if (document.hidden) this.#hiding = setTimeout(() => this.#close(), HIDDEN_MS);
    else if (this.#source === null) this.#reopen();
  }
}
