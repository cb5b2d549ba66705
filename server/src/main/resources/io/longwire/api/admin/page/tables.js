/** Topics and connections, page by page, from /sse/status. */

import { bytes, clock, count, el, span } from './format.js';

const PAGE = 25;
const TYPING_MS = 250;

/** One list of the status in its section of the page. */
class Listing {
  #name;
  #section;
  #row;
  /** Cursors of the pages before, and of the one that is shown; null is the beginning. */
  #cursors = [null];
  #next = null;
  #asked = 0;

  constructor(name, row) {
    this.#name = name;
    this.#row = row;
    this.#section = document.getElementById(name);
    let typing;
    this.#find('input').addEventListener('input', () => {
      clearTimeout(typing);
      typing = setTimeout(() => this.#begin(), TYPING_MS);
    });
    this.#find('.refresh').addEventListener('click', () => this.load());
    this.#find('.previous').addEventListener('click', () => {
      this.#cursors.pop();
      this.load();
    });
    this.#find('.next').addEventListener('click', () => {
      this.#cursors.push(this.#next);
      this.load();
    });
  }

  #find(selector) {
    return this.#section.querySelector(selector);
  }

  #begin() {
    this.#cursors = [null];
    return this.load();
  }

  async load() {
    const ask = ++this.#asked;
    const query = new URLSearchParams({ list: this.#name, limit: PAGE });
    const contains = this.#find('input').value;
    const cursor = this.#cursors.at(-1);
    if (contains) query.set('contains', contains);
    if (cursor) query.set('cursor', cursor);
    let page;
    let note = '';
    try {
      const answer = await fetch(`sse/status?${query}`);
      const body = await answer.json();
      if (answer.ok) page = body[this.#name];
      else note = body.detail;
    } catch {
      note = 'The server does not answer.';
    }
    // Whoever asked later has the word.
    if (ask === this.#asked) this.#show(page, note, contains);
  }

  #show(page, note, contains) {
    if (page) {
      this.#next = page.next;
      const columns = this.#section.querySelectorAll('th').length;
      const nothing = contains && page.next ? 'None on this page; there is more.' : contains ? 'None contains this.' : 'None.';
      const rows = page.items.length ? page.items.map(this.#row) : [el('tr', {}, el('td', { colspan: columns, class: 'note' }, nothing))];
      this.#find('tbody').replaceChildren(...rows);
      this.#find('.count').textContent = count(page.total);
      this.#find('.previous').disabled = this.#cursors.length === 1;
      this.#find('.next').disabled = !page.next;
    }
    this.#find('.foot .note').textContent = note || `page ${this.#cursors.length}, as of ${clock(new Date())}`;
  }
}

function topicRow(topic) {
  const follow = el('button', { type: 'button', class: 'small', title: `Read ${topic.topic} in the console` }, 'Read');
  follow.addEventListener('click', () => {
    document.dispatchEvent(new CustomEvent('read-topic', { detail: topic.topic }));
  });
  return el(
    'tr', {},
    el('td', { class: 'long' }, topic.topic),
    el('td', { class: 'n' }, count(topic.events)),
    el('td', { class: 'mono' }, topic.newest_id),
    el('td', { class: 'mono' }, topic.lost_through_id ?? '–'),
    el('td', {}, topic.ended ? 'ended' : 'open'),
    el('td', { class: 'n' }, follow),
  );
}

function connectionRow(stream) {
  const since = (time) => span((Date.now() - Date.parse(time)) / 1000);
  const topics = stream.topics.join(', ') + (stream.types ? ` (${stream.types.join(', ')})` : '');
  return el(
    'tr', { title: `connection ${stream.connection_id}, at ${stream.last_event_id}` },
    el('td', { class: 'mono' }, stream.address),
    el('td', { class: 'long' }, topics),
    el('td', { class: 'n' }, since(stream.opened)),
    el('td', { class: 'n' }, since(stream.last_activity)),
    el('td', { class: 'n' }, bytes(stream.bytes_behind)),
    el('td', { class: 'n' }, count(stream.events)),
    el('td', { class: 'n' }, bytes(stream.bytes)),
  );
}

export function startTables() {
  for (const listing of [new Listing('topics', topicRow), new Listing('connections', connectionRow)]) listing.load();
}
