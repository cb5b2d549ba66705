import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { Server } from '../server.mjs';
import { until } from '../until.mjs';
import { Attack } from './attack.mjs';
import { Streams } from './streams.mjs';

const STREAMS = 1_000;
const ATTACKERS = 300;

const ATTACKS = {
  'slow headers': ['/sse', ['-H', '-c', String(ATTACKERS), '-r', '150', '-i', '1', '-x', '24']],
  'slow bodies': ['/publish', ['-B', '-c', String(ATTACKERS), '-r', '150', '-i', '1', '-s', '8192', '-x', '10']],
};

for (const [name, [path, options]] of Object.entries(ATTACKS)) {
  test(`${name}: ${STREAMS} streams go on, and every attacker is gone by the request timeout`, async (t) => {
    const server = await Server.startFor(t, {
      SSE_REQUEST_TIMEOUT: '3s',
      SSE_MAX_CONNECTIONS_PER_IP: '0',
      SSE_MAX_HTTP_CONNECTIONS: '2000',
    });
    const streams = await Streams.openFor(t, server.port, 'attack', STREAMS);
    const publisher = publish(t, server);

    const attack = Attack.startFor(t, server, path, options);
    // Some are gone before the last have come.
    let most = 0;
    await until('the attack', () => (most = Math.max(most, attack.connections())) >= ATTACKERS / 2, 20_000);
    await until('every attacker to be gone', () => attack.connections() === 0, 30_000);

    await streams.haveAll(await publisher.stop());
    const { connections } = await server.health();
    assert.equal(connections.active, STREAMS);
    assert.equal((await fetch(server.url('/readyz'))).status, 200);
  });
}

/** Publishes the numbers 0, 1, 2 … one after the other until it is stopped; gives how many. */
function publish(t, server) {
  let stopped = false;
  t.after(() => (stopped = true));
  const done = (async () => {
    let count = 0;
    for (; !stopped; count++) {
      await server.publish({ topic: 'attack', data: count });
      await pause(50);
    }
    return count;
  })();
  done.catch(() => {});
  return {
    stop() {
      stopped = true;
      return done;
    },
  };
}
