import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { present, published, VENDORED } from './vendored.mjs';

const app = (file) => import(new URL(`../summarizer/src/main/resources/io/longwire/summarizer/web/app/${file}`, import.meta.url));
const { isUpTo } = await app('event-ids.js');
const { JobText } = await app('job-text.js');
const { settledLength, toHtml } = await app('markdown-blocks.js');
const { shareOf, stateOf } = await app('words.js');
const { clock, cost, price, wait } = await app('format.js');

const SAMPLES = [
  '# Title\n\nA paragraph\nof two lines.\n\n- one\n- two\n\n  still two\n\n- three\n\nEnd.\n',
  'Para\n***\nbold**\n\n1. a\n\n2. b\n\n   1. c\n\n10) other\n\nText\n-\n- list\n',
  '```js\ncode\n\n# no heading\n```\n\n~~~\nnot closed\n\nnever\n',
  '| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\n> quote\nlazy\n\n> another\n\n    code by indent\n\n    more\n\ntext\n',
  'A <b>bold</b> claim\n\n<div>\n\nin it\n\n</div>\n\n<script>alert(1)</script>\n\n<!-- never\n\nclosed\n',
  'Setext\n===\n\nAnother\n---\n\n***\n\n- a\n\n-\n\n--\n\n---\n\nlast\n\n* \n\n  x\n\n\n\n\nend',
  'Line with spaces  \nbroken\n \n\t\n\ttabbed\n\n- tab\tlist\n\n\tin list\n\nend\n',
];

describe('ids of events', () => {
  test('are ordered by time, then by number, within a log', () => {
    assert.ok(isUpTo('10-0-abc', '10-0-abc'));
    assert.ok(isUpTo('10-2-abc', '10-10-abc'));
    assert.ok(isUpTo('9-7-abc', '10-0-abc'));
    assert.ok(!isUpTo('10-11-abc', '10-10-abc'));
    assert.ok(!isUpTo('11-0-abc', '10-10-abc'));
  });

  test('of different logs, or of another form, are not', () => {
    assert.ok(!isUpTo('10-0-abc', '11-0-xyz'));
    assert.ok(!isUpTo('order 7', '11-0-xyz'));
    assert.ok(!isUpTo('10-0-abc', null));
  });
});

describe('the text of a job', () => {
  const token = (text, offset) => ({ text, offset });

  test('grows by tokens that follow, and takes none twice', () => {
    const job = new JobText();
    job.load({ text: 'Hello', last_event_id: '10-5-abc' });
    assert.equal(job.take('token', token('Hello', 0), '10-5-abc'), 'known');
    assert.equal(job.take('token', token(' world', 5), '10-6-abc'), 'applied');
    assert.equal(job.take('token', token(' world', 5), '10-6-abc'), 'known');
    assert.equal(job.text, 'Hello world');
  });

  test('is not guessed where a token is missing, or comes from another beginning', () => {
    const job = new JobText();
    job.load({ text: 'Hello', last_event_id: '10-5-abc' });
    assert.equal(job.take('token', token('!', 11), '10-7-abc'), 'gap');
    assert.equal(job.take('token', token('Good', 0), '10-7-abc'), 'gap');
    assert.equal(job.text, 'Hello');
    job.load({ text: 'Hello world', last_event_id: '10-6-abc' });
    assert.equal(job.take('token', token('!', 11), '10-7-abc'), 'applied');
  });

  test('begins anew when the provider does, but not because of an older beginning', () => {
    const job = new JobText();
    job.load({ text: 'Second', last_event_id: '10-5-abc' });
    assert.equal(job.take('restart', {}, '10-2-abc'), 'known');
    assert.equal(job.take('restart', {}, '10-6-abc'), 'applied');
    assert.equal(job.take('token', token('Third', 0), '10-7-abc'), 'applied');
    assert.equal(job.text, 'Third');
  });

  test('counts offsets as the server does, in UTF-16 units', () => {
    const job = new JobText();
    job.load({ text: null, last_event_id: null });
    assert.equal(job.take('token', token('🚂é', 0), '10-1-abc'), 'applied');
    assert.equal(job.take('token', token('!', 3), '10-2-abc'), 'applied');
  });

  test('takes what a new process sends after the text of the old', () => {
    const job = new JobText();
    job.load({ text: 'Half', last_event_id: '900-5-old' });
    assert.equal(job.take('restart', {}, '10-0-new'), 'applied');
    assert.equal(job.take('token', token('Whole', 0), '10-1-new'), 'applied');
    assert.equal(job.text, 'Whole');
  });
});

