import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { get } from 'node:http';
import { after, before, test } from 'node:test';
import { EventSource } from 'eventsource';
import { createEventSource } from 'eventsource-client';
import { listenByFetch, openPage, startChromium } from './chromium.mjs';
import { followByCurl, followByJava } from './followers.mjs';
import { CutProxy } from './cut-proxy.mjs';
import { payloads, Recording } from './recording.mjs';
import { Server, streamPath } from './server.mjs';
import { until } from './until.mjs';

const RETRY_MS = 50;
/** One every 30 seconds. */
const HEARTBEATS_OF_A_DAY = 2_880;
const NAMES = ['message', 'connected', 'resync', 'end', 'position', 'heartbeat', 'ping', 'note'];

/** Each opens a stream through the proxy with one published library, used as its own documentation says. */
const LIBRARIES = {
  eventsource(t, proxy, path) {
    const entries = [];
    const source = new EventSource(proxy.url(path));
    t.after(() => source.close());
    for (const name of NAMES) {
      source.addEventListener(name, ({ type, data, lastEventId }) => entries.push({ type, data, id: lastEventId }));
    }
    return new Recording(() => entries);
  },

  'eventsource-client'(t, proxy, path) {
    const entries = [];
    const source = createEventSource({
      url: proxy.url(path),
      onMessage: ({ event, data, id }) => entries.push({ type: event ?? 'message', data, id }),
    });
    t.after(() => source.close());
    return new Recording(() => entries);
  },

  async '@microsoft/fetch-event-source'(t, proxy, path) {
    return listenByFetch(await openPage(t, browser, proxy), path);
  },

  'okhttp-eventsource': (t, proxy, path) => followByJava(t, proxy.url(path)),

  'curl in a loop': (t, proxy, path) => followByCurl(t, proxy.url(path)),
};

let browser;
let shared;

before(async () => {
  // The shortest heartbeat there is, so that real ones fall between the events as well.
  [browser, shared] = await Promise.all([startChromium(), Server.start({ SSE_HEARTBEAT_INTERVAL: '1' })]);
});

after(async () => {
  await Promise.all([browser?.close(), shared?.kill()]);
});

test('a heartbeat is a comment with one line feed, in a chunk of its own', async (t) => {
  const proxy = await CutProxy.startFor(t, shared);
  let received = '';
  const request = get(proxy.url(streamPath('libraries/heartbeat')), (answer) => {
    answer.setEncoding('utf8').on('error', () => {}).on('data', (text) => (received += text));
  });
  request.on('error', () => {});
  t.after(() => request.destroy());
  await until('the first frame', () => received.endsWith('\n\n'));
  const piece = (await proxy.nextPiece()).toString('latin1');
  const [, size, comment] = /^([0-9a-f]+)\r\n(:[^\r\n]*\n)\r\n$/i.exec(piece) ?? assert.fail(JSON.stringify(piece));
  assert.equal(parseInt(size, 16), comment.length);
});

