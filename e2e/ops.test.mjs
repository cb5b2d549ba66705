import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openPage, startChromium } from './chromium.mjs';
import { CutProxy } from './cut-proxy.mjs';
import { freePort, Server, streamPath } from './server.mjs';
import { until } from './until.mjs';

const MARKUP = '<img src=x onerror="document.title=1"><script>document.title=2</script>&amp;';

let browser;

before(async () => {
  browser = await startChromium();
});

after(() => browser?.close());

/** A server with a port for operators, and the page of it. */
class Ops {
  /** What the browser complained of: errors, violations of the policy, failed requests. */
  complaints = [];

  static async open(t, settings = {}, args = ['--dev'], context = {}) {
    const ops = new Ops();
    ops.adminPort = await freePort();
    ops.settings = { SSE_ADMIN_PORT: String(ops.adminPort), SSE_DRAIN_SECONDS: '1s', ...settings };
    ops.server = await Server.start(ops.settings, args);
    t.after(() => ops.server.kill());
    await ops.show(t, context);
    return ops;
  }

  async show(t, context) {
    const opened = await browser.newContext(context);
    t.after(() => opened.close());
    this.page = await opened.newPage();
    this.page.on('console', (said) => {
      if (['error', 'warning'].includes(said.type())) this.complaints.push(said.text());
    });
    this.page.on('pageerror', (error) => this.complaints.push(String(error)));
    await this.page.goto(this.url('/'));
  }

  url(path) {
    return `http://127.0.0.1:${this.adminPort}${path}`;
  }

  async status() {
    return (await fetch(this.url('/sse/status'))).json();
  }

  publish(event, key) {
    const headers = { 'Content-Type': 'application/json', ...(key && { Authorization: `Bearer ${key}` }) };
    return fetch(this.url('/publish'), { method: 'POST', headers, body: JSON.stringify(event) });
  }

  text(selector) {
    return this.page.locator(selector).textContent();
  }

  /** Waits until the text of an element is as wanted. */
  async says(selector, wanted) {
    let text;
    const matches = () => (wanted instanceof RegExp ? wanted.test(text) : text === wanted);
    try {
      await until(`${selector} to say ${wanted}`, async () => {
        text = await this.text(selector);
        return matches();
      });
    } catch (cause) {
      throw new Error(`${cause.message}; it says ${text}`, { cause });
    }
    return text;
  }

  tile(name) {
    return `[data-tile=${name}]`;
  }

  /** The rows of a table, each an array of its cells' texts. */
  rows(body) {
    return this.page.locator(`${body} tr`).evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
  }

  /** The console's events proper, oldest first. */
  async events() {
    const rows = await this.page.locator('#console-events tr:is(.event, .came)').evaluateAll((all) =>
      all.map((row) => ({
        id: row.cells[1].textContent, topic: row.cells[2].textContent, type: row.cells[3].textContent, data: row.cells[4].textContent,
        came: row.className === 'came',
      })));
    return rows.reverse();
  }

  async connect(topics, begin = 'live') {
    await this.page.fill('#console-topics', topics);
    await this.page.selectOption('#console-begin', begin);
    await this.page.click('#connect');
    await this.says('#console-status', /^Connected/);
  }

  assertNoComplaints() {
    assert.deepEqual(this.complaints, []);
  }
}

/** A stream of a client, held open until the test ends. */
async function hold(t, server, topic) {
  const cut = new AbortController();
  t.after(() => cut.abort());
  const answer = await fetch(server.url(streamPath(topic)), { signal: cut.signal });
  assert.equal(answer.status, 200);
  answer.body.pipeTo(new WritableStream()).catch(() => {});
}

