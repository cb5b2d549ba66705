import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { listen, openPage, readyState, startChromium } from './chromium.mjs';
import { CutProxy } from './cut-proxy.mjs';
import { Server } from './server.mjs';
import { until } from './until.mjs';

// The default heartbeat of 30 s takes one second here, and so does everything that the clients measure.
const HEARTBEAT = '1s';
const SECOND = 1000 / 30;
/** Heartbeats in some minutes of the original's time. */
const MINUTES = 6;
const GENERATIONS = ['newest', 'middle', 'oldest'];
const CLIENTS = fileURLToPath(new URL('original-clients.js', import.meta.url));

let browser;
let server;

before(async () => {
  [browser, server] = await Promise.all([startChromium(), Server.start({ SSE_HEARTBEAT_INTERVAL: HEARTBEAT })]);
});

after(async () => {
  await Promise.all([browser?.close(), server?.kill()]);
});

async function originalPage(t, proxy) {
  const page = await openPage(t, browser, proxy);
  await page.addScriptTag({ path: CLIENTS });
  return page;
}

/** A client of the original in the page. */
async function start(page, path, generation, second = SECOND) {
  const number = await page.evaluate(([p, g, s]) => startOriginal(p, g, s), [path, generation, second]);
  return {
    generation,
    /** How often it heard a heartbeat; infinitely often once it has left, so that nobody waits for more. */
    heartbeats: () => page.evaluate((n) => (originals[n].reconnects.length ? Infinity : originals[n].heartbeats), number),
    seen: () => page.evaluate((n) => originals[n].seen(), number),
    close: () => page.evaluate((n) => originals[n].close(), number),
  };
}

async function broadcast(event) {
  const answer = await fetch(server.url('/events/broadcast'), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ session_filter: null, subscription_filter: null, ...event }),
  });
  assert.equal(answer.status, 200);
  return answer.json();
}

function getJson(path) {
  return fetch(server.url(path)).then((answer) => answer.json());
}

/** Waits for so many more heartbeats of every client, calling `meanwhile` again and again. */
async function awaitHeartbeats(clients, count, meanwhile = () => {}) {
  const heartbeats = () => Promise.all(clients.map((client) => client.heartbeats()));
  const before = await heartbeats();
  await until(`${count} heartbeats of each client`, async () => {
    await meanwhile();
    return (await heartbeats()).every((now, n) => now >= before[n] + count);
  }, 60_000);
}

test('no client of the original leaves for no reason, idle or busy', async (t) => {
  const paths = ['/sse', '/events', '/events?subscribe=summary_complete,summary_progress,system&client_id=client_k3j2h1'];
  // A browser has six connections to a host and port: each path has a proxy of its own.
  const groups = await Promise.all(paths.map(async (path) => {
    const proxy = await CutProxy.startFor(t, server);
    const page = await originalPage(t, proxy);
    const clients = await Promise.all(GENERATIONS.map((generation) => start(page, path, generation)));
    const native = await listen(page, path, ['system', 'summary_progress', 'summary_complete']);
    await native.once({ type: 'connected' });
    return { path, proxy, clients, native };
  }));
  const clients = groups.flatMap((group) => group.clients);
  const streams = clients.length + groups.length;

  await awaitHeartbeats(clients, MINUTES);

  const sent = [];
  await awaitHeartbeats(clients, MINUTES, async () => {
    const data = { status: 'processing', message: 'ünï', progress: sent.length, total: 1e6, current_video: { id: 'x' } };
    sent.push({ type: 'summary_progress', data });
    const { success, message, total_connections: connections } = await broadcast({ event_type: 'summary_progress', data });
    assert.deepEqual([success, message, connections], [true, 'Broadcasted summary_progress event', streams]);
  });
  const last = { message: 'the last', level: 'info' };
  sent.push({ type: 'system', data: last });
  await broadcast({ event_type: 'system', data: last });

  const { total_connections: total, connections } = await getJson('/events/status');
  assert.equal(total, streams);
  const listed = new Set(connections.map(({ connection_id: id }) => id));
  for (const group of groups) {
    for (const client of group.clients) {
      const what = `${client.generation} at ${group.path}`;
      const seen = await until(`all events of ${what}`, async () => {
        const now = await client.seen();
        return now.events.length >= sent.length && now;
      });
      assert.deepEqual(seen.reconnects, [], what);
      assert.deepEqual(seen.events, sent, what);
      assert.equal(seen.connected.length, 1, what);
      assert.ok(listed.has(seen.connected[0].connection_id), what);
    }
    const entries = await group.native.once({ type: 'system' });
    assert.deepEqual(
      entries.filter(({ type }) => type === 'summary_progress').map(({ data }) => JSON.parse(data)),
      sent.slice(0, -1).map(({ data }) => data),
    );
    assert.equal(group.proxy.requests.length, group.clients.length + 1, 'nobody came twice');
  }
});

