import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { get } from 'node:http';
import { after, before, test } from 'node:test';
import { constants, createGunzip } from 'node:zlib';
import { EventSource } from 'eventsource';
import { listen, openPage, startChromium } from './chromium.mjs';
import { CutProxy } from './cut-proxy.mjs';
import { Proxy } from './proxies.mjs';
import { Recording } from './recording.mjs';
import { Server, streamPath } from './server.mjs';
import { until } from './until.mjs';

/** How many events each client reads, one at a time. */
const EVENTS = 200;

let browser;
let server;

before(async () => {
  // The shortest heartbeat there is, so that real ones fall between the events as well.
  [browser, server] = await Promise.all([startChromium(), Server.start({ SSE_HEARTBEAT_INTERVAL: '1', SSE_ADMIN_PORT: 'any' })]);
});

after(async () => {
  await Promise.all([browser?.close(), server?.kill()]);
});

/** What a job says of itself, over and over. */
function progress(n) {
  return JSON.stringify({ job_id: '4f1c0a7e', status: 'processing', message: `step ${n}: nothing out of the ordinary`, progress: n, total: EVENTS,
    current_video: { id: `v${n % 7}`, title: 'How streams are compressed once for everybody', playlist: null } });
}

const ratio = async () => (await server.health()).metrics.compression_ratio;

/** Publishes one event after the other, each once `seen` says that the one before it has arrived. */
async function oneByOne(topic, seen) {
  for (let n = 0; n < EVENTS; n++) {
    await server.publish({ topic, data: progress(n) });
    await until(`event ${n}`, () => seen(progress(n)));
  }
}

/** The bytes of an answer as they came, chunks apart, and what they inflate to. */
function openCoded(t, url) {
  const stream = { head: null, bytes: 0, text: '', ended: false };
  const request = get(url, { agent: false, headers: { 'Accept-Encoding': 'gzip' } }, (answer) => {
    stream.head = answer.headers;
    const gunzip = createGunzip({ flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH });
    answer.on('data', (bytes) => (stream.bytes += bytes.length)).pipe(gunzip);
    gunzip.setEncoding('utf8').on('data', (text) => (stream.text += text)).on('end', () => (stream.ended = true));
    gunzip.on('error', (error) => (stream.text += error));
  });
  request.on('error', () => {});
  t.after(() => request.destroy());
  return stream;
}

test("Chromium's EventSource reads each event as it arrives, compressed", async (t) => {
  const topic = 'compression/chromium';
  const proxy = await CutProxy.startFor(t, server);
  const page = await openPage(t, browser, proxy);
  const encodings = [];
  page.on('response', (answer) => answer.url().includes('/sse') && encodings.push(answer.headers()['content-encoding']));
  const stream = await listen(page, streamPath(topic));
  await stream.once({ type: 'connected' });
  await oneByOne(topic, async (data) => (await stream.all()).at(-1)?.data === data);
  assert.deepEqual(encodings, ['gzip']);
  assert.equal((await stream.all()).length, EVENTS + 1);
  assert.ok((await ratio()) < 0.3, `what was sent is ${await ratio()} of what it was`);
});

test('the eventsource library of Node.js reads each event as it arrives', async (t) => {
  const topic = 'compression/node';
  const entries = [];
  const encodings = [];
  const source = new EventSource(server.url(streamPath(topic)), {
    fetch: async (url, init) => {
      const answer = await fetch(url, init);
      encodings.push(answer.headers.get('content-encoding'));
      return answer;
    },
  });
  t.after(() => source.close());
  source.addEventListener('connected', ({ data }) => entries.push(data));
  source.addEventListener('message', ({ data }) => entries.push(data));
  await new Recording(() => entries.map((data) => ({ connected: data.includes('connection_id') }))).once({ connected: true });
  await oneByOne(topic, (data) => entries.at(-1) === data);
  assert.deepEqual(encodings, ['gzip']);
});

test('curl --compressed shows each event as it arrives, and exits 0', async (t) => {
  const topic = 'compression/curl';
  const child = spawn('curl', ['-N', '-sS', '--compressed', server.url(streamPath(topic))], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  let shown = '';
  let exited = null;
  child.stdout.setEncoding('utf8').on('data', (text) => (shown += text));
  child.on('exit', (code) => (exited = code));
  await until('the first event', () => shown.includes('event: connected'));
  await oneByOne(topic, (data) => shown.includes(data));
  await server.publish({ topic, end: true });
  await until('curl to exit', () => exited !== null);
  assert.equal(exited, 0);
  assert.match(shown, /event: end\ndata: .*\nid: .*\n\n$/);
});

test("gzip's own command reads a captured stream", async () => {
  const topic = 'compression/captured';
  await server.publish([{ topic, data: progress(0) }, { topic, data: progress(1) }, { topic, end: true }]);
  const curl = spawnSync('curl', ['-N', '-sS', '-H', 'Accept-Encoding: gzip', server.url(streamPath(topic, { last: '5' }))]);
  assert.equal(curl.status, 0);
  const gzip = spawnSync('gzip', ['-dc'], { input: curl.stdout });
  assert.equal(gzip.stderr.toString(), '');
  assert.equal(gzip.status, 0);
  assert.ok(gzip.stdout.toString().includes(`data: ${progress(1)}\n`));
  assert.match(gzip.stdout.toString(), /event: end\n/);
});

test('what is captured of a live stream is what gzip reads', async (t) => {
  const topic = 'compression/live';
  const child = spawn('curl', ['-N', '-sS', '-H', 'Accept-Encoding: gzip', server.url(streamPath(topic))]);
  t.after(() => child.kill('SIGKILL'));
  const pieces = [];
  let exited = null;
  child.stdout.on('data', (bytes) => pieces.push(bytes));
  child.on('exit', (code) => (exited = code));
  await until('the first bytes', () => pieces.length > 0);
  for (let n = 0; n < 20; n++) await server.publish({ topic, data: progress(n) });
  await server.publish({ topic, end: true });
  await until('curl to exit', () => exited !== null);
  const gzip = spawnSync('gzip', ['-dc'], { input: Buffer.concat(pieces) });
  assert.equal(gzip.stderr.toString(), '');
  assert.equal(gzip.status, 0);
  for (let n = 0; n < 20; n++) assert.ok(gzip.stdout.toString().includes(`data: ${progress(n)}\n`));
});

test('nginx passes on what is compressed as it is, and each event at once', async (t) => {
  const forwarding = await Server.start({ SSE_HOST: '127.0.0.1', SSE_PUBLISH_KEY: 'k', SSE_PUBLIC_TOPICS: '**' }, []);
  t.after(() => forwarding.kill());
  const proxy = await Proxy.start('nginx', forwarding);
  t.after(() => proxy.stop());
  const topic = 'compression/nginx';
  const stream = openCoded(t, proxy.url(streamPath(topic)));
  await until('the first event', () => stream.text.includes('event: connected'));
  let plain = 0;
  for (let n = 0; n < EVENTS; n++) {
    const answer = await fetch(forwarding.url('/publish'), {
      method: 'POST', headers: { 'Content-Type': 'application/json', Authorization: 'Bearer k' }, body: JSON.stringify({ topic, data: progress(n) }),
    });
    assert.equal(answer.status, 200);
    plain += progress(n).length;
    await until(`event ${n}`, () => stream.text.includes(progress(n)));
  }
  assert.equal(stream.head['content-encoding'], 'gzip');
  assert.ok(stream.bytes < plain / 3, `${stream.bytes} bytes for ${plain}`);
});