test('the numbers move and the charts are drawn', async (t) => {
  const ops = await Ops.open(t);
  assert.match(ops.page.url(), /\/ops$/, 'the way from / to the page');
  await ops.says('#status', 'healthy');
  await ops.says(`${ops.tile('connections')} .value`, '0');
  for (const topic of ['a', 'b', 'c']) await hold(t, ops.server, topic);
  await ops.says(`${ops.tile('connections')} .value`, '3');
  for (let n = 0; n < 20; n++) await ops.server.publish({ topic: 'a', data: `number ${n}` });
  await ops.says(`${ops.tile('events')} .note:last-child`, /^([2-9]\d|\d{3,}) in all$/);
  await ops.says('#log-tag', /^\w{6}$/);
  const asOf = await ops.text('#as-of');
  await ops.says('#as-of', new RegExp(`^(?!${asOf})`));

  const line = ops.page.locator(`${ops.tile('connections')} .line`);
  await until('a line of several seconds', async () => ((await line.getAttribute('d')) ?? '').split('L').length > 3);
  assert.ok((await line.boundingBox()).height > 10, 'from 0 up to 3');
  await ops.page.locator(`${ops.tile('connections')} svg`).hover({ position: { x: 5, y: 20 } });
  await ops.says(`${ops.tile('connections')} .note:last-child`, /^\d\d:\d\d:\d\d: \d$/);
  assert.match(await ops.page.locator(`${ops.tile('p99')} svg`).getAttribute('aria-label'), /^Latency p99 over the last minutes: now /);

  // A page that is opened later has what came before.
  const drawn = (await line.getAttribute('d')).split('L').length;
  await ops.page.reload();
  await until('the line of before', async () => ((await line.getAttribute('d')) ?? '').split('L').length >= drawn);
  ops.assertNoComplaints();
});

test('topics and connections are found and leafed through', async (t) => {
  const ops = await Ops.open(t);
  await ops.says('#status', 'healthy');
  await ops.server.publish(Array.from({ length: 60 }, (_, n) => ({ topic: `jobs/${String(n).padStart(2, '0')}`, data: 'x' })));
  await hold(t, ops.server, 'jobs/07');
  await ops.page.click('#topics .refresh');
  await ops.says('#topics .count', '61');
  const names = async () => (await ops.rows('#topics tbody')).map(([name]) => name);
  assert.deepEqual(await names(), Array.from({ length: 25 }, (_, n) => `jobs/${String(n).padStart(2, '0')}`));
  await ops.page.click('#topics .next');
  await until('the second page', async () => (await names())[0] === 'jobs/25');
  await ops.page.click('#topics .next');
  await until('the last page', async () => (await names()).at(-1) === 'longwire/stats');
  assert.ok(await ops.page.locator('#topics .next').isDisabled());
  await ops.page.click('#topics .previous');
  await until('the second page again', async () => (await names())[0] === 'jobs/25');
  await ops.page.fill('#topics input', '/4');
  await until('what contains it', async () => (await names()).length === 10);
  assert.equal((await names())[0], 'jobs/40');
  await ops.page.fill('#topics input', 'nowhere');
  await ops.says('#topics tbody', 'None contains this.');

  await ops.page.fill('#connections input', 'jobs');
  const connections = async () => (await ops.rows('#connections tbody')).map(([address, topics]) => `${address} ${topics}`);
  await until('the one connection', async () => (await connections()).join() === '127.0.0.1 jobs/07');

  // From a topic to its events.
  await ops.page.fill('#topics input', 'jobs/13');
  await until('the topic', async () => (await names()).join() === 'jobs/13');
  await ops.page.click('#topics tbody button');
  await until('its event', async () => (await ops.events()).length === 1);
  assert.equal((await ops.events())[0].topic, 'jobs/13');
  ops.assertNoComplaints();
});

test('the console shows events of every type as they arrive, and stays bounded', async (t) => {
  const ops = await Ops.open(t);
  await ops.connect('jobs/**\nnews');
  const ids = [
    await ops.server.publish({ topic: 'jobs/1', type: 'never-heard-of', data: { done: 3 } }),
    await ops.server.publish({ topic: 'news', data: 'two\nlines' }),
    await ops.server.publish({ topic: 'jobs/2', data: 'own id', id: 'Auftrag 7 🚂' }),
  ];
  await until('three events', async () => (await ops.events()).length === 3);
  assert.deepEqual((await ops.events()).map(({ id, type, data }) => ({ id, type, data })), [
    { id: ids[0], type: 'never-heard-of', data: '{"done":3}' },
    { id: ids[1], type: 'message', data: 'two\nlines' },
    { id: ids[2], type: 'message', data: 'own id' },
  ]);
  await ops.page.click('#pause');
  await ops.server.publish(Array.from({ length: 400 }, (_, n) => ({ topic: 'news', data: `many ${n}` })));
  await ops.says('#pause', 'Go on (300 new)');
  assert.equal((await ops.events()).length, 3);
  await ops.page.click('#pause');
  assert.equal(await ops.page.locator('#console-events tr').count(), 300);
  assert.equal((await ops.events()).at(-1).data, 'many 399');
  ops.assertNoComplaints();
});

