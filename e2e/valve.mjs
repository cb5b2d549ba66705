import { createServer, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

/** Between two events of an answer that flows. */
const GAP_MS = 8;

/**
 * Stands between the summarizer and the providers of models, and lets through as many events of an answer as a test says, so that
 * a text is in the middle for as long as the test needs it. Answers about videos without a limit flow freely.
 */
export class Valve {
  #server;
  #port;
  #limits = new Map();
  #waiting = new Set();

  /** @param upstreamPort where the providers are */
  static async start(upstreamPort) {
    const valve = new Valve();
    valve.#port = upstreamPort;
    valve.#server = createServer((asked, answer) => valve.#pass(asked, answer).catch(() => answer.destroy()));
    await new Promise((resolve, reject) => valve.#server.once('error', reject).listen(0, '127.0.0.1', resolve));
    return valve;
  }

  get port() {
    return this.#server.address().port;
  }

  /** Answers about this video stop after so many events, or go on until there; Infinity: to their end. */
  limit(video, events) {
    this.#limits.set(video, events);
    for (const go of this.#waiting) go();
    this.#waiting.clear();
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #pass(asked, answer) {
    const chunks = [];
    for await (const chunk of asked) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const video = /v\d{10}/.exec(body.toString('utf8'))?.[0] ?? '';
    const upstream = await new Promise((resolve, reject) => {
      const { method, url: path, headers } = asked;
      request({ port: this.#port, host: '127.0.0.1', method, path, headers }, resolve).once('error', reject).end(body);
    });
    for (const name of ['content-type', 'retry-after']) if (upstream.headers[name]) answer.setHeader(name, upstream.headers[name]);
    answer.writeHead(upstream.statusCode);
    let rest = '';
    let passed = 0;
    for await (const text of upstream.setEncoding('utf8')) {
      const events = (rest + text).split('\n\n');
      rest = events.pop();
      for (const event of events) {
        while (passed >= (this.#limits.get(video) ?? Infinity)) await new Promise((resolve) => this.#waiting.add(resolve));
        if (answer.destroyed) return;
        answer.write(`${event}\n\n`);
        passed++;
        if (this.#limits.has(video)) await pause(GAP_MS);
      }
    }
    answer.end(rest);
  }
}
