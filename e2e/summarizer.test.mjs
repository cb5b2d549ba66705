import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startChromium } from './chromium.mjs';
import { Proxy } from './proxies.mjs';
import { model, newVideo, StandIns, titleOf } from './stand-ins.mjs';
import { Person, Summarizer } from './summarizer.mjs';
import { until } from './until.mjs';
import { Wire } from './wire.mjs';

let browser;
let standIns;
let summarizer;

before(async () => {
  [browser, standIns] = await Promise.all([startChromium(), StandIns.start()]);
  summarizer = await Summarizer.start(open());
});

after(async () => {
  await browser?.close();
  await summarizer?.stop();
  await standIns?.stop();
});

/** Settings that let everybody in, also through a proxy. */
function open() {
  return { ...standIns.settings, SUMMARIZER_OPEN: 'true' };
}

/** Somebody who has asked for the summary of a new video, of which the provider writes so many pieces and then waits. */
async function ask(t, place, { pieces = 40, behaviour } = {}) {
  const video = newVideo();
  const [person, text] = await Promise.all([Person.arrive(t, browser, place), standIns.textOf(video)]);
  if (pieces !== Infinity) standIns.flow(video, pieces);
  const spoken = await person.listen();
  await person.submit(video, behaviour && model(behaviour));
  return { person, video, text, spoken, flow: (more) => standIns.flow(video, more) };
}

/** Publishes so many MiB of something else, which the page does not read. */
async function fill(place, mebibytes) {
  const body = JSON.stringify({ topic: 'elsewhere', data: 'x'.repeat(64 * 1024) });
  const headers = { 'Content-Type': 'application/json', Authorization: 'Bearer publisher' };
  for (let n = 0; n < mebibytes * 16; n++) {
    assert.equal((await fetch(place.url('/publish'), { method: 'POST', headers, body })).status, 200);
  }
}

