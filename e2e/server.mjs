import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from './until.mjs';

const JAR = process.env.LONGWIRE_JAR ?? fileURLToPath(new URL('../server/target/longwire.jar', import.meta.url));
const JAVA = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** The address, on the server or on the proxy in front of it, of a stream of one topic. */
export function streamPath(topic, parameters = {}) {
  return `/sse?${new URLSearchParams({ topic, ...parameters })}`;
}

/** One server process, in trial mode unless other arguments are given, ready to take streams. */
export class Server {
  #child;
  #exited;
  #jar;
  #output = '';

  static async start(settings = {}, args = ['--dev'], jar = JAR) {
    if (!existsSync(jar)) throw new Error(`${jar} is missing: build it first`);
    const server = new Server();
    server.#jar = jar;
    server.port = await freePort();
    await server.#spawnReady(settings, args);
    return server;
  }

  /** Starts a server that ends with the test `t`. */
  static async startFor(t, settings) {
    const server = await Server.start(settings);
    t.after(() => server.kill());
    return server;
  }

  /** Starts another process on the port of the one that has ended. */
  restart(settings = {}, args = ['--dev']) {
    return this.#spawnReady(settings, args);
  }

  async #spawnReady(settings, args) {
    this.#spawn(settings, args);
    try {
      await until('the server to become ready', () => this.#isReady(), 30_000);
    } catch (cause) {
      await this.kill();
      throw new Error(`${cause.message}; the server said:\n${this.#output}`, { cause });
    }
  }

  #spawn(settings, args) {
    const env = { ...process.env, SSE_PORT: String(this.port), SSE_ADMIN_PORT: '0', ...settings };
    this.#child = spawn(JAVA, ['-jar', this.#jar, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(this.#child);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (this.#output += text));
    }
    this.#exited = new Promise((resolve, reject) => {
      this.#child.once('error', reject).once('exit', resolve);
    });
    this.#exited.catch(() => {}).finally(() => running.delete(this.#child));
  }

  async #isReady() {
    if (this.#child.exitCode !== null) throw new Error(`the server ended at once with ${this.#child.exitCode}`);
    return fetch(this.url('/healthz')).then((answer) => answer.ok, () => false);
  }

  get pid() {
    return this.#child.pid;
  }

  async health() {
    return (await fetch(this.url('/sse/health'))).json();
  }

  url(path) {
    return `http://127.0.0.1:${this.port}${path}`;
  }

  /** Publishes one event (an object) or one atomic batch (an array); gives back its id or ids. */
  async publish(body) {
    const answer = await fetch(this.url('/publish'), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(`publishing was answered ${answer.status}: ${text}`);
    const { id, ids } = JSON.parse(text);
    return Array.isArray(body) ? ids : id;
  }

  /** Asks for an orderly shutdown, and does not wait for it. */
  beginStop() {
    this.#child.kill('SIGTERM');
  }

  /** Waits until it has ended by itself. */
  ended() {
    return this.#exited.catch(() => {});
  }

  get isRunning() {
    return running.has(this.#child);
  }

  /** Orderly shutdown, as an operator or an orchestrator asks for it. */
  stop() {
    return this.#end('SIGTERM');
  }

  /** A crash. */
  kill() {
    return this.#end('SIGKILL');
  }

  async #end(signal) {
    if (running.has(this.#child)) this.#child.kill(signal);
    return this.#exited.catch(() => {});
  }
}

export async function freePort() {
  const probe = createServer();
  await new Promise((resolve, reject) => probe.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
