import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { listen, openPage, readyState, startChromium } from './chromium.mjs';
import { CutProxy } from './cut-proxy.mjs';
import { payloads } from './recording.mjs';
import { Server, streamPath } from './server.mjs';
import { until } from './until.mjs';

/** The reconnection time that the tests give browsers, which would else wait for seconds. */
const RETRY_MS = 50;

let browser;
let shared;

before(async () => {
  // The shortest heartbeat there is, so that real ones fall between the events as well.
  [browser, shared] = await Promise.all([startChromium(), Server.start({ SSE_HEARTBEAT_INTERVAL: '1' })]);
});

after(async () => {
  await Promise.all([browser?.close(), shared?.kill()]);
});

/** A page with one open stream of `topic`, through a proxy of its own, that has taken one event and reconnects quickly. */
async function openStream(t, server, topic, types = [], parameters = {}) {
  const proxy = await CutProxy.startFor(t, server);
  const page = await openPage(t, browser, proxy);
  const path = streamPath(topic, parameters);
  const stream = await listen(page, path, types);
  await stream.once({ type: 'connected' });
  const firstId = await server.publish({ topic, data: 'first', retry: RETRY_MS });
  await stream.once({ data: 'first' });
  return { proxy, page, path, stream, firstId };
}

test('says connected first, with the position the stream starts from', async (t) => {
  const topic = 'browser/connected';
  const earlierId = await shared.publish({ topic, data: 'before the stream' });
  const { stream, firstId } = await openStream(t, shared, topic);
  const [connected, first, ...more] = await stream.all();
  assert.equal(connected.type, 'connected');
  assert.equal(connected.id, earlierId, 'the position of a live stream is the head');
  const { connection_id: connectionId, topics, last_event_id: lastEventId } = JSON.parse(connected.data);
  assert.ok(connectionId);
  assert.deepEqual(topics, [topic]);
  assert.equal(lastEventId, earlierId);
  assert.deepEqual(first, { type: 'message', data: 'first', id: firstId });
  assert.deepEqual(more, []);
});

test('gives unnamed and named events with their ids, in order, and no other topic', async (t) => {
  const topic = 'browser/named';
  const { stream } = await openStream(t, shared, topic, ['note', 'summary_progress']);
  const [unnamed, note] = await shared.publish([
    { topic, data: 'unnamed' },
    { topic, type: 'note', data: 'named' },
  ]);
  await shared.publish({ topic: `${topic}/other`, data: 'of another topic' });
  const object = await shared.publish({ topic, type: 'summary_progress', data: { status: 'processing', progress: 3, total: 7 } });
  const several = await shared.publish({ topic: [topic, `${topic}/other`], data: 'of several topics' });
  const entries = await stream.once({ id: several });
  assert.deepEqual(entries.slice(2), [
    { type: 'message', data: 'unnamed', id: unnamed },
    { type: 'note', data: 'named', id: note },
    { type: 'summary_progress', data: '{"status":"processing","progress":3,"total":7}', id: object },
    { type: 'message', data: 'of several topics', id: several },
  ]);
});

test('gives every kind of line break as one line feed, and all else as it was', async (t) => {
  const topic = 'browser/lines';
  const { stream } = await openStream(t, shared, topic);
  const published = [
    'a\nb', 'a\rb', 'a\r\nb', 'a\n\rb', 'one\rtwo\nthree\r\nfour\n\n\r\r\nend', '\nstarts empty', 'ends empty\n', '\r\n', '',
    ' one space kept', ': no comment', 'data: no field', 'id: 9\nevent: fake\nretry: 1', 'ünïcödé 🚂 \u2028 \u0085', 'tab\tand "quotes"',
  ];
  await shared.publish(published.map((data) => ({ topic, data })));
  await shared.publish({ topic, data: 'last' });
  const entries = await stream.once({ data: 'last' });
  const expected = published.map((data) => data.replace(/\r\n|\r/g, '\n'));
  assert.deepEqual(payloads(entries), ['first', ...expected, 'last']);
  assert.ok(entries.every(({ type }, at) => type === (at === 0 ? 'connected' : 'message')));
});

test('after a cut, events of the outage arrive in order, none twice', async (t) => {
  const topic = 'browser/cut';
  const { proxy, path, stream } = await openStream(t, shared, topic);
  const numbers = (from, to) => Array.from({ length: to - from }, (_, n) => `event ${from + n}`);
  const events = (from, to) => numbers(from, to).map((data) => ({ topic, data }));

  const before = await shared.publish(events(0, 10));
  await stream.once({ data: 'event 9' });
  proxy.refuse();
  await shared.publish(events(10, 40));
  for (const event of events(40, 50)) await shared.publish(event);
  await until('the browser to be turned away', () => proxy.refused > 0);
  proxy.accept();
  await stream.once({ data: 'event 49' });
  await shared.publish(events(50, 60));

  const entries = await stream.once({ data: 'event 59' });
  assert.deepEqual(payloads(entries), ['first', ...numbers(0, 60)]);
  assert.deepEqual(entries.filter(({ type }) => type === 'resync'), []);
  assert.deepEqual(proxy.requestsFor(path).map(({ lastEventId }) => lastEventId), [null, before.at(-1)]);
  const [, again] = entries.filter(({ type }) => type === 'connected');
  assert.equal(again.id, before.at(-1), 'the position of a resumed stream is the one that was asked for');
});

