import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './server.mjs';
import { until } from './until.mjs';

const PAGE = new URL('../docs/reverse-proxies.md', import.meta.url);
const LOOPBACK = '127.0.0.1';

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

/** How each proxy is started in the foreground, with the configuration of the page and all its state in `dir`. */
const PROXIES = {
  async nginx(dir, printed, port) {
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
    const conf = `
      daemon off;
      pid ${dir}/nginx.pid;
      error_log stderr notice;
      worker_processes 1;
      events {}
      http {
        access_log off;
        ${temporary.map((name) => `${name}_temp_path ${dir}/${name};`).join('\n')}
        include ${dir}/longwire.conf;
      }`;
    await writeFile(join(dir, 'longwire.conf'), replaceOnce(printed, 'listen 80;', `listen ${LOOPBACK}:${port};`));
    await writeFile(join(dir, 'nginx.conf'), conf);
    const args = ['-e', 'stderr', '-p', dir, '-c', join(dir, 'nginx.conf')];
    return { command: 'nginx', args, reload: (child) => child.kill('SIGHUP'), reloaded: 'reconfiguring' };
  },

  async haproxy(dir, printed, port) {
    const conf = join(dir, 'haproxy.cfg');
    await writeFile(conf, replaceOnce(printed, 'bind :80', `bind ${LOOPBACK}:${port}`));
    return { command: 'haproxy', args: ['-W', '-db', '-f', conf], reload: (child) => child.kill('SIGUSR2'), reloaded: 'Reloading HAProxy' };
  },

  async caddyfile(dir, printed, port) {
    const conf = join(dir, 'Caddyfile');
    const admin = `${LOOPBACK}:${await freePort()}`;
    const moved = replaceOnce(printed, ':80 {', `:${port} {\n\tbind ${LOOPBACK}`);
    await writeFile(conf, `{\n\tadmin ${admin}\n}\n${moved}`);
    const env = { ...process.env, HOME: dir, XDG_DATA_HOME: dir, XDG_CONFIG_HOME: dir };
    const reload = () => spawn('caddy', ['reload', '--force', '--address', admin, '--config', conf], { env, stdio: 'ignore' });
    return { command: 'caddy', args: ['run', '--config', conf], env, reload, reloaded: 'load complete' };
  },
};

export const NAMES = Object.keys(PROXIES);

/** A proxy in front of the server, run with what docs/reverse-proxies.md prints for it but for addresses and ports. */
export class Proxy {
  #child;
  #dir;
  #exited;
  #how;
  #port;
  #output = '';

  /** Starts the one whose code block in the page is marked `name`. */
  static async start(name, server) {
    const proxy = new Proxy();
    proxy.#dir = await mkdtemp(join(tmpdir(), `longwire-${name}-`));
    await mkdir(join(proxy.#dir, 'logs'));
    proxy.#port = await freePort();
    const printed = (await codeBlock(name)).replaceAll('127.0.0.1:5001', `${LOOPBACK}:${server.port}`);
    proxy.#how = await PROXIES[name](proxy.#dir, printed, proxy.#port);
    proxy.#spawn();
    try {
      await until(`${name} to answer`, () => proxy.#answers());
    } catch (cause) {
      await proxy.stop();
      throw new Error(`${cause.message}; it said:\n${proxy.#output}`, { cause });
    }
    return proxy;
  }

  /** Starts one that ends with the test `t`. */
  static async startFor(t, name, server) {
    const proxy = await Proxy.start(name, server);
    t.after(() => proxy.stop());
    return proxy;
  }

  #spawn() {
    const { command, args, env = process.env } = this.#how;
    this.#child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(this.#child);
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (this.#output += text));
    }
    this.#exited = new Promise((resolve) => this.#child.once('error', resolve).once('exit', resolve));
    this.#exited.then(() => running.delete(this.#child));
  }

  async #answers() {
    if (!running.has(this.#child)) throw new Error('it ended at once');
    return fetch(this.url('/healthz')).then(({ ok }) => ok, () => false);
  }

  url(path) {
    return `http://${LOOPBACK}:${this.#port}${path}`;
  }

  /** Takes its configuration anew, as an operator would make it do so. */
  async reload() {
    this.#how.reload(this.#child);
    await until('the reload', () => this.#output.includes(this.#how.reloaded));
  }

  /** Ends it, with all its connections; nobody listens on its port until `comeBack()`. */
  async goAway() {
    this.#child.kill('SIGTERM');
    await this.#exited;
  }

  async comeBack() {
    this.#spawn();
    await until('the proxy to answer again', () => this.#answers());
  }

  async stop() {
    this.#child.kill('SIGTERM');
    // Caddy gives open connections ten seconds; a test need not.
    const late = setTimeout(() => this.#child.kill('SIGKILL'), 1_000);
    await this.#exited;
    clearTimeout(late);
    await rm(this.#dir, { recursive: true, force: true });
  }
}

/** The one code block of the page with this mark. */
export async function codeBlock(name) {
  const blocks = [...(await readFile(PAGE, 'utf8')).matchAll(/^```(\w+)\n(.*?)^```$/gms)].filter(([, mark]) => mark === name);
  if (blocks.length !== 1) throw new Error(`the page has ${blocks.length} blocks marked ${name}`);
  return blocks[0][2];
}

function replaceOnce(text, printed, used) {
  if (text.split(printed).length !== 2) throw new Error(`'${printed}' should stand once in:\n${text}`);
  return text.replace(printed, used);
}
