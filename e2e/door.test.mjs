import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { listen, openPage, readyState, startChromium } from './chromium.mjs';
import { CutProxy } from './cut-proxy.mjs';
import { Server, streamPath } from './server.mjs';
import { until } from './until.mjs';

/** Who was refused comes back after 5 to 15 seconds. */
const COMEBACK_MS = 40_000;
const CLOSED = 2;

let browser;

before(async () => {
  browser = await startChromium();
});

after(() => browser?.close());

/** A page with an EventSource, not yet answered. */
async function openSource(t, server, topic) {
  const proxy = await CutProxy.startFor(t, server);
  const page = await openPage(t, browser, proxy);
  const path = streamPath(topic);
  const stream = await listen(page, path);
  const connections = async () => (await stream.all()).filter(({ type }) => type === 'connected').length;
  return { proxy, page, path, stream, connections };
}

/** The same, connected, and told to reconnect quickly. */
async function openStream(t, server, topic) {
  const source = await openSource(t, server, topic);
  await source.stream.once({ type: 'connected' });
  await server.publish({ topic, data: 'first', retry: 50 });
  await source.stream.once({ data: 'first' });
  return source;
}

/** A client that holds the place of a stream, or a publish that is under way. */
async function hold(t, server, request) {
  const socket = connect(server.port, '127.0.0.1').on('error', () => {});
  t.after(() => socket.destroy());
  socket.write(request.replaceAll('\n', '\r\n'));
  return socket;
}

async function health(server) {
  return (await fetch(server.url('/sse/health'))).json();
}

async function assertHears(server, { stream }, topic) {
  await server.publish({ topic, data: 'back again' });
  await stream.once({ data: 'back again' });
}

// At the same time, since both wait until the browser comes back.
describe('a full server', { concurrency: true }, () => {
  for (const [reason, limit] of [
    ['max-connections', 'SSE_MAX_CONNECTIONS'],
    ['per-ip', 'SSE_MAX_CONNECTIONS_PER_IP'],
  ]) {
    test(`a browser that met it (${reason}) is back by itself when a place is free`, async (t) => {
      const topic = 'door/full';
      const server = await Server.startFor(t, { [limit]: '1' });
      const holder = await hold(t, server, `GET ${streamPath(topic)} HTTP/1.1\nHost: localhost\n\n`);
      await until('the place to be taken', async () => (await health(server)).connections.active === 1);

      const source = await openSource(t, server, topic);
      const rejected = async () => (await health(server)).connections.rejected_by_reason[reason];
      await until('the browser to be refused', rejected);
      await until('the refusal to end', async () => (await readyState(source.page, source.stream)) !== 1);
      assert.notEqual(await readyState(source.page, source.stream), CLOSED);
      assert.equal(await source.connections(), 0);

      holder.destroy();
      await until('the browser to be back', source.connections, COMEBACK_MS);
      assert.ok(source.proxy.requestsFor(source.path).every(({ status }) => status === 200));
      await assertHears(server, source, topic);
    });
  }
});

test('browsers of a draining server are back after its restart on the same port', async (t) => {
  const topic = 'door/drain';
  const server = await Server.startFor(t);
  const sources = await Promise.all([1, 2, 3].map(() => openStream(t, server, topic)));
  // A publish that is under way keeps the server draining.
  const publish = await hold(
    t, server, 'POST /publish HTTP/1.1\nHost: localhost\nContent-Type: application/x-ndjson\nTransfer-Encoding: chunked\n\n');
  server.beginStop();
  for (const { proxy, path } of sources) {
    await until('the browser to try again', () => proxy.requestsFor(path).length > 1, COMEBACK_MS);
  }
  assert.ok(server.isRunning, 'it drains still');
  publish.end('0\r\n\r\n');
  await server.ended();

  await server.restart();
  for (const source of sources) {
    await until('the browser to be back', async () => (await source.connections()) === 2, COMEBACK_MS);
    assert.notEqual(await readyState(source.page, source.stream), CLOSED);
    await source.stream.once({ type: 'resync' });
  }
  await server.publish({ topic, data: 'back again' });
  for (const { stream } of sources) await stream.once({ data: 'back again' });
});

test('browsers of a killed server are back after its restart on the same port', async (t) => {
  const topic = 'door/restart';
  const server = await Server.startFor(t);
  const source = await openStream(t, server, topic);
  await server.kill();
  await until('the browser to try in vain', () => source.proxy.requestsFor(source.path).length > 2, COMEBACK_MS);
  await server.restart();
  await until('the browser to be back', async () => (await source.connections()) === 2, COMEBACK_MS);
  await assertHears(server, source, topic);
});
