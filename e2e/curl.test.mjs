import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { Server, streamPath } from './server.mjs';
import { until } from './until.mjs';

/** What counts as at once, far under the heartbeat: nothing but the server's own buffering could make it longer. */
const AT_ONCE_MS = 2_000;

let server;

before(async () => {
  server = await Server.start();
});

after(() => server?.kill());

/** `curl -N` on a stream; what it has shown so far, and the status it exits with. */
function curl(t, port, topic, options) {
  const url = `http://127.0.0.1:${port}${streamPath(topic)}`;
  const child = spawn('curl', ['-N', '--silent', '--show-error', ...options, url], { stdio: ['ignore', 'pipe', 'pipe'] });
  t.after(() => child.kill('SIGKILL'));
  const run = { shown: '', exited: null };
  child.stdout.setEncoding('utf8').on('data', (text) => (run.shown += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (run.shown += text));
  child.on('exit', (code, signal) => (run.exited = code ?? signal));
  return run;
}

const FORMS = { 'curl -N': [], 'curl -N over HTTP/1.0': ['--http1.0'], 'curl -N --compressed': ['--compressed'] };

for (const [name, options] of Object.entries(FORMS)) {
  test(`${name} shows the first bytes and each event at once, and exits 0 at the end`, async (t) => {
    const topic = `curl/${name}`;
    const run = curl(t, server.port, topic, options);
    await until('the first bytes', () => /^retry: \d+\nevent: connected\ndata: ?.*\nid: ?.*\n\n/.test(run.shown), AT_ONCE_MS);

    const id = await server.publish({ topic, type: 'note', data: 'one\r\ntwo' });
    const frame = `event: note\ndata: one\ndata: two\nid: ${id}\n\n`;
    await until('the event', () => run.shown.includes(frame), AT_ONCE_MS);
    assert.equal(run.exited, null);

    await server.publish({ topic, data: 'the last', end: true });
    await until('curl to exit', () => run.exited !== null, AT_ONCE_MS);
    assert.equal(run.exited, 0, run.shown);
    assert.match(run.shown, /data: the last\n[^]*event: end\ndata: .*\nid: .*\n\n$/);
  });
}

for (const [name, options] of Object.entries(FORMS)) {
  test(`${name} exits 0 when the server is told to stop`, async (t) => {
    const draining = await Server.startFor(t, { SSE_DRAIN_SECONDS: '2' });
    const run = curl(t, draining.port, 'curl/drain', options);
    await until('the first bytes', () => run.shown.includes('event: connected'), AT_ONCE_MS);
    await draining.stop();
    await until('curl to exit', () => run.exited !== null, AT_ONCE_MS);
    assert.equal(run.exited, 0, run.shown);
  });
}
