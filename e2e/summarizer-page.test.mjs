import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { startChromium } from './chromium.mjs';
import { Proxy } from './proxies.mjs';
import { model, newVideo, StandIns, titleOf } from './stand-ins.mjs';
import { Person, Summarizer } from './summarizer.mjs';
import { until } from './until.mjs';

const AXE = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const NO_KEYS = { GOOGLE_API_KEY: '', OPENAI_API_KEY: '', ANTHROPIC_API_KEY: '', SUMMARIZER_MODEL: '' };

let browser;
let standIns;
let summarizer;

before(async () => {
  [browser, standIns] = await Promise.all([startChromium(), StandIns.start()]);
  summarizer = await Summarizer.start(standIns.settings);
});

after(async () => {
  await browser?.close();
  await summarizer?.stop();
  await standIns?.stop();
});

async function assertAccessible(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => globalThis.axe.run());
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`), []);
}

describe('what goes wrong', { concurrency: 4 }, () => {
  test('with a video is named', async (t) => {
    const person = await Person.arrive(t, browser, summarizer);
    const failures = { noCaption01: 'This video has no captions', privateVid1: 'This video is private',
      ageLimited1: 'This video is age-restricted', removedVid1: 'This video is not available' };
    await person.submit(Object.keys(failures).map((id) => `https://youtu.be/${id}`).join('\n'));
    const failed = person.page.locator('#running-list [data-status=failed]');
    await until('all to have failed', async () => (await failed.count()) === 4, 20_000);
    const told = await failed.locator('.about').allTextContents();
    assert.deepEqual(told.sort(), Object.values(failures).sort());
    await failed.first().locator('a').click();
    await until('the reason', async () => (await person.page.locator('#failure-message').textContent()).length > 10);
    assert.ok(await person.page.locator('#again').isVisible());
    await assertAccessible(person.page);
    person.assertNoComplaints();
  });

  test('with an address is said where it was typed', async (t) => {
    const person = await Person.arrive(t, browser, summarizer);
    await person.submit(`${newVideo()} https://example.org/watch?v=fineVideo01`);
    await person.says('#compose-error', /example\.org/);
    assert.equal(await person.page.locator('#urls').getAttribute('aria-invalid'), 'true');
    assert.equal(await person.page.evaluate(() => document.activeElement.id), 'urls');
    await person.page.fill('#urls', '');
    await person.page.click('#submit');
    await person.says('#compose-error', 'Paste at least one link.');
    assert.equal(await person.page.locator('#running-list li').count(), 0, 'all or nothing');
  });

  test('with a key that the provider refuses is said; a model without any cannot be chosen', async (t) => {
    const place = await Summarizer.startFor(t, { ...standIns.settings, OPENAI_API_KEY: 'wrong', ANTHROPIC_API_KEY: '' });
    const person = await Person.arrive(t, browser, place);
    await person.isReady();
    const lacking = person.page.locator('#model option', { hasText: 'needs ANTHROPIC_API_KEY' });
    assert.ok((await lacking.count()) > 0);
    assert.ok(await lacking.first().isDisabled());
    await person.submit(newVideo(), model('normal'));
    await person.says('#compose-error', /OPENAI_API_KEY/);
    assert.equal(await person.page.locator('#urls').getAttribute('aria-invalid'), null, 'the links are right');
  });

  test('with a model that refuses is said', async (t) => {
    const person = await Person.arrive(t, browser, summarizer);
    await person.submit(newVideo(), model('refuses'));
    await person.says('#failure-title', 'The model refused to answer');
    person.assertNoComplaints();
  });
});

