import { connect, createServer } from 'node:net';

/** A network between a browser and a server that takes every kind of request through, and can go away. */
export class Wire {
  #listener;
  #links = new Set();
  #isDown = false;

  /** Starts one that ends with the test `t`. */
  static async startFor(t, server) {
    const wire = new Wire();
    wire.#listener = createServer((client) => wire.#accept(client, server.port));
    await new Promise((resolve, reject) => wire.#listener.once('error', reject).listen(0, '127.0.0.1', resolve));
    t.after(() => {
      wire.down();
      wire.#listener.close();
    });
    return wire;
  }

  get port() {
    return this.#listener.address().port;
  }

  url(path) {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  /** How many connections are open. */
  get open() {
    return this.#links.size;
  }

  /** Resets what is open, and what comes until `up()`. */
  down() {
    this.#isDown = true;
    for (const client of this.#links) client.resetAndDestroy();
  }

  up() {
    this.#isDown = false;
  }

  #accept(client, port) {
    client.on('error', () => {});
    if (this.#isDown) {
      client.resetAndDestroy();
      return;
    }
    this.#links.add(client);
    const upstream = connect(port, '127.0.0.1').on('error', () => client.destroy());
    client.on('close', () => {
      this.#links.delete(client);
      upstream.destroy();
    });
    client.pipe(upstream).pipe(client);
  }
}
