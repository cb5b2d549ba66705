import { chromium } from 'playwright-core';
import { Recording } from './recording.mjs';

// Besides what Playwright adds: nothing that reaches beyond this machine.
const FLAGS = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function startChromium() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: FLAGS });
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
