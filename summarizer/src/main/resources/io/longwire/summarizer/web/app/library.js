import * as api from './api.js';
import { byId } from './format.js';
import { arrange, jobs as jobItems, summaries as summaryItems } from './items.js';
import { isOver } from './words.js';

const TYPING_MS = 200;
/** How long a job that failed stays in the list. */
const FAILED_MS = 60 * 60 * 1000;

/** The list beside the text: jobs that are not done, and past summaries, which can be searched. */
export class Library {
  #shown = [];
  #page = 1;
  #query = '';
  #asked = 0;
  #typing = 0;
  #current = '';

  constructor() {
    byId('query').addEventListener('input', ({ target }) => {
      clearTimeout(this.#typing);
      this.#typing = setTimeout(() => this.#search(target.value.trim()), TYPING_MS);
    });
    byId('more').addEventListener('click', () => this.#load(this.#page + 1));
  }

  /** Marks what is open, by its address in the page. */
  set current(address) {
    this.#current = address;
    for (const link of document.querySelectorAll('#library a')) mark(link, address);
  }

  /** There is nothing for who was not let in. */
  close() {
    byId('query').disabled = true;
    byId('past-note').textContent = 'Summaries will be here.';
  }

  showJobs(jobs) {
    const since = Date.now() - FAILED_MS;
    // The videos of a playlist stand with it.
    const wanted = jobs.filter((job) => !job.parent
      && (!isOver(job) || (job.status !== 'completed' && Date.parse(job.updated_at) > since)));
    byId('running').hidden = wanted.length === 0;
    arrange(byId('running-list'), wanted, jobItems);
    this.current = this.#current;
  }

  /** Looks again at the newest, since something was added or deleted; what was leafed to stays. */
  refresh() {
    return this.#load(1, true);
  }

  #search(query) {
    if (query === this.#query) return;
    this.#query = query;
    this.#load(1);
  }

  async #load(page, isRefresh = false) {
    const number = ++this.#asked;
    let found;
    try {
      found = await api.summaries(this.#query, page);
    } catch (error) {
      if (number === this.#asked) byId('past-note').textContent = error.message;
      return;
    }
    if (number !== this.#asked) return;
    const hadFocus = document.activeElement === byId('more');
    const first = this.#shown.length;
    if (isRefresh) {
      this.#shown = found.pages > 1 ? [...found.summaries, ...olderThan(found.summaries, this.#shown)] : found.summaries;
    } else {
      const known = new Set(page === 1 ? [] : this.#shown.map(({ id }) => id));
      this.#shown = [...(page === 1 ? [] : this.#shown), ...found.summaries.filter(({ id }) => !known.has(id))];
      this.#page = page;
    }
    arrange(byId('past-list'), this.#shown, summaryItems);
    byId('more').hidden = this.#page >= found.pages;
    byId('past-note').textContent = this.#shown.length > 0 ? (this.#query ? `${found.total} found` : '')
      : this.#query ? 'Nothing has these words.' : 'Summaries will be here.';
    if (hadFocus) byId('past-list').children[first]?.querySelector('a').focus();
    this.current = this.#current;
  }
}

/** Of those that were shown, those that come after the newest. */
function olderThan(newest, shown) {
  const oldest = newest.at(-1).created_at;
  const known = new Set(newest.map(({ id }) => id));
  return shown.filter(({ id, created_at: at }) => at <= oldest && !known.has(id));
}

function mark(link, address) {
  if (link.getAttribute('href') === address) link.setAttribute('aria-current', 'page');
  else link.removeAttribute('aria-current');
}
