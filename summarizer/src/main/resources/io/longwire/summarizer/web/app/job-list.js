import * as api from './api.js';

/** The least time between two looks at the list, however many events come. */
const PAUSE_MS = 500;
const HIDDEN_MS = 20_000;

/** The session's jobs, newest first, as `GET /jobs` has them. Events patch it, or say that it must be looked at again. */
export class JobList {
  jobs = [];
  #onChange;
  #isShared;
  #timer = 0;
  #lastLook = 0;

  /** `isShared`: other sessions' jobs are announced on the same topic. */
  constructor({ isShared, onChange }) {
    this.#isShared = isShared;
    this.#onChange = onChange;
    // A hidden page may have no stream.
    setInterval(() => document.hidden && this.#isBusy && this.look(), HIDDEN_MS);
  }

  get #isBusy() {
    return this.jobs.some(({ status }) => ['pending', 'in_progress', 'retry'].includes(status));
  }

  /** Looks now, or as soon as the last look is long enough ago. */
  look() {
    if (this.#timer) return;
    const wait = Math.max(0, this.#lastLook + PAUSE_MS - performance.now());
    this.#timer = setTimeout(() => this.#fetch(), wait);
  }

  async #fetch() {
    this.#lastLook = performance.now();
    try {
      const jobs = await api.jobs();
      this.#timer = 0;
      this.jobs = jobs;
      this.#onChange();
    } catch {
      // Not reachable: when it is again, the stream connects and the list is looked at.
      this.#timer = 0;
    }
  }

  /** A video of a playlist becomes a job of its own, of which only the playlist is known at first. */
  #isOfPlaylist({ current_video: video }) {
    return Boolean(video?.playlist) && this.jobs.some(({ kind, playlist }) => kind === 'playlist' && playlist.id === video.playlist);
  }

  take(type, data) {
    if (type === 'token') return;
    const job = this.jobs.find(({ job_id: id }) => id === data.job_id);
    if (!job && this.#isShared && data.job_id && !this.#isOfPlaylist(data)) return;
    if (job && type === 'progress' && data.stage === job.stage) {
      Object.assign(job, { progress: data.progress, total: data.total, video: data.video ?? job.video });
      this.#onChange();
    } else {
      this.look();
    }
  }
}
