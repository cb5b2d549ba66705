import assert from 'node:assert/strict';
import { get } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { constants, createGunzip } from 'node:zlib';
import { EventSource } from 'eventsource';
import { listen, readyState, startChromium } from './chromium.mjs';
import { codeBlock, NAMES, Proxy } from './proxies.mjs';
import { Recording } from './recording.mjs';
import { Server, streamPath } from './server.mjs';
import { until } from './until.mjs';

const KEY = 'publisher';
const CLOSED = 2;
/** A proxy sends clients away for up to eight seconds, and HAProxy tries for three before it does. */
const COMEBACK_MS = 40_000;

/** Not in trial mode, which refuses what a proxy forwarded. */
const SETTINGS = {
  SSE_HOST: '127.0.0.1',
  SSE_PUBLISH_KEY: KEY,
  SSE_PUBLIC_TOPICS: '**',
  SSE_HEARTBEAT_INTERVAL: '1',
  // Not all of loopback, so that a client at 127.0.0.2 is not taken for a proxy.
  SSE_TRUSTED_PROXIES: '127.0.0.1',
};

let shared;

before(async () => {
  shared = await Server.start(SETTINGS, []);
});

after(() => shared?.kill());

async function startServer(t) {
  const server = await Server.start(SETTINGS, []);
  t.after(() => server.kill());
  return server;
}

