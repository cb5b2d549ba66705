/** An event stream read with fetch: unlike EventSource it gives events of every type, and takes a key in a header. */

/** Makes events of the text of a stream, as the WHATWG standard has it. */
export class EventParser {
  #rest = '';
  #data = [];
  #type = '';
  #lastId = '';
  #onEvent;
  #onComment;
  #onRetry;

  constructor({ onEvent, onComment, onRetry }) {
    this.#onEvent = onEvent;
    this.#onComment = onComment;
    this.#onRetry = onRetry;
  }

  feed(text) {
    const all = this.#rest + text;
    // A carriage return at the end may be half a line break.
    const end = all.endsWith('\r') ? all.length - 1 : all.length;
    const lines = all.slice(0, end).split(/\r\n|\r|\n/);
    this.#rest = lines.pop() + all.slice(end);
    for (const line of lines) this.#take(line);
  }

  #take(line) {
    if (line === '') {
      this.#dispatch();
      return;
    }
    const colon = line.indexOf(':');
    if (colon === 0) {
      this.#onComment(line.slice(1).trim());
      return;
    }
    const name = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (name === 'data') this.#data.push(value);
    else if (name === 'event') this.#type = value;
    else if (name === 'id' && !value.includes('\0')) this.#lastId = value;
    else if (name === 'retry' && /^\d+$/.test(value)) this.#onRetry(Number(value));
  }

  #dispatch() {
    const data = this.#data.join('\n');
    const event = { type: this.#type || 'message', data, id: this.#lastId };
    const isEmpty = this.#data.length === 0;
    this.#data = [];
    this.#type = '';
    if (!isEmpty) this.#onEvent(event);
  }
}

/**
 * One stream over as many connections as it takes. Callbacks: onResume(lastId), awaited before a connection that goes on
 * after an id; onEvent(event); onDown(why, retryMs), before another try; onEnd(why), for good.
 */
export class ResumedStream {
  lastId = '';

  #url;
  #key;
  #tell;
  #retryMs = 3000;
  #connection = null;
  #waiting;
  #refusal = '';

  constructor(url, key, callbacks) {
    this.#url = url;
    this.#key = key;
    this.#tell = callbacks;
  }

  /** Opens a connection; after the last id, where there is one. */
  async connect() {
    clearTimeout(this.#waiting);
    this.cut();
    const connection = new AbortController();
    this.#connection = connection;
    try {
      await this.#read(connection);
      this.#lost(connection, this.#refusal || 'the server ended it');
    } catch (failure) {
      this.#lost(connection, failure.message);
    }
  }

  /** Breaks the connection off, and stays away. */
  cut() {
    clearTimeout(this.#waiting);
    const connection = this.#connection;
    this.#connection = null;
    connection?.abort();
  }

  async #read(connection) {
    if (this.lastId) await this.#tell.onResume(this.lastId);
    if (this.#connection !== connection) return;
    const headers = { Accept: 'text/event-stream' };
    if (this.#key) headers.Authorization = `Bearer ${this.#key}`;
    if (this.lastId) headers['Last-Event-ID'] = inBytes(this.lastId);
    const answer = await fetch(this.#url, { headers, cache: 'no-store', signal: connection.signal });
    if (answer.status !== 200) {
      const why = answer.status === 204 ? 'all its topics have ended' : await detail(answer);
      if (this.#connection === connection) {
        this.#connection = null;
        this.#tell.onEnd(why);
      }
      return;
    }
    this.#refusal = '';
    let isTold = false;
    const parser = new EventParser({
      onEvent: (event) => {
        isTold = true;
        this.#refusal = '';
        this.lastId = event.id;
        this.#tell.onEvent(event);
      },
      // A server that is full says so in a comment, and nothing else.
      onComment: (text) => (this.#refusal = isTold ? '' : text),
      onRetry: (ms) => (this.#retryMs = ms),
    });
    const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      // What was under way when the connection was cut is as lost as with a network that fails.
      if (done || this.#connection !== connection) return;
      parser.feed(value);
    }
  }

  #lost(connection, why) {
    if (this.#connection !== connection) return;
    this.#connection = null;
    this.#tell.onDown(why, this.#retryMs);
    this.#waiting = setTimeout(() => this.connect(), this.#retryMs);
  }
}

/** Headers carry bytes, and ids are UTF-8. */
function inBytes(text) {
  return String.fromCharCode(...new TextEncoder().encode(text));
}

async function detail(answer) {
  const problem = await answer.json().catch(() => ({}));
  return problem.detail ?? `the server answered ${answer.status}`;
}