describe('who may submit', { concurrency: 2 }, () => {
  test('nobody through a proxy, until a variable is set that the page names', async (t) => {
    const proxy = await Proxy.startFor(t, 'nginx', summarizer);
    const person = await Person.arrive(t, browser, proxy);
    await person.says('#notices', /Submitting is closed.*SUMMARIZER_ACCESS_CODE.*SUMMARIZER_OPEN=true/);
    assert.ok(await person.page.locator('#urls').isDisabled());
    await assertAccessible(person.page);
    person.assertNoComplaints();
  });

  test('whoever knows the code; without any key the page says which there could be, and the demo says what it is', async (t) => {
    const place = await Summarizer.startFor(t, { ...standIns.settings, ...NO_KEYS, SUMMARIZER_ACCESS_CODE: 'open-sesame' });
    const person = await Person.arrive(t, browser, place);
    const { page } = person;
    const attempt = async (code) => {
      await page.fill('#code', code);
      await Promise.all([page.waitForResponse('**/login'), page.keyboard.press('Enter')]);
    };
    await attempt('open-barley');
    await person.says('#login-error', 'This code is not right.');
    await assertAccessible(page);
    await attempt('open-sesame');
    await page.waitForSelector('#notices');
    for (const name of ['GOOGLE_API_KEY', 'OPENAI_API_KEY', 'ANTHROPIC_API_KEY', 'SUMMARIZER_DEMO=true']) {
      await person.says('#notices', new RegExp(`\\b${name}\\b`));
    }
    assert.ok(await page.locator('#submit').isDisabled());

    await place.kill();
    await place.comeBack({ SUMMARIZER_DEMO: 'true' });
    await page.reload();
    await person.says('#model-note', /canned text/);
    await person.submit(newVideo());
    await person.isDone();
    assert.match(await person.copied(), /canned text, not a summary/);

    await page.click('#logout');
    await page.waitForSelector('#code');
    for (let n = 0; !(await page.locator('#login-error').textContent()).startsWith('Too many'); n++) {
      assert.ok(n < 30, 'it never locks');
      await until('another attempt', () => page.locator('#login').isEnabled());
      await attempt(`guess-${n}`);
      await until('an answer', async () => (await page.locator('#login-error').textContent()) !== '');
    }
    await person.says('#login-error', /^Too many wrong codes came from your address\. Try again in \d+ (seconds|minutes|hours), at \d/);
    assert.ok(await page.locator('#login').isDisabled());
  });
});