test('an event that was cut in the middle arrives once, whole', async (t) => {
  const topic = 'browser/half';
  const { proxy, path, stream, firstId } = await openStream(t, shared, topic);
  const data = `${randomBytes(600).toString('base64')}\nand the end of it`;
  proxy.cutInside(400);
  await shared.publish({ topic, data });
  await stream.once({ data });
  await shared.publish({ topic, data: 'next' });
  const entries = await stream.once({ data: 'next' });
  assert.deepEqual(payloads(entries), ['first', data, 'next']);
  assert.deepEqual(proxy.requestsFor(path).map(({ lastEventId }) => lastEventId), [null, firstId]);
});

test("a publisher's own id, whatever its letters, is one to resume from", async (t) => {
  const topic = 'browser/own-id';
  const { proxy, path, stream } = await openStream(t, shared, topic);
  const id = 'Auftrag 7 – übermäßig 🚂';
  assert.equal(await shared.publish({ topic, data: 'with an id of its own', id }), id);
  await stream.once({ id });
  proxy.refuse();
  await shared.publish({ topic, data: 'during the outage' });
  proxy.accept();
  const entries = await stream.once({ data: 'during the outage' });
  assert.deepEqual(payloads(entries), ['first', 'with an id of its own', 'during the outage']);
  assert.deepEqual(entries.map(({ type }) => type), ['connected', 'message', 'message', 'connected', 'message']);
  assert.deepEqual(proxy.requestsFor(path).map(({ lastEventId }) => lastEventId), [null, id]);
});

test('a stream cut before its first event keeps its position', async (t) => {
  const topic = 'browser/early';
  const proxy = await CutProxy.startFor(t, shared);
  const page = await openPage(t, browser, proxy);
  const stream = await listen(page, streamPath(topic));
  await stream.once({ type: 'connected' });
  proxy.refuse();
  const id = await shared.publish({ topic, data: 'during the outage' });
  proxy.accept();
  const entries = await stream.once({ id });
  assert.deepEqual(entries.map(({ type }) => type), ['connected', 'connected', 'message']);
});

test('ids of a process that was killed lead to a resync, then what is held, then live events', async (t) => {
  const topic = 'browser/restart';
  const old = await Server.startFor(t, {});
  const { proxy, stream, firstId } = await openStream(t, old, topic);
  proxy.refuse();
  await old.kill();
  const fresh = await Server.startFor(t, {});
  const heldId = await fresh.publish({ topic, data: 'before the browser is back' });
  proxy.target(fresh);
  proxy.accept();
  await stream.once({ id: heldId });
  const liveId = await fresh.publish({ topic, data: 'live' });

  const entries = (await stream.once({ id: liveId })).slice(2);
  assert.deepEqual(entries.map(({ type }) => type), ['connected', 'resync', 'message', 'message']);
  const [, resync, held, live] = entries;
  const { reason, asked, topics } = JSON.parse(resync.data);
  assert.equal(reason, 'other-log');
  assert.equal(asked, firstId);
  assert.deepEqual(topics, [topic]);
  assert.equal(held.data, 'before the browser is back');
  assert.equal(live.data, 'live');

  // What the notice calls the position before what follows is one: from there on, resume is complete.
  const second = await listenFrom(t, fresh, topic, resync.id);
  const resumed = await second.once({ id: liveId });
  assert.deepEqual(resumed.map(({ type }) => type), ['connected', 'message', 'message']);
});

test('an overrun of the log leads to a resync, then all that is still held, then live events', async (t) => {
  const topic = 'browser/overrun';
  const logBytes = 1024 * 1024;
  const server = await Server.startFor(t, { SSE_LOG_BYTES: String(logBytes) });
  const { proxy, path, stream, firstId } = await openStream(t, server, topic);
  proxy.refuse();
  const filler = 'x'.repeat(10_000);
  const count = Math.ceil((3 * logBytes) / filler.length);
  const ids = [];
  for (let n = 0; n < count; n++) ids.push(await server.publish({ topic, data: `${n} ${filler}` }));
  proxy.accept();
  await stream.once({ id: ids.at(-1) });
  ids.push(await server.publish({ topic, data: 'live' }));

  const entries = (await stream.once({ data: 'live' })).slice(2);
  assert.deepEqual(entries.slice(0, 2).map(({ type }) => type), ['connected', 'resync']);
  const { reason, asked, topics } = JSON.parse(entries[1].data);
  assert.equal(reason, 'overrun');
  assert.equal(asked, firstId);
  assert.deepEqual(topics, [topic]);
  const received = entries.slice(2).map(({ id }) => id);
  assert.deepEqual(received, ids.slice(-received.length), 'the newest events, without a gap');
  assert.ok(received.length > 1 && received.length < ids.length, `${received.length} of ${ids.length}`);
  assert.deepEqual(proxy.requestsFor(path).map(({ lastEventId }) => lastEventId), [null, firstId]);

  const second = await listenFrom(t, server, topic, entries[1].id);
  const resumed = await second.once({ data: 'live' });
  assert.deepEqual(resumed.map(({ type, id }) => (type === 'resync' ? type : id)).slice(1), received);
});