describe('Markdown that grows', () => {
  test('comes out as if it had been there at once', () => {
    for (const sample of SAMPLES) {
      // However it is cut into pieces, here one character after the other, what was settled is never taken back.
      let settled = 0;
      let html = '';
      for (let length = 1; length <= sample.length; length++) {
        const tail = sample.slice(settled, length);
        const more = settledLength(tail);
        html += toHtml(tail.slice(0, more));
        settled += more;
      }
      assert.equal(html + toHtml(sample.slice(settled)), toHtml(sample), JSON.stringify(sample));
    }
  });

  test('leaves little to be drawn again', () => {
    const paragraphs = Array.from({ length: 500 }, (_, n) => `Paragraph ${n}, with *some* words.\n\n`).join('');
    assert.ok(settledLength(paragraphs) > paragraphs.length - 100);
  });

  test('is taken for text where it holds markup', () => {
    assert.equal(toHtml('<img src=x onerror=alert(1)>'), '<p>&lt;img src=x onerror=alert(1)&gt;</p>\n');
    assert.equal(toHtml('a <b onclick="x">b</b>'), '<p>a &lt;b onclick=&quot;x&quot;&gt;b&lt;/b&gt;</p>\n');
    assert.equal(toHtml('![an "image"](https://example.org/x.png)'),
      '<p><a href="https://example.org/x.png">an &quot;image&quot;</a></p>\n');
  });
});

describe('words', () => {
  const job = { status: 'in_progress', stage: 'summarizing', kind: 'video', progress: 2, total: 5 };

  test('say where a job is', () => {
    assert.equal(stateOf({ ...job, status: 'pending', stage: 'queued' }), 'Waiting for its turn');
    assert.equal(stateOf({ ...job, stage: 'transcript' }), 'Fetching the transcript');
    assert.equal(stateOf(job), 'Summarizing: 2 of 5 parts done');
    assert.equal(stateOf({ ...job, progress: 5 }), 'Combining the parts');
    assert.equal(stateOf({ ...job, progress: 0, total: 1 }), 'Summarizing');
    assert.equal(stateOf({ ...job, status: 'failed', error: { reason: 'NO_CAPTIONS' } }), 'This video has no captions');
  });

  test('claim no progress that nobody knows of', () => {
    assert.equal(shareOf(job), 0.4);
    assert.equal(shareOf({ ...job, progress: 5 }), null);
    assert.equal(shareOf({ ...job, stage: 'transcript' }), null);
    assert.equal(shareOf({ ...job, status: 'completed' }), 1);
  });

  test('give amounts and times as people read them', () => {
    assert.equal(cost(0.0058), 'about $0.006');
    assert.equal(cost(1.204), 'about $1.20');
    assert.equal(cost(0.00001), 'less than $0.001');
    assert.equal(cost(0), 'no cost');
    assert.equal(price(2.5), '$2.50');
    assert.equal(price(15), '$15');
    assert.equal(clock(42_000), '0:42');
    assert.equal(clock(3_725_000), '1:02:05');
    assert.equal(wait(170), '3 minutes');
  });
});

describe('the libraries beside the page', () => {
  for (const file of Object.keys(VENDORED)) {
    test(`${file} is what its package holds`, async () => {
      assert.ok((await present(file)).equals(await published(file)), 'run: node vendored.mjs');
    });
  }
});
