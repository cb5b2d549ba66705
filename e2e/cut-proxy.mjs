import { readFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { extname } from 'node:path';

const HEAD_END = '\r\n\r\n';
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript; charset=utf-8' };

/**
 * A network that can fail, between clients and the server. It passes bytes through untouched, keeps a record of every request,
 * and can cut what is open, refuse what comes, change the server behind it and add recorded bytes to open streams. The test page
 * and the modules it imports come from the proxy itself, so that to the browser page and streams are of one origin.
 */
export class CutProxy {
  /** Every request for the server, in order: `{path, lastEventId, status}`; status is 0 until the answer begins. */
  requests = [];
  /** Connections turned away while refusing. */
  refused = 0;

  #upstreamPort;
  #listener;
  #links = new Set();
  #refusing = false;
  #cutFrom = Infinity;
  #watchers = [];

  static async start(server) {
    const proxy = new CutProxy();
    proxy.target(server);
    proxy.#listener = createServer((client) => proxy.#accept(client));
    await new Promise((resolve, reject) => {
      proxy.#listener.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return proxy;
  }

  /** Starts a proxy that ends with the test `t`. */
  static async startFor(t, server) {
    const proxy = await CutProxy.start(server);
    t.after(() => proxy.close());
    return proxy;
  }

  url(path) {
    return `http://127.0.0.1:${this.#listener.address().port}${path}`;
  }

  requestsFor(path) {
    return this.requests.filter((request) => request.path === path);
  }

  target(server) {
    this.#upstreamPort = server.port;
  }

  /** Resets every open connection. */
  cut() {
    for (const link of this.#links) {
      link.client.resetAndDestroy();
      link.upstream?.destroy();
    }
  }

  /** An outage: resets every open connection and every one that comes until `accept()`. */
  refuse() {
    this.#refusing = true;
    this.cut();
  }

  accept() {
    this.#refusing = false;
  }

  /** Ends a stream in the middle of the next piece of at least `length` bytes that the server sends on it. */
  cutInside(length) {
    this.#cutFrom = length;
  }

  /** The next piece of a stream, as it comes from the server: chunk framing, encoding and all. */
  nextPiece() {
    return new Promise((resolve) => this.#watchers.push(resolve));
  }

  /** Writes `bytes` to every open stream, as if the server had sent them. */
  inject(bytes) {
    for (const link of this.#links) if (link.isStream) link.client.write(bytes);
  }

  async close() {
    this.cut();
    await new Promise((resolve) => this.#listener.close(resolve));
  }

  #accept(client) {
    client.on('error', () => {});
    if (this.#refusing) {
      this.refused++;
      client.resetAndDestroy();
      return;
    }
    const link = { client, upstream: null, isStream: false, unanswered: [] };
    this.#links.add(link);
    client.on('close', () => {
      this.#links.delete(link);
      link.upstream?.destroy();
    });
    let unread = Buffer.alloc(0);
    client.on('data', (bytes) => {
      unread = Buffer.concat([unread, bytes]);
      for (let end; (end = unread.indexOf(HEAD_END)) >= 0; unread = unread.subarray(end + HEAD_END.length)) {
        this.#take(link, unread.subarray(0, end + HEAD_END.length));
      }
    });
  }

  #take(link, head) {
    const text = head.toString('utf8');
    const path = text.split(' ', 2)[1];
    if (!text.startsWith('GET ')) throw new Error(`the proxy carries GET only, not ${text}`);
    if (path === '/page.html' || path.startsWith('/modules/')) {
      serveOwnFile(link.client, path);
      return;
    }
    const request = { path, lastEventId: /^last-event-id: *(.*?) *$/im.exec(text)?.[1] ?? null, status: 0 };
    this.requests.push(request);
    link.unanswered.push(request);
    link.upstream ??= this.#dial(link);
    link.upstream.write(head);
  }

  #dial(link) {
    const upstream = connect(this.#upstreamPort, '127.0.0.1');
    upstream.on('error', () => {});
    upstream.on('close', (hadError) => (hadError ? link.client.resetAndDestroy() : link.client.end()));
    upstream.on('data', (bytes) => this.#giveBack(link, bytes));
    return upstream;
  }

  #giveBack(link, bytes) {
    const answer = /^HTTP\/1\.1 (\d{3}) /.exec(bytes.subarray(0, 16).toString('latin1'));
    if (answer && link.unanswered.length > 0) {
      link.unanswered.shift().status = Number(answer[1]);
      link.isStream = /^content-type: *text\/event-stream/im.test(bytes.toString('latin1'));
    } else if (link.isStream) {
      for (const watcher of this.#watchers.splice(0)) watcher(bytes);
      if (bytes.length >= this.#cutFrom) {
        this.#cutFrom = Infinity;
        link.upstream.removeAllListeners('data').destroy();
        link.client.write(bytes.subarray(0, bytes.length / 2), () => link.client.destroy());
        return;
      }
    }
    link.client.write(bytes);
  }
}

async function serveOwnFile(client, path) {
  // Bundlers resolve imports without an extension; a browser does not.
  const name = extname(path) ? path : `${path}.js`;
  const file = new URL(name.replace(/^\/modules\//, 'node_modules/').replace(/^\//, ''), import.meta.url);
  let body;
  let status = '200 OK';
  try {
    body = await readFile(file);
  } catch {
    body = Buffer.from(`no file ${name}`);
    status = '404 Not Found';
  }
  const type = TYPES[extname(name)] ?? 'text/plain';
  client.write(`HTTP/1.1 ${status}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\nConnection: close${HEAD_END}`);
  client.end(body);
}