test('a dropped connection is gone, and the stream resumes without a gap', async (t) => {
  const ops = await Ops.open(t);
  await ops.connect('orders/7');
  const before = await ops.server.publish({ topic: 'orders/7', data: 'before' });
  await until('the event', async () => (await ops.events()).length === 1);
  const streams = async () => (await ops.status()).connections.items.filter(({ topics }) => topics.includes('orders/7')).length;
  assert.equal(await streams(), 1);
  await ops.page.click('#drop');
  await ops.says('#console-status', new RegExp(`^Dropped after ${before}`));
  await until('the server to see it', async () => (await streams()) === 0);

  const missed = [];
  for (let n = 0; n < 5; n++) missed.push(await ops.server.publish({ topic: 'orders/7', data: `missed ${n}` }));
  await ops.page.click('#reconnect');
  await ops.says('#console-status', `Resumed after ${before}: 5 came meanwhile, none missing. 6 events.`);
  const live = await ops.server.publish({ topic: 'orders/7', data: 'live' });
  await until('the live event', async () => (await ops.events()).length === 7);
  const events = await ops.events();
  assert.deepEqual(events.map(({ id }) => id), [before, ...missed, live]);
  assert.deepEqual(events.map(({ came }) => came), [false, true, true, true, true, true, false]);
  await ops.says('#console-status', `Resumed after ${before}: 5 came meanwhile, none missing. 7 events.`);

  await ops.page.click('#connect');
  await ops.says('#console-status', 'Not connected.');
  await until('the server to see it', async () => (await streams()) === 0);
  ops.assertNoComplaints();
});

test('after a crash of the server the console comes back by itself, and says that something may be missing', async (t) => {
  const ops = await Ops.open(t);
  await ops.connect('orders/7');
  await ops.server.publish({ topic: 'orders/7', data: 'before', retry: 200 });
  await until('the event', async () => (await ops.events()).length === 1);
  await ops.server.kill();
  await ops.says('#console-status', /^Connection lost/);
  await ops.says('#status', 'reconnecting');
  await ops.server.restart(ops.settings);
  await ops.says('#console-status', /^Resumed after .* the server says that something may be missing \(other-log\)/);
  await ops.server.publish({ topic: 'orders/7', data: 'after' });
  await until('the event', async () => (await ops.events()).at(-1).data === 'after');
  await ops.says('#status', 'healthy');
});

test('publishes with the key, and says why not without it', async (t) => {
  const ops = await Ops.open(t, { SSE_PUBLISH_KEY: 'secret', SSE_SUBSCRIBE_KEY: 'reader' }, []);
  await ops.says('#console-access', 'open to all: broadcast, public/**; the rest with a key');
  await ops.page.fill('#console-key', 'reader');
  await ops.connect('orders/7');
  await ops.page.fill('#publish-topic', 'orders/7');
  await ops.page.fill('#publish-type', 'paid');
  await ops.page.fill('#publish-data', 'line one\nline two');
  await ops.page.fill('#publish-key', 'wrong');
  await ops.page.click('#publish-form button');
  await ops.says('#publish-result', '401: this key does not open publishing');
  await ops.page.fill('#publish-key', 'secret');
  await ops.page.click('#publish-form button');
  const [, id] = /^Published as (.*)$/.exec(await ops.says('#publish-result', /^Published as /));
  await until('the event', async () => (await ops.events()).length === 1);
  assert.deepEqual((await ops.events())[0], { id, topic: 'orders/7', type: 'paid', data: 'line one\nline two', came: false });

  await ops.page.click('#connect');
  await ops.page.fill('#console-key', '');
  await ops.page.click('#connect');
  await ops.says('#console-status', /^Closed: topic 'orders\/7' may not be read: it needs a key/);
  assert.deepEqual(await ops.page.context().cookies(), [], 'keys stay in the page');
  assert.ok(ops.complaints.every((text) => text.includes('status of 401')), String(ops.complaints));
});

test('publishing is off where the server has no key for it', async (t) => {
  const ops = await Ops.open(t, {}, []);
  await ops.says('#publish-closed', /^Closed. Publishing is closed: set SSE_PUBLISH_KEY/);
  for (const field of ['#publish-topic', '#publish-data', '#publish-form button']) {
    assert.ok(await ops.page.locator(field).isDisabled(), field);
  }
  ops.assertNoComplaints();
});

