import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Server } from './server.mjs';
import { until } from './until.mjs';

const JAR = process.env.SUMMARIZER_JAR ?? fileURLToPath(new URL('../summarizer/target/longwire-summarizer.jar', import.meta.url));
const PATIENCE_MS = 30_000;

/** The summarizer with a data directory of its own; open to all, since it listens on loopback alone. */
export class Summarizer {
  static async start(settings) {
    const summarizer = new Summarizer();
    summarizer.data = mkdtempSync(join(tmpdir(), 'longwire-summarizer-'));
    summarizer.settings = {
      SSE_HOST: '127.0.0.1', SSE_DRAIN_SECONDS: '1s', SUMMARIZER_DATA: summarizer.data, SUMMARIZER_WORKERS: '16',
      SUMMARIZER_RETRY_DELAY: '1s', ...settings,
    };
    summarizer.server = await Server.start(summarizer.settings, [], JAR);
    return summarizer;
  }

  static async startFor(t, settings) {
    const summarizer = await Summarizer.start(settings);
    t.after(() => summarizer.stop());
    return summarizer;
  }

  get port() {
    return this.server.port;
  }

  url(path) {
    return this.server.url(path);
  }

  /** Streams that are open. */
  async streams() {
    return (await this.server.health()).connections.active;
  }

  kill() {
    return this.server.kill();
  }

  /** Starts again with the same data. */
  comeBack(settings = {}) {
    return this.server.restart({ ...this.settings, ...settings }, []);
  }

  async stop() {
    await this.server.kill();
    rmSync(this.data, { recursive: true, force: true });
  }
}

/** Somebody with a browser of their own: cookies, a clipboard, and any number of tabs. */
export class Person {
  /** What the browser complained of. */
  complaints = [];

  static async arrive(t, browser, place, options = {}) {
    const person = new Person();
    person.context = await browser.newContext(options);
    t.after(() => person.context.close());
    // The clipboard of the machine is everybody's; tests run side by side.
    await person.context.addInitScript(() => {
      const writeText = async (text) => (window.clipboard = text);
      Object.defineProperty(navigator, 'clipboard', { value: { writeText } });
    });
    person.place = place;
    person.page = await person.openTab();
    return person;
  }

  /** Opens the page in another tab. */
  async openTab(address = '/') {
    const page = await this.context.newPage();
    page.on('pageerror', (error) => this.complaints.push(String(error)));
    page.on('console', (said) => {
      if (['error', 'warning'].includes(said.type())) this.complaints.push(said.text());
    });
    await page.goto(this.place.url(address));
    return page;
  }

  async submit(urls, model) {
    await this.isReady();
    if (model) await this.page.selectOption('#model', model);
    await this.page.fill('#urls', urls);
    await this.page.click('#submit');
  }

  /** Waits until models can be chosen. */
  async isReady() {
    await this.page.waitForFunction(() => document.querySelector('#model').options.length > 0);
  }

  /** The Markdown of what is open, as the page copies it. */
  async copied(page = this.page) {
    await page.evaluate(() => (window.clipboard = null));
    await page.click('#copy');
    await page.waitForFunction(() => window.clipboard !== null);
    return page.evaluate(() => window.clipboard);
  }

  /** What the page shows by now is the beginning of `text`, byte by byte; gives back how much it is. */
  async assertReadsOn(text, page) {
    const copied = await this.copied(page);
    assert.equal(copied, text.slice(0, copied.length));
    return copied.length;
  }

  async assertDone(text, page = this.page) {
    await this.isDone(page);
    assert.equal(await this.copied(page), text);
  }

  async isDone(page = this.page) {
    await page.waitForSelector('#usage:not([hidden])', { timeout: PATIENCE_MS });
  }

  /** Waits until so many characters are shown. */
  async reads(length, page = this.page) {
    await page.waitForFunction((wanted) => document.querySelector('#text').textContent.length >= wanted, length, { timeout: PATIENCE_MS });
  }

  async says(selector, wanted, page = this.page) {
    let text;
    try {
      return await until(`${selector} to say ${wanted}`, async () => {
        text = await page.locator(selector).textContent();
        return (wanted instanceof RegExp ? wanted.test(text) : text === wanted) && text;
      }, PATIENCE_MS);
    } catch (cause) {
      throw new Error(`${cause.message}; it says ${text}`, { cause });
    }
  }

  /** The next sizes of the text shown, each another than the one before. */
  async growth(count) {
    const size = () => this.page.evaluate(() => document.querySelector('#text').textContent.length);
    const sizes = [await size()];
    while (sizes.length < count) {
      sizes.push(await until('the text to grow', async () => {
        const now = await size();
        return now !== sizes.at(-1) && now;
      }));
    }
    return sizes;
  }

  /** Notes from now on what a screen reader is given to say. */
  async listen() {
    const spoken = [];
    await this.page.exposeFunction('noteSpoken', (words) => spoken.push(words));
    await this.page.evaluate(() => {
      const announcer = document.querySelector('#announcer');
      new MutationObserver(() => window.noteSpoken(announcer.textContent))
        .observe(announcer, { childList: true, characterData: true, subtree: true });
    });
    return spoken;
  }

  /** The titles in the list of summaries that contain `part`. */
  async titles(part = '') {
    return (await this.page.locator('#past-list .name').allTextContents()).filter((title) => title.includes(part));
  }

  assertNoComplaints() {
    assert.deepEqual(this.complaints, []);
  }
}
