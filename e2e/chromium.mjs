import { setTimeout as pause } from 'node:timers/promises';
import { chromium } from 'playwright-core';
import { Recording } from './recording.mjs';

const PATIENCE_MS = 10_000;
// Besides what Playwright adds: nothing that reaches beyond this machine.
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export async function startChromium() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, headless: true, args: FLAGS });
  const close = browser.close.bind(browser);
  // On a busy machine it may not end; then it is killed with the process of the tests, which must not wait for it.
  browser.close = async () => {
    const late = new AbortController();
    await Promise.race([close(), pause(PATIENCE_MS, undefined, { signal: late.signal })]);
    late.abort();
  };
  return browser;
}

/** Opens the test page, of the proxy's origin, until the test `t` ends. */
export async function openPage(t, browser, proxy) {
  const page = await browser.newPage();
  t.after(() => page.close());
  await page.goto(proxy.url('/page.html'));
  return page;
}

/** A stream read by the browser's own EventSource. */
export async function listen(page, path, types = []) {
  const number = await page.evaluate(([p, names]) => listen(p, names), [path, [...RESERVED, ...types]]);
  return recordingOf(page, number);
}

/** A stream read by @microsoft/fetch-event-source inside the page. */
export async function listenByFetch(page, path) {
  return recordingOf(page, await page.evaluate((p) => listenByFetch(p), path));
}

/** The EventSource's readyState: 0 connecting, 1 open, 2 closed. */
export function readyState(page, recording) {
  return page.evaluate((n) => streams[n].source.readyState, recording.number);
}

const RESERVED = ['connected', 'resync', 'end', 'position', 'heartbeat', 'ping'];

function recordingOf(page, number) {
  const recording = new Recording(() => page.evaluate((n) => streams[n].entries, number));
  recording.number = number;
  return recording;
}
