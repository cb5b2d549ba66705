import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { Recording } from './recording.mjs';
import { until } from './until.mjs';

const CLASSES = fileURLToPath(new URL('java/target/classes', import.meta.url));
const LIBRARIES = fileURLToPath(new URL('java/target/lib/*', import.meta.url));
const JAVA = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';
/** Between two runs of curl, which gives up at once when it is turned away after it has connected. */
const PAUSE_MS = 50;

/** A stream read by okhttp-eventsource, in a process of its own that ends with the test `t`; once it has begun. */
export async function followByJava(t, url) {
  const child = spawn(JAVA, ['-cp', `${CLASSES}:${LIBRARIES}`, 'io.longwire.e2e.Follow', url], { stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  const entries = [];
  eachLine(child.stdout, (line) => {
    const [type, data, id] = line.split(' ').map(decodeURIComponent);
    entries.push({ type, data, id });
  });
  await until('the Java client to begin', () => entries.length > 0, 30_000);
  return new Recording(() => entries);
}

/** A stream read by curl, run again with the last id whenever it ends, as a shell script would do it. */
export function followByCurl(t, url) {
  const entries = [];
  let lastEventId = null;
  let child;
  let over = false;
  t.after(() => {
    over = true;
    child?.kill('SIGKILL');
  });
  const run = async () => {
    const header = lastEventId === null ? [] : ['-H', `Last-Event-ID: ${lastEventId}`];
    child = spawn('curl', ['-sN', '--retry', '5', '--retry-connrefused', '--retry-delay', '1', ...header, url], { stdio: ['ignore', 'pipe', 'ignore'] });
    let event = { type: 'message', data: [], id: lastEventId };
    eachLine(child.stdout, (line) => {
      const [, field, value] = /^([a-z]*): ?(.*)$/.exec(line) ?? [];
      if (field === 'event') event.type = value;
      if (field === 'data') event.data.push(value);
      if (field === 'id') event.id = value;
      if (line !== '') return;
      lastEventId = event.id;
      if (event.data.length > 0) entries.push({ ...event, data: event.data.join('\n') });
      event = { type: 'message', data: [], id: lastEventId };
    });
    await new Promise((resolve) => child.once('close', resolve));
  };
  (async () => {
    for (; !over; await pause(PAUSE_MS)) await run();
  })();
  return new Recording(() => entries);
}

/** Whole lines only: what was cut off is nobody's. */
function eachLine(stream, take) {
  let rest = '';
  stream.setEncoding('utf8').on('data', (text) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    lines.forEach(take);
  });
}
