import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from './server.mjs';
import { Valve } from './valve.mjs';

const BUILT = fileURLToPath(new URL('../summarizer/target/', import.meta.url));
const CLASSPATH = [join(BUILT, 'test-classes'), process.env.SUMMARIZER_JAR ?? join(BUILT, 'longwire-summarizer.jar')];
const JAVA = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';

const running = new Set();
process.on('exit', () => running.forEach((child) => child.kill('SIGKILL')));

let videos = 0;

/** The address of a video that nobody has asked for before, so that no summary of it is at hand. */
export function newVideo() {
  return `https://www.youtube.com/watch?v=v${String(++videos).padStart(10, '0')}`;
}

/** The model of a provider that behaves so. */
export function model(behaviour, provider = 'openai') {
  return `stand-in-${provider}-${behaviour}`;
}

/** The video service and the providers of models, as far as the summarizer's tests play them: a process of their own. */
export class StandIns {
  /** What makes a summarizer ask them. */
  settings = { GOOGLE_API_KEY: 'key', OPENAI_API_KEY: 'key', ANTHROPIC_API_KEY: 'key', SUMMARIZER_MODEL: model('normal') };
  #child;
  #valve;
  #folder;

  static async start() {
    for (const path of CLASSPATH) if (!existsSync(path)) throw new Error(`${path} is missing: build the summarizer first`);
    const standIns = new StandIns();
    standIns.#folder = mkdtempSync(join(tmpdir(), 'longwire-stand-ins-'));
    const ports = [await freePort(), await freePort()].map(String);
    const models = join(standIns.#folder, 'models.json');
    const args = ['-cp', CLASSPATH.join(':'), 'io.longwire.summarizer.standin.StandInMain', ...ports, models];
    standIns.#child = spawn(JAVA, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    running.add(standIns.#child);
    await standIns.#readSettings();
    standIns.#valve = await Valve.start(Number(ports[1]));
    for (const name of ['GOOGLE', 'OPENAI', 'ANTHROPIC']) {
      const key = `${name}_BASE_URL`;
      standIns.settings[key] = standIns.settings[key].replace(`:${ports[1]}`, `:${standIns.#valve.port}`);
    }
    return standIns;
  }

  async #readSettings() {
    let said = '';
    for await (const text of this.#child.stdout.setEncoding('utf8')) {
      said += text;
      if (!said.includes('ready\n')) continue;
      for (const [, name, value] of said.matchAll(/^(\w+)=(.*)$/gm)) this.settings[name] = value;
      return;
    }
    throw new Error(`the stand-ins ended after ${said}`);
  }

  /** Lets the text of a video flow until so many of its pieces have come; the next call goes on from there. */
  flow(address, pieces = Infinity) {
    this.#valve.limit(idOf(address), pieces);
  }

  /** What a provider writes of a video, byte by byte: the same whenever it is asked. */
  async textOf(address) {
    const title = titleOf(address);
    // Asked before there is a limit, so that it flows.
    const answer = await fetch(`${this.settings.OPENAI_BASE_URL}/chat/completions`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Authorization: 'Bearer key' },
      body: JSON.stringify({ model: model('normal'), stream: true, messages: [{ role: 'user', content: `Title: ${title}` }] }),
    });
    const events = [...(await answer.text()).matchAll(/^data: (\{.*\})$/gm)].map(([, data]) => JSON.parse(data));
    return events.map(({ choices }) => choices[0]?.delta?.content ?? '').join('');
  }

  async stop() {
    this.#valve?.stop();
    this.#child.kill('SIGKILL');
    running.delete(this.#child);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** The title that the video service gives to a video. */
export function titleOf(address) {
  return `The Video <${idOf(address)}> & more`;
}

function idOf(address) {
  return address.split('=').at(-1);
}
