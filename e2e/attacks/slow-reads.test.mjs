import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { test } from 'node:test';
import { Server } from '../server.mjs';
import { until } from '../until.mjs';
import { Attack, clientPorts, residentBytes } from './attack.mjs';
import { Streams } from './streams.mjs';

const STALLED = 100;
const SLOW = 100;
const READERS = 20;
const EVENT_BYTES = 64 * 1024;
const EVENTS = 300;
/** A queue for each of the slow would need 200 × 300 × 64 KiB = 3.7 GiB. */
const MOST_GROWTH = 96 * 1024 * 1024;

test('slow reads: who takes nothing is gone by the idle timeout, who takes little costs no memory', async (t) => {
  const server = await Server.startFor(t, {
    SSE_IDLE_TIMEOUT: '4s',
    SSE_HEARTBEAT_INTERVAL: '1s',
    SSE_LOG_BYTES: '8MiB',
    SSE_MAX_CONNECTIONS_PER_IP: '0',
    SSE_MAX_HTTP_CONNECTIONS: '2000',
    JAVA_TOOL_OPTIONS: '-Xmx128m',
  });
  const filler = 'x'.repeat(EVENT_BYTES);
  // The log is full, and the heap as large as it gets, before anything is measured.
  for (let n = 0; n < EVENTS; n++) await server.publish({ topic: 'warm', data: `${n} ${filler}` });
  const before = residentBytes(server.pid);

  const streams = await Streams.openFor(t, server.port, 'big', READERS);
  const stalled = Array.from({ length: STALLED }, () => stall(t, server));
  Attack.startFor(t, server, '/sse?topic=big', ['-X', '-c', String(SLOW), '-r', '100', '-w', '512', '-y', '1024', '-n', '1', '-z', '256']);
  await until('all of them', async () => (await server.health()).connections.active >= READERS + STALLED + SLOW, 20_000);

  const stalledPorts = stalled.map(({ localPort }) => localPort);
  let most = 0;
  for (let n = 0; n < EVENTS; n++) {
    await server.publish({ topic: 'big', data: `${n} ${filler}` });
    most = Math.max(most, residentBytes(server.pid));
    // The readers set the pace: what is lost on them would be lost for another reason than the slow ones.
    if (n % 10 === 9) await streams.haveAll(n + 1);
  }
  await until('the stalled to be gone', () => {
    const open = clientPorts(server);
    return !stalledPorts.some((port) => open.has(port));
  }, 30_000);
  most = Math.max(most, residentBytes(server.pid));
  assert.ok(most - before < MOST_GROWTH, `resident memory grew by ${(most - before) >> 20} MiB`);

  const { active, closed_by_reason: closed } = (await server.health()).connections;
  // 'cut' is the bound at work: there is room for the rests of so many half-sent events, and no more.
  const known = closed.stalled + closed.vanished + closed.cut + closed['slow-reader'];
  assert.ok(known >= STALLED, JSON.stringify(closed));
  assert.equal(closed.error + closed.ended + closed.drain, 0, JSON.stringify(closed));
  assert.ok(active >= READERS, `${active} streams`);
  await server.publish({ topic: 'big', data: EVENTS });
  await streams.haveAll(EVENTS + 1);
});

/** A stream that reads nothing after its head. */
function stall(t, server) {
  const socket = connect(server.port, '127.0.0.1', () => {
    socket.write('GET /sse?topic=big HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
  });
  socket.on('error', () => {}).once('data', () => socket.pause());
  t.after(() => socket.destroy());
  return socket;
}