describe('a summary', { concurrency: 4 }, () => {
  test('is taken up again by the next process when its own is killed', async (t) => {
    const mortal = await Summarizer.startFor(t, open());
    const proxy = await Proxy.startFor(t, 'nginx', mortal);
    const { person, video, text, flow } = await ask(t, proxy);
    await person.reads(150);
    await mortal.kill();
    await mortal.comeBack();
    flow();
    await person.assertDone(text);
    await person.page.reload();
    await person.assertDone(text);
    assert.deepEqual(await person.titles(), [titleOf(video)]);
  });

  test('comes word by word, and is there afterwards', async (t) => {
    const { person, video, text, spoken, flow } = await ask(t, summarizer, { pieces: 20 });
    await person.says('#state', 'Writing the summary');
    await person.reads(60);
    flow(120);
    const sizes = await person.growth(4);
    assert.ok(sizes.every((size, n) => n === 0 || size > sizes[n - 1]), String(sizes));
    assert.equal(await person.page.locator('#text').getAttribute('aria-busy'), 'true');
    flow();
    await person.assertDone(text);
    assert.equal(await person.page.locator('#text h2').count(), 3);
    assert.equal(await person.page.locator('#text li').count(), 12);
    await person.says('#title', titleOf(video));
    await person.says('#usage', /^[\d,]+ tokens read, [\d,]+ written, about \$\d+\.\d+$/);
    await until('it in the list', async () => (await person.titles(titleOf(video))).length === 1);
    await until('the end to be spoken', () => spoken.includes(`Done: ${titleOf(video)}`));
    assert.ok(spoken.length < 8 && spoken.every((words) => words.length < 80), `states are spoken, not tokens: ${spoken}`);
    person.assertNoComplaints();
  });

  test('goes on after reloads in mid-stream', async (t) => {
    const { person, text, flow } = await ask(t, summarizer);
    await person.reads(150);
    await person.page.reload();
    flow(80);
    await person.reads(300);
    await person.assertReadsOn(text);
    await person.page.reload();
    flow(120);
    await person.reads(450);
    await person.assertReadsOn(text);
    flow();
    await person.assertDone(text);
    person.assertNoComplaints();
  });

  test('is the same in a second tab', async (t) => {
    const { person, text, flow } = await ask(t, summarizer);
    await person.reads(150);
    const other = await person.openTab(`/${new URL(person.page.url()).hash}`);
    await person.reads(150, other);
    flow(120);
    for (const page of [person.page, other]) {
      await person.reads(450, page);
      await person.assertReadsOn(text, page);
    }
    flow();
    await person.assertDone(text);
    await person.assertDone(text, other);
    const [here, there] = await Promise.all([person.page, other].map((page) => page.locator('#text').innerHTML()));
    assert.equal(here, there);
    person.assertNoComplaints();
  });

  test('goes on when the network is back', async (t) => {
    const wire = await Wire.startFor(t, summarizer);
    const { person, text, flow } = await ask(t, wire);
    await person.reads(150);
    await person.context.setOffline(true);
    wire.down();
    await person.page.waitForSelector('#link:not([hidden])');
    await person.assertReadsOn(text);
    flow(120);
    wire.up();
    await person.context.setOffline(false);
    await person.reads(450);
    await person.assertReadsOn(text);
    assert.ok(await person.page.locator('#link').isHidden());
    flow();
    await person.assertDone(text);
  });

  test('goes on when the log no longer holds what the page missed', async (t) => {
    const small = await Summarizer.startFor(t, { ...open(), SSE_LOG_BYTES: '1MiB', SSE_PUBLISH_KEY: 'publisher' });
    const wire = await Wire.startFor(t, small);
    const { person, text, flow } = await ask(t, wire);
    await person.reads(150);
    wire.down();
    flow(120);
    await until('the text to go on', async () => (await writtenIn(small)) > 450);
    await fill(small, 2);
    wire.up();
    await person.reads(450);
    await person.assertReadsOn(text);
    assert.ok((await small.server.health()).metrics.resumes.resynced.overrun > 0, 'the stream had to say so');
    flow();
    await person.assertDone(text);

    async function writtenIn(place) {
      const id = new URL(person.page.url()).hash.split('/').at(-1);
      const cookies = (await person.context.cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
      return (await (await fetch(place.url(`/jobs/${id}`), { headers: { Cookie: cookies } })).json()).text.length;
    }
  });

  test('goes on when the proxy in front was started again', async (t) => {
    const proxy = await Proxy.startFor(t, 'nginx', summarizer);
    const { person, text, flow } = await ask(t, proxy);
    await person.reads(150);
    await proxy.goAway();
    await person.assertReadsOn(text);
    flow(120);
    await proxy.comeBack();
    await person.reads(450);
    await person.assertReadsOn(text);
    flow();
    await person.assertDone(text);
  });

  test('is cancelled', async (t) => {
    const { person, video, text } = await ask(t, summarizer);
    await person.reads(150);
    await person.page.click('#cancel');
    await person.says('#failure-title', 'Cancelled');
    assert.ok(await person.page.locator('#cancel').isHidden());
    assert.ok(await person.page.locator('#again').isVisible());
    await person.assertReadsOn(text);
    assert.deepEqual(await person.titles(titleOf(video)), []);
    person.assertNoComplaints();
  });

  test('begins anew when its provider dies in mid-stream, and comes whole', async (t) => {
    const { person, text, spoken } = await ask(t, summarizer, { pieces: Infinity, behaviour: 'dies-once' });
    await until('the new beginning', () => spoken.includes('The text begins anew.'), 20_000);
    await person.assertDone(text);
    person.assertNoComplaints();
  });

  test('goes on in a page that nobody looked at for a while, and that held no connection', async (t) => {
    const { person, text, flow } = await ask(t, summarizer);
    await person.reads(150);
    const look = (isHidden) => person.page.evaluate((value) => {
      Object.defineProperty(document, 'hidden', { value, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, isHidden);
    await person.page.evaluate(() => {
      const { close } = EventSource.prototype;
      EventSource.prototype.close = function closed() {
        close.call(this);
        window.isGivenBack = true;
      };
    });
    await look(true);
    await person.page.waitForFunction(() => window.isGivenBack);
    flow(120);
    await person.assertReadsOn(text);
    await look(false);
    await person.reads(450);
    await person.assertReadsOn(text);
    flow();
    await person.assertDone(text);
    person.assertNoComplaints();
  });

  test('of each video of a playlist stands with it', async (t) => {
    const person = await Person.arrive(t, browser, summarizer);
    await person.submit('https://www.youtube.com/playlist?list=PLthreeVideos0001', model('normal'));
    await until('three videos', async () => (await person.page.locator('#videos li').count()) === 3, 20_000);
    await until('two done', async () => (await person.page.locator('#videos [data-status=completed]').count()) === 2, 30_000);
    await until('one failed', async () => (await person.page.locator('#videos [data-status=failed]').count()) === 1);
    await person.page.locator('#videos [data-status=completed] a').first().click();
    await person.isDone();
    person.assertNoComplaints();
  });
});