describe('the page', { concurrency: 4 }, () => {
  test('shows what others wrote as text', async (t) => {
    const person = await Person.arrive(t, browser, summarizer);
    const video = newVideo();
    await person.submit(video, model('hostile'));
    await person.isDone();
    await person.says('#title', titleOf(video));
    const text = person.page.locator('#text');
    const shown = await text.textContent();
    assert.ok(shown.includes("<script>document.title = 'owned'</script>") && shown.includes('<img src="x" onerror='), shown);
    for (const tag of ['script', 'img', 'iframe', 'style', 'form']) assert.equal(await text.locator(tag).count(), 0, tag);
    assert.deepEqual(await text.locator('a').evaluateAll((links) => links.map((link) => link.getAttribute('href')).filter(Boolean)), []);
    assert.ok(!(await person.page.title()).includes('owned'));
    await until('it in the list', async () => (await person.titles(titleOf(video))).length === 1);
    person.assertNoComplaints();
  });

  test('opens links of a text elsewhere, without a way back, and loads no image', async (t) => {
    const person = await Person.arrive(t, browser, summarizer);
    const html = await person.page.evaluate(async () => {
      const { render } = await import('/app/markdown.js');
      const made = document.createElement('div');
      made.append(render('[a](https://example.org/) ![b](https://example.org/b.png) <https://example.org/c> [d](data:text/html,x)'));
      return made.innerHTML;
    });
    const link = (text, href) => `<a href="https://example.org/${href}" target="_blank" rel="noopener noreferrer nofollow">${text}</a>`;
    const [first, second, third, fourth] = html.replace(/<\/?p>/g, '').trim().split(/ (?=<a)/);
    assert.deepEqual([first, second, third], [link('a', ''), link('b', 'b.png'), link('https://example.org/c', 'c')]);
    assert.ok(!fourth.includes('href'), fourth);
  });

  test('finds summaries again, and lets one copy, download and delete them', async (t) => {
    const person = await Person.arrive(t, browser, summarizer);
    const videos = [newVideo(), newVideo(), newVideo()];
    const here = async () => (await Promise.all(videos.map((video) => person.titles(titleOf(video))))).flat();
    await person.submit(`${videos[0]}\n${videos[1]} ${videos[2]}`, model('normal'));
    await until('three summaries', async () => (await here()).length === 3, 30_000);
    const first = titleOf(videos[0]);
    await person.page.fill('#query', videos[0].split('=').at(-1));
    await until('the one', async () => (await person.titles()).join() === first);
    await person.page.click('#past-list a');
    await person.says('#title', first);
    const text = await standIns.textOf(videos[0]);
    await person.assertDone(text);
    const [download] = await Promise.all([person.page.waitForEvent('download'), person.page.click('#download')]);
    assert.match(download.suggestedFilename(), /\.md$/);
    assert.equal(await readFile(await download.path(), 'utf8'), text);

    await person.page.click('#delete');
    await person.page.keyboard.press('Escape');
    await until('the question to go', () => person.page.locator('#confirm').isHidden());
    await person.page.click('#delete');
    await assertAccessible(person.page);
    await person.page.click('#confirm-yes');
    await until('it to be gone', async () => (await person.titles()).length === 0);
    await person.page.fill('#query', '');
    await until('the others', async () => (await here()).length === 2);
    person.assertNoComplaints();
  });

  test('is used by keyboard alone', async (t) => {
    const person = await Person.arrive(t, browser, summarizer);
    const { keyboard } = person.page;
    const focused = () => person.page.evaluate(() => document.activeElement.id);
    const tabTo = async (id) => {
      for (let n = 0; (await focused()) !== id; n++) {
        assert.ok(n < 30, `${id} is not reached`);
        await keyboard.press('Tab');
      }
    };
    await person.isReady();
    await person.page.selectOption('#model', model('normal'));
    await tabTo('urls');
    const video = newVideo();
    await keyboard.type(video);
    await keyboard.press('Control+Enter');
    await person.isDone();
    assert.equal(await focused(), 'title', 'the focus goes where the text is');
    await tabTo('delete');
    await keyboard.press('Enter');
    await until('the question', () => person.page.locator('#confirm').isVisible());
    await tabTo('confirm-yes');
    await keyboard.press('Enter');
    await until('the form', () => person.page.locator('#urls').isVisible());
    await until('it to be gone', async () => (await person.titles(titleOf(video))).length === 0);
    person.assertNoComplaints();
  });
});

test('it can be looked at, and has no barriers that a machine finds, on a desk and in a hand, by day and by night', async (t) => {
  const folder = process.env.LONGWIRE_SCREENSHOTS ?? mkdtempSync(join(tmpdir(), 'longwire-summarizer-'));
  mkdirSync(folder, { recursive: true });
  await Promise.all([['light', 1440, 900], ['dark', 1440, 900], ['light', 390, 844], ['dark', 390, 844]].map(async ([colorScheme, width, height]) => {
    const person = await Person.arrive(t, browser, summarizer, { colorScheme, viewport: { width, height }, reducedMotion: 'reduce' });
    const look = async (name) => {
      assert.ok(await person.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing sticks out');
      await person.page.screenshot({ path: join(folder, `summarizer-${name}-${colorScheme}-${width}.png`) });
      await assertAccessible(person.page);
    };
    await person.isReady();
    await look('home');
    const video = newVideo();
    standIns.flow(video, 80);
    await person.submit(video);
    await person.reads(300);
    await look('stream');
    standIns.flow(video);
    await person.page.goto(summarizer.url('/#/'));
    await person.submit(newVideo(), model('normal'));
    await person.isDone();
    await look('done');
    person.assertNoComplaints();
  }));
  t.diagnostic(folder);
});
