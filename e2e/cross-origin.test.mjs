import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { startChromium } from './chromium.mjs';
import { Server, streamPath } from './server.mjs';
import { until } from './until.mjs';

/** Opens every topic, here from a cookie, which a browser sends to another origin only where the page asks for it. */
const SUBSCRIBE_KEY = 'reader';
const PUBLISH_KEY = 'publisher';

let browser;
let pages;
let server;

before(async () => {
  pages = createServer((request, answer) => answer.setHeader('Content-Type', 'text/html').end('<link rel="icon" href="data:,">'));
  await new Promise((resolve, reject) => pages.once('error', reject).listen(0, '127.0.0.1', resolve));
  const settings = {
    SSE_HOST: '127.0.0.1',
    SSE_PUBLISH_KEY: PUBLISH_KEY,
    SSE_SUBSCRIBE_KEY: SUBSCRIBE_KEY,
    SSE_CORS_ORIGINS: origin('127.0.0.1'),
  };
  [browser, server] = await Promise.all([startChromium(), Server.start(settings, [])]);
});

after(async () => {
  pages?.close();
  pages?.closeAllConnections();
  await Promise.all([browser?.close(), server?.kill()]);
});

/** The same pages under two names are of two origins, and neither is the server's. */
function origin(host) {
  return `http://${host}:${pages.address().port}`;
}

async function open(t, host) {
  const context = await browser.newContext();
  t.after(() => context.close());
  await context.addCookies([{ name: 'sse_key', value: SUBSCRIBE_KEY, domain: '127.0.0.1', path: '/' }]);
  const page = await context.newPage();
  await page.goto(`${origin(host)}/`);
  return page;
}

function listen(page, topic) {
  return page.evaluate((url) => {
    globalThis.seen = [];
    globalThis.source = new EventSource(url, { withCredentials: true });
    for (const type of ['open', 'error', 'message']) source.addEventListener(type, ({ data }) => seen.push(data ?? type));
  }, server.url(streamPath(topic)));
}

/** The answer's status and body; for a page that may not read it, the name of the error. */
function publish(page, topic, data, headers) {
  return page.evaluate(
    ([url, body, more]) =>
      fetch(url, { method: 'POST', headers: { 'Content-Type': 'application/json', ...more }, body }).then(
        async (answer) => ({ status: answer.status, body: await answer.text() }),
        (error) => error.name,
      ),
    [server.url('/publish'), JSON.stringify({ topic, data }), headers],
  );
}

const KEY = { Authorization: `Bearer ${PUBLISH_KEY}`, 'Idempotency-Key': 'once' };

test('a page of a listed origin reads with its cookie and publishes with a key', async (t) => {
  const topic = 'private/listed';
  const page = await open(t, '127.0.0.1');
  await listen(page, topic);
  await until('the stream to open', () => page.evaluate(() => seen.includes('open')));
  const { status, body } = await publish(page, topic, 'across', KEY);
  assert.equal(status, 200, body);
  await until('the event', () => page.evaluate(() => seen.includes('across')));
  const refused = await publish(page, topic, 'without a key', {});
  assert.equal(refused.status, 401, 'a page may read why it was refused');
  assert.match(refused.body, /"detail"/);
});

test('a page of another origin neither reads nor publishes', async (t) => {
  const topic = 'public/foreign';
  const page = await open(t, 'localhost');
  await listen(page, topic);
  await until('the stream to fail', () => page.evaluate(() => source.readyState === EventSource.CLOSED));
  assert.deepEqual(await page.evaluate(() => seen), ['error']);
  assert.equal(await publish(page, topic, 'stolen', KEY), 'TypeError');
  assert.equal(await page.evaluate((url) => fetch(url).then(() => 'read', (error) => error.name), server.url('/healthz')), 'TypeError');
});