/** Publishes one event, at the server or through a proxy in front of it. */
async function publish(through, body) {
  const answer = await fetch(through.url('/publish'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${KEY}` },
    body: JSON.stringify(body),
  });
  assert.equal(answer.status, 200);
  return (await answer.json()).id;
}

/** A stream as bytes: `text` is what has come so far. */
function openRaw(t, proxy, path, options = {}) {
  const stream = { text: '', head: null };
  const request = get(proxy.url(path), { agent: false, ...options }, (answer) => {
    stream.head = answer;
    const coded = answer.headers['content-encoding'] === 'gzip';
    const body = coded ? answer.pipe(createGunzip({ flush: constants.Z_SYNC_FLUSH, finishFlush: constants.Z_SYNC_FLUSH })) : answer;
    body.setEncoding('utf8').on('error', () => {}).on('data', (text) => (stream.text += text));
  });
  request.on('error', () => {});
  stream.cut = () => request.destroy();
  stream.has = (text) => until(JSON.stringify(text), () => stream.text.includes(text));
  t.after(stream.cut);
  return stream;
}

/** The ids of what the stream was given, in order. */
function idsOf({ text }) {
  return [...text.matchAll(/^id: ?(.*)$/gm)].map(([, id]) => id);
}

/** A stream read with the npm library, and the number of times that its connection was lost. */
function follow(t, proxy, path) {
  const entries = [];
  const source = new EventSource(proxy.url(path));
  t.after(() => source.close());
  for (const name of ['message', 'connected', 'resync']) {
    source.addEventListener(name, ({ type, data, lastEventId }) => entries.push({ type, data, id: lastEventId }));
  }
  const stream = new Recording(() => entries);
  stream.source = source;
  stream.errors = 0;
  source.addEventListener('error', () => stream.errors++);
  return stream;
}

for (const name of NAMES) {
  describe(`through ${name}`, () => {
    let proxy;

    before(async () => {
      proxy = await Proxy.start(name, shared);
    });

    after(() => proxy?.stop());

    test('an event arrives before the next is published', async (t) => {
      const topic = `proxies/${name}/first`;
      const stream = openRaw(t, proxy, streamPath(topic), { headers: { 'Accept-Encoding': 'gzip' } });
      await stream.has('event: connected\n');
      assert.equal(stream.head.headers['content-type'], 'text/event-stream; charset=utf-8');
      assert.equal(stream.head.headers['content-encoding'], 'gzip');
      await publish(proxy, { topic, data: 'one' });
      await stream.has('data: one\n');
      await publish(proxy, { topic, data: 'two' });
      await stream.has('data: two\n');
    });

    test('heartbeats arrive', async (t) => {
      const stream = openRaw(t, proxy, streamPath(`proxies/${name}/heartbeats`));
      await until('two heartbeats', () => stream.text.match(/^:$/gm)?.length >= 2);
    });

    test('a stream that was cut goes on after its last id', async (t) => {
      const topic = `proxies/${name}/resume`;
      const cut = openRaw(t, proxy, streamPath(topic));
      await cut.has('event: connected\n');
      const last = await publish(shared, { topic, data: 'before' });
      await cut.has(`id: ${last}\n`);
      cut.cut();
      const missed = [await publish(shared, { topic, data: 'a' }), await publish(shared, { topic, data: 'b' })];
      const resumed = openRaw(t, proxy, streamPath(topic), { headers: { 'Last-Event-ID': last } });
      await resumed.has(`id: ${missed[1]}\n`);
      assert.deepEqual(idsOf(resumed), [last, ...missed]);
    });

    test("the server learns the client's address, and nothing that the client made up", async (t) => {
      const stream = openRaw(t, proxy, streamPath('address'), { localAddress: '127.0.0.2', headers: { 'X-Forwarded-For': '203.0.113.7' } });
      await stream.has('event: connected\n');
      const answer = await fetch(shared.url('/events/status'), { headers: { Authorization: `Bearer ${KEY}` } });
      const { connections } = await answer.json();
      const { connection_id } = JSON.parse(/^data: (.*)$/m.exec(stream.text)[1]);
      assert.equal(connections.find((connection) => connection.connection_id === connection_id).user_ip, '127.0.0.2');
    });

    test('a reload loses nothing', async (t) => {
      const topic = `proxies/${name}/reload`;
      const stream = follow(t, proxy, streamPath(topic));
      await stream.once({ type: 'connected' });
      const published = ['before', 'after', 'later'];
      await publish(shared, { topic, data: published[0], retry: 50 });
      await stream.once({ data: published[0] });
      await proxy.reload();
      for (const data of published.slice(1)) {
        await publish(shared, { topic, data });
        await stream.once({ data });
      }
      const entries = await stream.all();
      assert.deepEqual(entries.filter(({ type }) => type === 'message').map(({ data }) => data), published);
      assert.ok(entries.every(({ type }) => type !== 'resync'));
      // Caddy ends the streams of its old configuration; they resume. The others keep theirs.
      assert.equal(entries.filter(({ type }) => type === 'connected').length, name === 'caddyfile' ? 2 : 1);
    });

    test('a client is back after a restart, and has all that was published since', async (t) => {
      const topic = `proxies/${name}/restart`;
      const server = await startServer(t);
      const proxy = await Proxy.startFor(t, name, server);
      const stream = follow(t, proxy, streamPath(topic));
      await stream.once({ type: 'connected' });
      const asked = await publish(server, { topic, data: 'first', retry: 50 });
      await stream.once({ data: 'first' });

      await server.kill();
      await until('the client to be sent away by the proxy', () => stream.errors >= 2, COMEBACK_MS);
      assert.notEqual(stream.source.readyState, CLOSED);
      const publisher = await fetch(proxy.url('/publish'), { method: 'POST', headers: { Accept: 'text/event-stream' }, body: 'x' });
      assert.ok([502, 503, 504].includes(publisher.status), `a publisher is told ${publisher.status}`);
      const script = await fetch(proxy.url(streamPath(topic)));
      assert.ok([502, 503, 504].includes(script.status), `a script is told ${script.status}`);
      await server.restart(SETTINGS, []);
      await publish(server, { topic, data: 'before the client is back' });

      await until('the client to be back', async () => (await stream.all()).at(-1).data === 'before the client is back', COMEBACK_MS);
      await publish(server, { topic, data: 'live' });
      const entries = (await stream.once({ data: 'live' })).slice(2);
      assert.deepEqual(
        entries.map(({ type, data }) => (type === 'message' ? data : type)),
        ['connected', 'resync', 'before the client is back', 'live'],
      );
      const resync = JSON.parse(entries[1].data);
      assert.deepEqual([resync.reason, resync.asked], ['other-log', asked]);
    });
  });
}

describe('a browser', () => {
  let browser;

  before(async () => {
    browser = await startChromium();
  });

  after(() => browser?.close());

  /** The test page, as if it came from the proxy. */
  async function openPage(t, proxy) {
    const page = await browser.newPage();
    t.after(() => page.close());
    await page.route('**/page.html', (route) => route.fulfill({ path: fileURLToPath(new URL('page.html', import.meta.url)) }));
    await page.goto(proxy.url('/page.html'));
    return page;
  }

  test('its EventSource comes back by itself when the server behind nginx was restarted', async (t) => {
    const topic = 'proxies/browser';
    const server = await startServer(t);
    const proxy = await Proxy.startFor(t, 'nginx', server);
    const page = await openPage(t, proxy);
    const answers = [];
    page.on('response', (answer) => answers.push(answer.status()));
    const stream = await listen(page, streamPath(topic));
    await stream.once({ type: 'connected' });
    await publish(server, { topic, data: 'first', retry: 50 });
    await stream.once({ data: 'first' });

    await server.kill();
    await until('nginx to send the browser away', () => answers.length >= 2, COMEBACK_MS);
    await server.restart(SETTINGS, []);
    await publish(server, { topic, data: 'before the browser is back' });
    const back = async () => (await stream.all()).some(({ data }) => data === 'before the browser is back');
    await until('the browser to be back', back, COMEBACK_MS);
    assert.notEqual(await readyState(page, stream), CLOSED);
    assert.deepEqual(new Set(answers), new Set([200]));
    await publish(server, { topic, data: 'live' });
    await stream.once({ data: 'live' });
  });

  test('the function that the page prints survives a 503, and goes on after its last id', async (t) => {
    const page = await openPage(t, shared);
    const asked = [];
    const answers = [
      { status: 200, body: 'retry: 50\nevent: connected\ndata: {}\nid: 6\n\ndata: one\nid: 7\n\n' },
      { status: 503, body: 'away' },
      { status: 200, body: 'data: two\nid: 8\n\n' },
    ];
    await page.route('**/sse?**', (route) => {
      asked.push(new URL(route.request().url()).searchParams.get('lastEventId'));
      return answers.length > 0 ? route.fulfill({ contentType: 'text/event-stream', ...answers.shift() }) : route.abort();
    });
    const listenAs = async ([code, url]) => {
      globalThis.heard = [];
      new Function(`${code}; return listen;`)()(url, ({ data }) => heard.push(data));
    };
    await page.evaluate(listenAs, [await codeBlock('js'), streamPath('proxies/listen')]);
    await until('both events', async () => (await page.evaluate(() => heard)).length >= 2, COMEBACK_MS);
    assert.deepEqual(await page.evaluate(() => heard), ['one', 'two']);
    assert.deepEqual(asked.slice(0, 3), [null, null, '7']);
  });
});
