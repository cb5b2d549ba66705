import { connect } from 'node:net';
import { until } from '../until.mjs';

/** Many streams of one topic over bare sockets, whose events are the numbers 0, 1, 2 … and are checked as they come. */
export class Streams {
  #streams = [];

  /** Opens `count` streams that end with the test `t`, each after its `connected`; the n-th comes from `addressOf(n)`. */
  static async openFor(t, port, topic, count, addressOf = () => '127.0.0.1') {
    const all = new Streams();
    t.after(() => all.#streams.forEach(({ socket }) => socket.destroy()));
    for (let open = 0; open < count; open += 50) {
      for (let n = open; n < Math.min(count, open + 50); n++) all.#open(port, topic, addressOf(n));
      await until(`${all.#streams.length} streams`, () => all.#streams.every(({ connected }) => connected), 60_000);
    }
    return all;
  }

  #open(port, topic, localAddress) {
    const socket = connect({ port, host: '127.0.0.1', localAddress });
    const stream = { socket, connected: false, next: 0, problem: null, rest: '' };
    stream.socket.setEncoding('latin1').write(`GET /sse?topic=${encodeURIComponent(topic)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
    stream.socket.on('data', (text) => take(stream, text));
    stream.socket.on('error', (error) => (stream.problem ??= error.message));
    stream.socket.on('close', () => (stream.problem ??= 'closed'));
    this.#streams.push(stream);
  }

  /** Waits until every stream was given each number below `count` once, in order, and nothing else. */
  async haveAll(count, ms = 30_000) {
    try {
      await until(`${count} events on every stream`, () => this.problems().length > 0 || this.#streams.every(({ next }) => next === count), ms);
    } catch (cause) {
      throw new Error(`${cause.message}; the slowest has ${Math.min(...this.#streams.map(({ next }) => next))}`, { cause });
    }
    if (this.problems().length > 0) throw new Error(`${this.problems().length} streams failed, first: ${this.problems()[0]}`);
  }

  problems() {
    return this.#streams.map(({ problem }) => problem).filter(Boolean);
  }
}

function take(stream, text) {
  const lines = (stream.rest + text).split('\n');
  stream.rest = lines.pop();
  for (const line of lines) {
    if (line === 'event: connected') stream.connected = true;
    else if (line.startsWith('event: ')) stream.problem ??= `${line} after ${stream.next} events`;
    else if (/^data: \d/.test(line)) {
      if (Number.parseInt(line.slice(6), 10) !== stream.next) stream.problem ??= `${line.slice(0, 40)} instead of ${stream.next}`;
      stream.next++;
    }
  }
}