test('a quiet topic is resumed completely although the log has turned over', async (t) => {
  const topic = 'browser/quiet';
  const logBytes = 1024 * 1024;
  const server = await Server.startFor(t, { SSE_LOG_BYTES: String(logBytes) });
  const { proxy, stream } = await openStream(t, server, topic);
  proxy.refuse();
  const filler = 'x'.repeat(10_000);
  for (let n = 0; n < (3 * logBytes) / filler.length; n++) await server.publish({ topic: `${topic}/busy`, data: filler });
  const id = await server.publish({ topic, data: 'second' });
  proxy.accept();
  const entries = await stream.once({ id });
  assert.deepEqual(entries.map(({ type }) => type), ['connected', 'message', 'connected', 'message']);
});

test('after end, the reconnect is answered 204 and the browser stays away', async (t) => {
  const topic = 'browser/end';
  const { proxy, page, path, stream } = await openStream(t, shared, topic);
  // A second stream with the same reconnection time is the clock: while it comes back many times, the ended one must not.
  const clock = await openStream(t, shared, `${topic}/clock`);

  await shared.publish({ topic, data: 'the last', end: true });
  const entries = await stream.once({ type: 'end' });
  const end = entries.at(-1);
  assert.deepEqual(JSON.parse(end.data), { topic });
  assert.deepEqual(payloads(entries), ['first', 'the last']);
  await until('readyState CLOSED', async () => (await readyState(page, stream)) === 2);
  const requests = () => proxy.requestsFor(path).map(({ lastEventId, status }) => ({ lastEventId, status }));
  const expected = [{ lastEventId: null, status: 200 }, { lastEventId: end.id, status: 204 }];
  assert.deepEqual(requests(), expected);

  for (let comeback = 2; comeback <= 8; comeback++) {
    clock.proxy.cut();
    await clock.stream.once({ type: 'connected' }, comeback);
  }
  assert.deepEqual(requests(), expected);
  assert.deepEqual(await stream.all(), entries);
});

test('a fresh stream of an ended topic is given what it asks for, then the end, and no more than that', async (t) => {
  const topic = 'browser/ended';
  await shared.publish([{ topic, data: 'one' }, { topic, data: 'two', retry: RETRY_MS }]);
  await shared.publish({ topic, end: true });
  const proxy = await CutProxy.startFor(t, shared);
  const page = await openPage(t, browser, proxy);
  const paths = [streamPath(topic), streamPath(topic, { last: 1 })];
  const [live, last] = await Promise.all(paths.map((path) => listen(page, path)));
  for (const stream of [live, last]) {
    await until('readyState CLOSED', async () => (await readyState(page, stream)) === 2);
  }
  assert.deepEqual((await live.all()).map(({ type }) => type), ['connected', 'end']);
  assert.deepEqual((await last.all()).map(({ type }) => type), ['connected', 'message', 'end']);
  assert.deepEqual(payloads(await last.all()), ['two']);
  for (const path of paths) assert.deepEqual(proxy.requestsFor(path).map(({ status }) => status), [200, 204]);
});

for (const [form, type] of [['event', 'heartbeat'], ['message', 'message'], ['ping', 'ping']]) {
  test(`heartbeat=${form} reaches the browser as ${type}, with an id to resume from`, async (t) => {
    const topic = `browser/heartbeat/${form}`;
    const { proxy, path, stream } = await openStream(t, shared, topic, [], { heartbeat: form });
    const isHeartbeat = (entry) => entry.type === type && entry.data.startsWith('{');
    const heartbeat = await until('a heartbeat', async () => (await stream.all()).find(isHeartbeat));
    const { type: inner, timestamp } = JSON.parse(heartbeat.data);
    assert.equal(inner, 'heartbeat');
    assert.ok(!Number.isNaN(new Date(timestamp).getTime()), `timestamp ${timestamp}`);
    assert.ok(heartbeat.id);

    proxy.refuse();
    await shared.publish({ topic, data: 'during the outage' });
    proxy.accept();
    const entries = await stream.once({ data: 'during the outage' });
    assert.deepEqual(payloads(entries.filter((entry) => !isHeartbeat(entry))), ['first', 'during the outage']);
    assert.deepEqual(entries.filter((entry) => entry.type === 'resync'), []);
    const asked = proxy.requestsFor(path).at(-1).lastEventId;
    assert.ok(entries.some((entry) => isHeartbeat(entry) && entry.id === asked), `resumed from ${asked}`);
  });
}

/** Another stream of `topic`, from `lastEventId` on. */
async function listenFrom(t, server, topic, lastEventId) {
  const proxy = await CutProxy.startFor(t, server);
  const page = await openPage(t, browser, proxy);
  return listen(page, streamPath(topic, { lastEventId }));
}