for (const [library, open] of Object.entries(LIBRARIES)) {
  const openStream = (t, topic) => openWith(open, t, topic, shared);

  test(`${library} reads names, ids and lines`, async (t) => {
    const topic = `libraries/${library}/read`;
    const { stream, firstId } = await openStream(t, topic);
    const data = 'one\rtwo\nthree\r\nfour\n\nsix ünï 🚂';
    const ids = await shared.publish([
      { topic, data },
      { topic, type: 'note', data: { a: [1, null, 'x\ny'] } },
      { topic, data: 'with an id of its own', id: 'order 7' },
    ]);
    const [connected, ...entries] = await stream.once({ id: 'order 7' });
    assert.equal(connected.type, 'connected');
    assert.ok(connected.id);
    assert.deepEqual(entries, [
      { type: 'message', data: 'first', id: firstId },
      { type: 'message', data: 'one\ntwo\nthree\nfour\n\nsix ünï 🚂', id: ids[0] },
      { type: 'note', data: '{"a":[1,null,"x\\ny"]}', id: ids[1] },
      { type: 'message', data: 'with an id of its own', id: 'order 7' },
    ]);
  });

  test(`${library} resumes after an outage and after a cut in the middle of an event`, async (t) => {
    const topic = `libraries/${library}/cut`;
    const { proxy, path, stream, firstId } = await openStream(t, topic);

    proxy.refuse();
    const outage = Array.from({ length: 30 }, (_, n) => `during the outage ${n}`);
    const ids = await shared.publish(outage.map((data) => ({ topic, data })));
    await until('the client to be turned away', () => proxy.refused > 0);
    proxy.accept();
    await stream.once({ id: ids.at(-1) });

    const data = `${randomBytes(600).toString('base64')}\nand the end of it`;
    proxy.cutInside(400);
    await shared.publish({ topic, data });
    await stream.once({ data });
    await shared.publish({ topic, data: 'live' });

    const entries = await stream.once({ data: 'live' });
    assert.deepEqual(payloads(entries), ['first', ...outage, data, 'live']);
    assert.deepEqual(proxy.requestsFor(path).map(({ lastEventId }) => lastEventId), [null, firstId, ids.at(-1)]);
  });

  test(`a day of heartbeats reaches no handler of ${library}`, async (t) => {
    const topic = `libraries/${library}/heartbeats`;
    // Of a compressed stream nobody but the server can make more: an event may look back at what was sent before it.
    const plain = await Server.startFor(t, { SSE_HEARTBEAT_INTERVAL: '1', SSE_COMPRESSION: 'off' });
    const { proxy, stream } = await openWith(open, t, topic, plain);
    const heartbeat = await proxy.nextPiece();
    const before = await stream.all();

    for (let n = 0; n < HEARTBEATS_OF_A_DAY / 2; n++) proxy.inject(heartbeat);
    await plain.publish({ topic, data: 'noon', type: 'note' });
    await stream.once({ data: 'noon' });
    proxy.inject(Buffer.concat(Array(HEARTBEATS_OF_A_DAY / 2).fill(heartbeat)));
    await plain.publish({ topic, data: 'mid\nnight' });

    const entries = await stream.once({ data: 'mid\nnight' });
    assert.deepEqual(entries.slice(0, before.length), before);
    assert.deepEqual(
      entries.slice(before.length).map(({ type, data }) => ({ type, data })),
      [{ type: 'note', data: 'noon' }, { type: 'message', data: 'mid\nnight' }],
    );
    assert.equal(proxy.requests.length, 1, 'one and the same connection');
  });
}

test('each of them is told of a restart, and receives all that was published since', async (t) => {
  const old = await Server.startFor(t);
  const topicOf = (library) => `libraries/${library}/restart`;
  const names = Object.keys(LIBRARIES);
  const opened = await Promise.all(names.map((library) => openWith(LIBRARIES[library], t, topicOf(library), old)));
  opened.forEach(({ proxy }) => proxy.refuse());
  await old.kill();
  const fresh = await Server.startFor(t);
  await fresh.publish(names.map((library) => ({ topic: topicOf(library), data: 'before the client is back' })));
  for (const { proxy } of opened) {
    proxy.target(fresh);
    proxy.accept();
  }
  await Promise.all(opened.map(({ stream }) => stream.once({ data: 'before the client is back' })));
  await fresh.publish(names.map((library) => ({ topic: topicOf(library), data: 'live' })));

  for (const [at, { stream, firstId }] of opened.entries()) {
    const entries = (await stream.once({ data: 'live' })).slice(2);
    const received = entries.map(({ type, data }) => (type === 'message' ? data : type));
    assert.deepEqual(received, ['connected', 'resync', 'before the client is back', 'live'], names[at]);
    const { reason, asked } = JSON.parse(entries[1].data);
    assert.deepEqual({ reason, asked }, { reason: 'other-log', asked: firstId }, names[at]);
  }
});

/** A stream through a proxy of its own that has taken one event and reconnects quickly. */
async function openWith(open, t, topic, server) {
  const proxy = await CutProxy.startFor(t, server);
  const path = streamPath(topic);
  const stream = await open(t, proxy, path);
  await stream.once({ type: 'connected' });
  const firstId = await server.publish({ topic, data: 'first', retry: RETRY_MS });
  await stream.once({ data: 'first' });
  return { proxy, path, stream, firstId };
}