test('markup in an event stays text', async (t) => {
  const ops = await Ops.open(t);
  const title = await ops.page.title();
  await ops.connect('**');
  await ops.server.publish({ topic: `x${MARKUP}`, type: MARKUP, data: MARKUP, id: `id${MARKUP}` });
  await until('the event', async () => (await ops.events()).length === 1);
  const [{ id, type, data }] = await ops.events();
  assert.deepEqual([id, type, data], [`id${MARKUP}`, MARKUP, MARKUP]);
  await hold(t, ops.server, `y${MARKUP}`);
  for (const list of ['topics', 'connections']) {
    await ops.page.fill(`#${list} input`, 'onerror');
    await until('the row', async () => (await ops.rows(`#${list} tbody`)).flat().some((text) => text.includes(MARKUP)));
  }
  assert.equal(await ops.page.locator('body img, body script').count(), 0);
  assert.equal(await ops.page.title(), title);
  ops.assertNoComplaints();
});

test('the policy lets nothing inline run', async (t) => {
  const ops = await Ops.open(t);
  await ops.page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'document.title = "run"';
    document.body.append(script);
  });
  assert.equal(await ops.page.title(), 'Longwire');
  assert.ok(ops.complaints.some((text) => text.includes('Content Security Policy')), String(ops.complaints));
});

test('a page of another origin opens no stream and publishes nothing', async (t) => {
  const ops = await Ops.open(t);
  await ops.says('#status', 'healthy');
  const foreign = await openPage(t, browser, await CutProxy.startFor(t, ops.server));
  const base = ops.url('');
  const outcome = await foreign.evaluate(async (to) => {
    const source = new EventSource(`${to}/sse?topic=demo`);
    await new Promise((resolve) => source.addEventListener('error', resolve));
    const form = new URLSearchParams({ topic: 'demo', data: 'foreign' });
    await fetch(`${to}/publish`, { method: 'POST', mode: 'no-cors', body: form });
    await fetch(`${to}/sse?topic=demo`, { mode: 'no-cors' });
    const frame = document.createElement('iframe');
    frame.src = `${to}/ops`;
    document.body.append(frame);
    await new Promise((resolve) => frame.addEventListener('load', resolve));
    return source.readyState;
  }, base);
  assert.equal(outcome, 2, 'closed for good');
  const { connections, topics } = await ops.status();
  assert.deepEqual(connections.items.map((stream) => stream.topics), [['longwire/stats']]);
  assert.deepEqual(topics.items.map(({ topic }) => topic), ['longwire/stats']);
});

test('it looks the same by day and by night, on a desk and in a hand', async (t) => {
  const folder = process.env.LONGWIRE_SCREENSHOTS ?? mkdtempSync(join(tmpdir(), 'longwire-ops-'));
  mkdirSync(folder, { recursive: true });
  const ops = await Ops.open(t);
  for (let n = 0; n < 40; n++) await hold(t, ops.server, n % 3 ? `jobs/${n}` : 'broadcast');
  const events = Array.from({ length: 30 }, (_, n) => ({ topic: `jobs/${n}`, type: 'progress', data: { job: n, done: n * 3 } }));
  await ops.server.publish([...events, { topic: 'broadcast', data: 'maintenance at noon\nfor ten minutes' }]);
  for (const [scheme, width, height] of [['light', 1440, 900], ['dark', 1440, 900], ['light', 390, 844], ['dark', 390, 844]]) {
    await ops.show(t, { colorScheme: scheme, viewport: { width, height }, reducedMotion: 'reduce' });
    await ops.connect('jobs/**\nbroadcast', 'last');
    for (let burst = 1; burst <= 3; burst++) {
      const now = await ops.text('#as-of');
      await ops.server.publish(events.slice(0, burst * 7));
      await ops.says('#as-of', new RegExp(`^(?!${now})`));
    }
    await ops.page.click('#drop');
    await ops.server.publish(events.slice(0, 3));
    await ops.page.click('#reconnect');
    await ops.says('#console-status', /3 came meanwhile, none missing/);
    assert.equal(await ops.page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), true, 'nothing sticks out');
    await ops.page.evaluate(() => window.scrollTo(0, 0));
    const path = join(folder, `ops-${scheme}-${width}.png`);
    await ops.page.screenshot({ path, fullPage: true });
    t.diagnostic(path);
    await ops.page.context().close();
  }
  ops.assertNoComplaints();
});
