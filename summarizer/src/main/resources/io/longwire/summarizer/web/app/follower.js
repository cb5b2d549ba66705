import * as api from './api.js';
import { JobText } from './job-text.js';
import { isOver } from './words.js';

const AGAIN_MS = 1000;

/**
 * Keeps one job and its text as they are: loads both, then takes what follows in the stream. Wherever the stream cannot say that
 * nothing is missing, both are loaded again; what comes meanwhile is held, and of that only what is newer is taken.
 */
export class Follower {
  #feed;
  #sessionTopic;
  #tell;
  #id = null;
  #job = null;
  #text = new JobText();
  /** Events that came while the job is being loaded; null while it is not. */
  #held = null;
  #loads = 0;
  #isBlind = false;

  /**
   * `onJob(job)`; `onText(text)` when it grew, `onOtherText(text)` when it is another, `onRestart()` when that is so because the
   * provider began anew; `onGone(error)` when it cannot be had.
   */
  constructor(feed, sessionTopic, tell) {
    this.#feed = feed;
    this.#sessionTopic = sessionTopic;
    this.#tell = tell;
  }

  get text() {
    return this.#text.text;
  }

  async open(id) {
    this.#id = id;
    this.#job = null;
    this.#text = new JobText();
    this.#isBlind = false;
    const job = await this.#load();
    if (this.#id !== id) return;
    if (job === null || isOver(job)) {
      this.#feed.follow([this.#sessionTopic], null);
      return;
    }
    // Of a job without an event yet there is no id to go on after: it is loaded once more when the stream stands.
    this.#isBlind = !job.last_event_id;
    this.#feed.follow([this.#sessionTopic, job.topic], job.last_event_id);
  }

  close() {
    this.#id = null;
    this.#loads++;
    this.#held = null;
  }

  connected() {
    if (this.#id === null || !this.#isBlind) return;
    this.#isBlind = false;
    this.#load();
  }

  resync() {
    if (this.#id !== null && this.#job && !isOver(this.#job)) this.#load();
  }

  take(type, data, id) {
    if (this.#id === null || data.job_id !== this.#id || type.startsWith('summary_')) return;
    if (this.#held) this.#held.push([type, data, id]);
    else this.#apply(type, data, id);
  }

  #apply(type, data, id) {
    const taken = this.#text.take(type, data, id);
    if (taken === 'known') return;
    if (taken === 'gap') {
      this.#load(AGAIN_MS / 4);
      this.#held.push([type, data, id]);
      return;
    }
    if (type === 'token') {
      this.#tell.onText(this.text);
    } else if (type === 'restart') {
      this.#tell.onOtherText('');
      this.#tell.onRestart();
    } else if (type === 'progress') {
      const { stage, progress, total, video } = data;
      const status = ['pending', 'retry'].includes(this.#job.status) && stage !== 'queued' ? 'in_progress' : this.#job.status;
      this.#update({ ...this.#job, status, stage, progress, total, video: video ?? this.#job.video });
    } else {
      // Done or failed: whether it will be tried again, what it used and where its summary is stands in the job itself.
      this.#load();
    }
  }

  #update(job) {
    this.#job = job;
    this.#tell.onJob(job);
  }

  /** Loads until it succeeds, or another load has taken its place: then null. */
  async #load(delayMs = 0) {
    const number = ++this.#loads;
    this.#held ??= [];
    let job = null;
    for (let wait = delayMs; job === null; wait = AGAIN_MS) {
      if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
      if (number !== this.#loads) return null;
      try {
        job = await api.job(this.#id);
      } catch (error) {
        if (number !== this.#loads) return null;
        if (!error.isAway) {
          this.#held = null;
          this.#tell.onGone(error);
          return null;
        }
      }
      if (number !== this.#loads) return null;
    }
    const before = this.text;
    // Of a job that came to nothing the server keeps no text; whoever was reading it may go on.
    this.#text.load(isOver(job) && !job.text ? { ...job, text: before } : job);
    if (this.text.startsWith(before)) this.#tell.onText(this.text);
    else this.#tell.onOtherText(this.text);
    this.#update(job);
    const held = this.#held;
    this.#held = null;
    // One of them may be reason to load once more; then the rest waits for that.
    for (const event of held) {
      if (this.#held) this.#held.push(event);
      else this.#apply(...event);
    }
    return job;
  }
}
