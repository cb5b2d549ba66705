// A container filled to its limit through both of its doors, the server's port and nginx's: each stream is held and given every event,
// newcomers are refused by the server's own words through both, and the log is filled meanwhile. Run by .ci/container.sh; STREAMS is the
// limit, ROUNDS how often the log is filled.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Streams } from '../attacks/streams.mjs';
import { until } from '../until.mjs';
import { ask } from './ask.mjs';

const SERVER = 5001;
const NGINX = 80;
const STREAMS = Number(process.env.STREAMS);
const ROUNDS = Number(process.env.ROUNDS ?? 1);
const LOG_BYTES = 64 * 2 ** 20;
const EVENTS_PER_ROUND = 10;
const NEWCOMER = '127.9.9.9';

/** An address of loopback for each ten streams, which is the image's limit of one address. */
const addressesOf = (net) => (n) => `127.${net}.${1 + Math.floor(n / 2500)}.${1 + (Math.floor(n / 10) % 250)}`;

const health = async () => JSON.parse((await ask(SERVER, '/sse/health')).body);

async function publish(events) {
  const headers = { Authorization: 'Bearer k', 'Content-Type': 'application/x-ndjson' };
  const body = events.map((event) => `${JSON.stringify(event)}\n`).join('');
  const answer = await ask(SERVER, '/publish', { method: 'POST', headers, body });
  assert.equal(answer.status, 200, answer.body);
}

/** Publishes to a topic that nobody reads until the first of it is gone from the log, which holds nothing older then. */
async function fillLog() {
  const events = Array.from({ length: 1000 }, () => ({ topic: 'public/filling', data: 'x'.repeat(4000) }));
  await publish(events);
  const { newest_id: before } = (await health()).log;
  await until('the log to be full', async () => {
    await publish(events);
    return millis((await health()).log.oldest_id) > millis(before);
  }, 60_000);
}

const mib = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`;
const millis = (id) => Number(id.split('-')[0]);

test(`${STREAMS} streams through both doors`, async (t) => {
  const direct = await Streams.openFor(t, SERVER, 'broadcast', STREAMS / 2, addressesOf(1));
  const proxied = await Streams.openFor(t, NGINX, 'broadcast', STREAMS / 2, addressesOf(2));
  const { connections } = await health();
  assert.deepEqual([connections.active, connections.max], [STREAMS, STREAMS]);

  for (const port of [SERVER, NGINX]) {
    await t.test(`an EventSource is told on port ${port} to come back`, async () => {
      const answer = await ask(port, '/sse', { localAddress: NEWCOMER, headers: { Accept: 'text/event-stream' } });
      assert.equal(answer.status, 200);
      assert.match(answer.headers['content-type'], /^text\/event-stream/);
      assert.match(answer.body, /^: Connection limit reached\nretry: \d+\n\n?$/);
    });
    await t.test(`a script is told on port ${port} why`, async () => {
      const answer = await ask(port, '/sse', { localAddress: NEWCOMER });
      assert.equal(answer.status, 503);
      assert.equal(answer.headers['content-type'], 'application/problem+json');
      assert.equal(JSON.parse(answer.body).title, 'Connection limit reached');
      const seconds = Number(answer.headers['retry-after']);
      assert.ok(seconds >= 5 && seconds <= 15, `Retry-After: ${answer.headers['retry-after']}`);
    });
  }
  const { rejected_by_reason: refused } = (await health()).connections;
  assert.equal(refused['max-connections'], 4, JSON.stringify(refused));

  for (let round = 1; round <= ROUNDS; round++) {
    await fillLog();
    const last = round * EVENTS_PER_ROUND;
    for (let n = last - EVENTS_PER_ROUND; n < last; n++) await publish([{ topic: 'broadcast', data: `${n} ${'x'.repeat(100)}` }]);
    await direct.haveAll(last);
    await proxied.haveAll(last);
  }
  const end = await health();
  assert.equal(end.connections.active, STREAMS);
  // A log gives up its oldest segment whole, so a full one holds most of its bound.
  assert.ok(end.log.bytes > 0.75 * LOG_BYTES, `the log holds ${end.log.bytes} bytes`);
  const { heap_live_bytes: heap, direct_bytes: outside } = end.memory;
  t.diagnostic(`held: ${STREAMS} streams; log ${mib(end.log.bytes)}, live heap ${mib(heap)}, outside the heap ${mib(outside)}`);
});
