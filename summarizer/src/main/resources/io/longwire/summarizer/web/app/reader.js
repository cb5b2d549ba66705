import * as api from './api.js';
import { announcer } from './announcer.js';
import { copy } from './clipboard.js';
import { confirm } from './confirm.js';
import { byId, clock, el, language, setText, showShare, usage, when } from './format.js';
import { arrange, jobs as jobItems } from './items.js';
import { LiveMarkdown } from './live-markdown.js';
import { showAlert } from './notices.js';
import { failureOf, isOver, shareOf, stateOf, titleOf } from './words.js';

const COPIED_MS = 2000;
const PARTS_PAUSE_MS = 10_000;
const STEPS = ['queued', 'transcript', 'summarizing'];

/** The text and what is known of it: of a job under way, or of a summary. */
export class Reader {
  #markdown = new LiveMarkdown(byId('text'));
  #tell;
  #text = '';
  #job = null;
  #summaryId = null;
  #ticking = 0;
  #announcedAt = 0;
  #nameOf = (id) => id;

  /** `onAgain(job)`, `onDeleted()`, `onFinished(summaryId)` when the open job has a summary now. */
  constructor(tell) {
    this.#tell = tell;
    byId('cancel').addEventListener('click', () => this.#cancel());
    byId('again').addEventListener('click', () => this.#tell.onAgain(this.#job));
    byId('copy').addEventListener('click', () => this.#copy());
    byId('delete').addEventListener('click', () => this.#delete());
  }

  set nameOfModel(nameOf) {
    this.#nameOf = nameOf;
  }

  /** Shows nothing yet, for what is to come. */
  clear() {
    clearInterval(this.#ticking);
    this.#job = null;
    this.#summaryId = null;
    this.#setText('');
    this.#markdown.clear();
    for (const id of ['cancel', 'again', 'delete', 'download', 'progress', 'failure', 'usage', 'videos']) byId(id).hidden = true;
    for (const id of ['kicker', 'title', 'meta', 'state', 'elapsed']) byId(id).replaceChildren();
    byId('text').setAttribute('aria-busy', 'true');
  }

  /** The job as it is now. */
  showJob(job) {
    const before = this.#job;
    this.#job = job;
    const over = isOver(job);
    this.#showHead({ ...job, title: titleOf(job), channel: job.video?.channel, video: job.video?.id });
    byId('progress').hidden = over;
    byId('cancel').hidden = over;
    byId('again').hidden = !['failed', 'cancelled'].includes(job.status);
    this.#showProgress(job);
    byId('failure').hidden = !['failed', 'cancelled'].includes(job.status);
    if (!byId('failure').hidden) {
      setText(byId('failure-title'), failureOf(job.status === 'cancelled' ? { reason: 'cancelled' } : job.error));
      setText(byId('failure-message'), job.error?.message ?? '');
    }
    if (over) {
      clearInterval(this.#ticking);
      this.#showUsage(job.usage);
      if (job.status !== 'completed') this.#end();
    }
    this.#announce(before, job);
    if (job.status === 'completed' && job.summary_id && job.summary_id !== this.#summaryId) {
      this.#summaryId = job.summary_id;
      this.#tell.onFinished(job.summary_id);
    }
  }

  /** The session's jobs, of which those of the open playlist are shown. */
  showVideos(jobs) {
    // The list begins with the newest, a playlist with its first.
    const videos = jobs.filter(({ parent }) => parent && parent === this.#job?.job_id).reverse();
    byId('videos').hidden = videos.length === 0;
    arrange(byId('videos'), videos, jobItems);
  }

  /** The text so far; it begins with what was shown before. */
  grow(text) {
    if (text === this.#text) return;
    this.#setText(text);
    this.#markdown.show(text);
    if (this.#job) setText(byId('state'), this.#stateOf(this.#job));
  }

  /** Another text, from its beginning. */
  begin(text) {
    this.#markdown.clear();
    this.#setText('');
    this.grow(text);
  }

  showSummary(summary) {
    this.#summaryId = summary.id;
    this.#showHead({ ...summary, video: summary.video_id });
    byId('progress').hidden = true;
    byId('download').href = api.downloadPath(summary.id);
    byId('download').hidden = false;
    byId('delete').hidden = false;
    this.#setText(summary.markdown);
    this.#end();
    this.#showUsage(summary.usage);
  }

  showGone(title, message) {
    setText(byId('title'), title);
    byId('failure').hidden = false;
    setText(byId('failure-title'), message);
    setText(byId('failure-message'), '');
    this.#end();
  }

  focus() {
    byId('title').focus({ preventScroll: true });
    scrollTo(0, 0);
  }

  #end() {
    this.#markdown.finish(this.#text);
    byId('text').removeAttribute('aria-busy');
  }

  #setText(text) {
    this.#text = text;
    byId('copy').hidden = text === '';
  }

  #showHead({ title, channel, video, url, model, language: code, created_at: at }) {
    setText(byId('kicker'), channel ?? '');
    setText(byId('title'), title || video || '');
    const address = video ? `https://www.youtube.com/watch?v=${encodeURIComponent(video)}` : /^https?:/.test(url ?? '') ? url : null;
    const words = [this.#nameOf(model), code && language(code), at && when(at)].filter(Boolean).join(' · ');
    const link = address && el('a', { href: address, target: '_blank', rel: 'noopener noreferrer' }, 'Watch the video');
    byId('meta').replaceChildren(words, ...(link ? [words && ' · ', link] : []));
  }

  #showProgress(job) {
    setText(byId('state'), this.#stateOf(job));
    showShare(byId('share'), shareOf(job));
    byId('share').hidden = job.stage === 'queued';
    const now = STEPS.indexOf(job.stage);
    document.querySelectorAll('.steps li').forEach((step, index) => {
      step.dataset.at = index < now ? 'past' : index === now ? 'now' : 'ahead';
      if (index === now) step.setAttribute('aria-current', 'step');
      else step.removeAttribute('aria-current');
    });
    clearInterval(this.#ticking);
    const tick = () => setText(byId('elapsed'), clock(Date.now() - Date.parse(job.created_at)));
    if (!isOver(job)) {
      tick();
      this.#ticking = setInterval(tick, 1000);
    }
  }

  #stateOf(job) {
    const isWriting = this.#text !== '' && job.status === 'in_progress' && job.stage === 'summarizing' && shareOf(job) === null;
    return isWriting ? 'Writing the summary' : stateOf(job);
  }

  #showUsage(used) {
    byId('usage').hidden = !used;
    if (used) setText(byId('usage'), usage(used));
  }

  /** Parts that get done are told now and then, everything else at once. */
  #announce(before, job) {
    const words = (of) => (isOver(of) ? `${stateOf(of)}: ${titleOf(of)}` : stateOf(of));
    if (before && words(before) === words(job)) return;
    const isPart = before && before.status === job.status && before.stage === job.stage && shareOf(job) !== null;
    if (isPart && performance.now() - this.#announcedAt < PARTS_PAUSE_MS) return;
    this.#announcedAt = performance.now();
    announcer.sayState(words(job));
  }

  async #cancel() {
    byId('cancel').disabled = true;
    try {
      this.showJob({ ...this.#job, ...(await api.cancel(this.#job.job_id)) });
      byId('title').focus({ preventScroll: true });
    } catch (error) {
      showAlert(error.message);
    } finally {
      byId('cancel').disabled = false;
    }
  }

  async #copy() {
    const copied = await copy(this.#text);
    const words = copied ? 'Copied' : 'The browser did not allow it';
    announcer.say(words);
    byId('copy').textContent = words;
    setTimeout(() => (byId('copy').textContent = 'Copy'), COPIED_MS);
  }

  async #delete() {
    const id = this.#summaryId;
    const isSure = await confirm('Delete this summary?', `“${byId('title').textContent}” will be gone for good.`, 'Delete');
    if (!isSure) return;
    try {
      await api.remove(id);
    } catch (error) {
      if (error.status !== 404) {
        showAlert(error.message);
        return;
      }
    }
    announcer.say('Deleted');
    this.#tell.onDeleted();
  }
}
