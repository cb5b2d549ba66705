import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { Server, streamPath } from '../server.mjs';
import { until } from '../until.mjs';
import { Streams } from './streams.mjs';

let server;

before(async () => {
  server = await Server.start({ SSE_HEARTBEAT_INTERVAL: '1s', SSE_IDLE_TIMEOUT: '3s', SSE_MAX_CONNECTIONS_PER_IP: '0' });
});

after(() => server?.kill());

const closedBy = async (...reasons) => {
  const { closed_by_reason: closed } = (await server.health()).connections;
  return reasons.reduce((sum, reason) => sum + closed[reason], 0);
};

/**
 * Has `break` end a stream beside one that is well, and checks that it is counted under one of `reasons` alone, once, that
 * its place is free again, and that the other stream goes on.
 */
async function fault(t, topic, reasons, breakStream) {
  const well = await Streams.openFor(t, server.port, topic, 1);
  const all = async () => Object.values((await server.health()).connections.closed_by_reason).reduce((a, b) => a + b);
  const [before, allBefore] = [await closedBy(...reasons), await all()];
  const { active } = (await server.health()).connections;
  await server.publish({ topic, data: 0 });
  await breakStream();
  await until(`one more of ${reasons}`, async () => (await closedBy(...reasons)) === before + 1, 20_000);
  await until('its place to be free', async () => (await server.health()).connections.active === active);
  assert.equal(await all(), allBefore + 1, 'every close is counted once');
  await server.publish({ topic, data: 1 });
  await well.haveAll(2);
}

/** A stream over a bare socket, once its `connected` has come. */
async function open(t, topic) {
  const socket = connect(server.port, '127.0.0.1');
  t.after(() => socket.destroy());
  socket.write(`GET ${streamPath(topic)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
  let shown = '';
  socket.setEncoding('latin1').on('data', (text) => (shown += text)).on('error', () => {});
  await until('connected', () => shown.includes('event: connected'));
  return socket;
}

test('a client that is killed', (t) => fault(t, 'faults/killed', ['client-closed', 'reset'], async () => {
  const client = spawn('curl', ['-sN', server.url(streamPath('faults/killed'))], { stdio: ['ignore', 'pipe', 'ignore'] });
  let shown = '';
  client.stdout.setEncoding('utf8').on('data', (text) => (shown += text));
  await until('connected', () => shown.includes('event: connected'));
  client.kill('SIGKILL');
}));

test('a client that leaves in order', (t) => fault(t, 'faults/left', ['client-closed'], async () => {
  (await open(t, 'faults/left')).end();
}));

test('a reset', (t) => fault(t, 'faults/reset', ['reset'], async () => {
  (await open(t, 'faults/reset')).resetAndDestroy();
}));

test('a peer that vanished: its packets are dropped both ways, without a word', (t) => fault(t, 'faults/half-open', ['vanished'], async () => {
  const socket = await open(t, 'faults/half-open');
  const port = String(socket.localPort);
  const drop = (change, direction) => execFileSync('iptables', ['-w', change, 'INPUT', '-p', 'tcp', direction, port, '-j', 'DROP']);
  for (const direction of ['--sport', '--dport']) {
    drop('-A', direction);
    t.after(() => drop('-D', direction));
  }
}));

test('a reader that stalls', (t) => fault(t, 'faults/stalled', ['stalled', 'vanished'], async () => {
  const topic = 'faults/stalled/big';
  (await open(t, topic)).pause();
  const filler = 'x'.repeat(500_000);
  for (let n = 0; n < 40; n++) await server.publish({ topic, data: filler });
}));
