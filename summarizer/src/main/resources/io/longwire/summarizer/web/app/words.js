/** What is said of a job, to the eye and to a screen reader alike. */

const FAILURES = {
  no_captions: 'This video has no captions',
  private: 'This video is private',
  age_restricted: 'This video is age-restricted',
  blocked: 'The video service turns this server away',
  unavailable: 'This video is not available',
  not_a_video: 'This is not a video',
  language: 'No captions in this language',
  network: 'The network failed',
  playlist: 'The playlist could not be read',
  key_missing: 'The model’s key is not set',
  key_refused: 'The provider refuses the key',
  rate_limited: 'The provider asks for patience',
  overloaded: 'The provider is overloaded',
  too_long: 'The transcript is too long for this model',
  refused: 'The model refused to answer',
  cut_off: 'The model’s answer was cut off',
  invalid_answer: 'The provider’s answer made no sense',
  queue_full: 'Too many videos are waiting',
  internal: 'Something went wrong in the server',
  cancelled: 'Cancelled',
};

const OVER = new Set(['completed', 'failed', 'cancelled']);

export function isOver(job) {
  return OVER.has(job.status);
}

/** The title of what is summarised, as far as it is known. */
export function titleOf(job) {
  return job.video?.title || (job.kind === 'playlist' ? `Playlist ${job.playlist?.id ?? ''}`.trim() : bare(job.url));
}

function bare(url) {
  return String(url ?? 'Video').replace(/^https?:\/\/(www\.)?/, '');
}

/** One line: where the job is. */
export function stateOf(job) {
  switch (job.status) {
    case 'completed': return 'Done';
    case 'failed': return failureOf(job.error);
    case 'cancelled': return 'Cancelled';
    case 'retry': return `Trying again${job.error?.message ? `: ${job.error.message}` : ''}`;
    default: return stageOf(job);
  }
}

function stageOf({ stage, kind, playlist, progress, total }) {
  if (kind === 'playlist' && playlist?.total) return `${playlist.done} of ${playlist.total} videos done`;
  if (stage === 'transcript') return kind === 'playlist' ? 'Reading the playlist' : 'Fetching the transcript';
  if (stage === 'summarizing') {
    if (total > 1 && progress < total) return `Summarizing: ${progress} of ${total} parts done`;
    return total > 1 ? 'Combining the parts' : 'Summarizing';
  }
  return stage === 'done' ? 'Done' : 'Waiting for its turn';
}

/** How far it is, from 0 to 1; null while that cannot be told. */
export function shareOf({ status, stage, kind, playlist, progress, total }) {
  if (status === 'completed') return 1;
  if (kind === 'playlist' && playlist?.total) return playlist.done / playlist.total;
  return stage === 'summarizing' && total > 1 && progress < total ? progress / total : null;
}

export function failureOf(error) {
  return FAILURES[String(error?.reason ?? '').toLowerCase()] ?? 'This did not work';
}