test('every client of the original leaves where its own heartbeat is missing, and only there', async (t) => {
  const proxy = await CutProxy.startFor(t, server);
  const page = await originalPage(t, proxy);
  const starting = (pairs) => pairs.map(([generation, form]) => start(page, `/events?heartbeat=${form}`, generation));
  const leaving = await Promise.all(starting([['newest', 'event'], ['middle', 'ping'], ['oldest', 'comment']]));
  const staying = await Promise.all(starting([['newest', 'message'], ['middle', 'event'], ['oldest', 'ping']]));
  for (const client of leaving) {
    await until(`the ${client.generation} to leave`, async () => (await client.seen()).reconnects.includes('no heartbeat'), 20_000);
  }
  for (const client of staying) assert.deepEqual((await client.seen()).reconnects, [], client.generation);
});

test("the original's connected, on /events", async (t) => {
  const proxy = await CutProxy.startFor(t, server);
  const page = await originalPage(t, proxy);
  const client = await start(page, '/events?subscribe=test,admin', 'newest');
  const [connected] = await until('connected', async () => {
    const { connected: all } = await client.seen();
    return all.length > 0 && all;
  });
  assert.equal(connected.message, 'Connected to notification stream');
  assert.deepEqual(connected.subscriptions, ['test', 'admin']);
  await broadcast({ event_type: 'system', data: {} });
  await broadcast({ event_type: 'admin', data: { reload: true } });
  const { events } = await until('the event', async () => {
    const now = await client.seen();
    return now.events.length > 0 && now;
  });
  assert.deepEqual(events, [{ type: 'admin', data: { reload: true } }]);
});

test('events in the compression envelope of the original, large ones and unnamed ones arrive', async (t) => {
  const proxy = await CutProxy.startFor(t, server);
  const page = await originalPage(t, proxy);
  const client = await start(page, '/sse', 'newest');
  await until('connected', async () => (await client.seen()).connected.length > 0);
  const large = { video_id: 'x', title: 'ü'.repeat(3000), source: 'cache' };
  const envelope = gzipSync(JSON.stringify(large)).toString('base64');
  assert.ok(envelope.startsWith('H4sI'));
  await server.publish({ topic: 'broadcast', type: 'summary_complete', data: envelope });
  await until('what was inflated', async () => (await client.seen()).events.length === 1);
  await broadcast({ event_type: 'summary_complete', data: large });
  await server.publish({ topic: 'broadcast', data: { type: 'system', message: 'unnamed' } });
  const { events } = await until('all three', async () => {
    const now = await client.seen();
    return now.events.length >= 3 && now;
  });
  assert.deepEqual(events, [
    { type: 'summary_complete', data: large },
    { type: 'summary_complete', data: large },
    { type: 'system', data: { type: 'system', message: 'unnamed' } },
  ]);
});

test("browsers that come from the original with its ids are told so, and go on", async (t) => {
  const uuid = randomUUID();
  const original = createServer((request, answer) => {
    answer.writeHead(200, { 'Content-Type': 'text/event-stream' });
    answer.write(`retry: 50\nevent: connected\nid: ${uuid}\ndata: {"connection_id":"${uuid}"}\n\n`);
  });
  await new Promise((resolve) => original.listen(0, '127.0.0.1', resolve));
  t.after(() => original.closeAllConnections());
  t.after(() => original.close());
  const proxy = await CutProxy.startFor(t, original.address());
  const page = await originalPage(t, proxy);
  const streams = await Promise.all(['/sse', '/events'].map((path) => listen(page, path, ['system'])));
  for (const stream of streams) await stream.once({ id: uuid });

  proxy.refuse();
  const unknownIds = async () => (await getJson('/sse/health')).metrics.resumes.resynced['unknown-id'];
  const unknownBefore = await unknownIds();
  await broadcast({ event_type: 'system', data: 'before they are back' });
  proxy.target(server);
  proxy.accept();
  for (const stream of streams) await stream.once({ type: 'resync' });
  await broadcast({ event_type: 'system', data: 'live' });
  for (const stream of streams) {
    const entries = (await stream.once({ data: '"live"' })).slice(1);
    assert.deepEqual(entries.map(({ type }) => type), ['connected', 'resync', 'system']);
    const { reason, asked } = JSON.parse(entries[1].data);
    assert.deepEqual({ reason, asked }, { reason: 'unknown-id', asked: uuid });
    assert.equal(await readyState(page, stream), 1);
  }
  assert.equal(await unknownIds(), unknownBefore + streams.length);
});

test('at a full server no client of the original gives up, and each comes in when there is room', async (t) => {
  const full = await Server.startFor(t, { SSE_MAX_CONNECTIONS_PER_IP: '1', SSE_HEARTBEAT_INTERVAL: '100ms' });
  const proxy = await CutProxy.startFor(t, full);
  const page = await originalPage(t, proxy);
  let waiting = await Promise.all(['oldest', ...GENERATIONS].map((generation) => start(page, '/events', generation, 20)));
  await until('everybody but one to be turned away many times', async () => {
    const seen = await Promise.all(waiting.map((client) => client.seen()));
    return seen.filter(({ reconnects }) => reconnects.length > 10).length === waiting.length - 1;
  }, 30_000);
  while (waiting.length > 0) {
    const entered = await until('one to come in', async () => {
      const seen = await Promise.all(waiting.map((client) => client.seen()));
      return waiting.find((_, n) => seen[n].connected.length > 0);
    }, 30_000);
    assert.equal((await entered.seen()).gaveUp, false);
    waiting = waiting.filter((client) => client !== entered);
    await entered.close();
  }
});
