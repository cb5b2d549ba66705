/** The page: what it opens by its address (`#/`, `#/jobs/<id>`, `#/summaries/<id>`), and who is told what. */

import * as api from './api.js';
import { announcer } from './announcer.js';
import { Composer } from './composer.js';
import { startConfirm } from './confirm.js';
import { Feed } from './feed.js';
import { Follower } from './follower.js';
import { byId } from './format.js';
import { JobList } from './job-list.js';
import { Library } from './library.js';
import { Reader } from './reader.js';
import { showAlert, showLoginNotice, showNotices } from './notices.js';
import { isOver, stateOf } from './words.js';

const AGAIN_MS = 2000;
const BLINK_MS = 4000;
/** Tells the other tabs of this browser that there are new jobs, or fewer summaries. */
const tabs = new BroadcastChannel('summarizer');

const library = new Library();
const composer = new Composer((ids) => submitted(ids));
const reader = new Reader({
  onAgain: (job) => again(job),
  onDeleted: () => {
    tabs.postMessage('changed');
    library.refresh();
    location.hash = '#/';
  },
  onFinished: (id) => finish(id),
});

let session;
let feed;
let follower;
let list;
let isLinkUp = true;
let linkTimer = 0;

async function start() {
  startConfirm();
  session = await patiently(api.session);
  if (session === null) return;
  const models = await patiently(api.models);
  if (models === null) return;
  composer.offer(models);
  const names = new Map(models.models.map(({ id, name }) => [id, name]));
  reader.nameOfModel = (id) => names.get(id) ?? id;
  const { canSubmit } = showNotices(session, models);
  composer.enabled = canSubmit;
  byId('logout').hidden = session.submitting !== 'login' || !session.logged_in;
  if (session.submitting === 'closed') {
    library.close();
    return;
  }
  list = new JobList({ isShared: session.topic === 'broadcast', onChange: () => jobsChanged() });
  feed = new Feed({
    onEvent: (type, data, id) => {
      list.take(type, data);
      // Everybody's summaries are in the list.
      if (type === 'summary_complete') library.refresh();
      follower.take(type, data, id);
    },
    onConnected: () => {
      list.look();
      follower.connected();
    },
    onResync: () => {
      list.look();
      follower.resync();
    },
    onLink: showLink,
    onRefused: checkSession,
  });
  follower = new Follower(feed, session.topic, {
    onJob: (job) => {
      reader.showJob(job);
      reader.showVideos(list.jobs);
      showTitle(job);
    },
    onText: (text) => reader.grow(text),
    onOtherText: (text) => reader.begin(text),
    onRestart: () => announcer.say('The text begins anew.'),
    onGone: (error) => reader.showGone('Not found', error.status === 404 ? 'There is no such job any more' : error.message),
  });
  tabs.addEventListener('message', () => {
    list.look();
    library.refresh();
  });
  addEventListener('hashchange', () => route(true));
  library.refresh();
  route(false);
}

/** Opens what the address says; `isMove` when the person went there, and the focus goes along. */
function route(isMove) {
  const [, kind, id] = /^#\/(jobs|summaries)\/([\w-]+)$/.exec(location.hash) ?? [];
  follower.close();
  document.body.dataset.view = kind ? 'reading' : 'home';
  byId('compose').hidden = Boolean(kind);
  byId('reader').hidden = !kind;
  library.current = location.hash;
  document.title = 'Summarizer';
  showAlert(null);
  if (kind) reader.clear();
  if (kind === 'jobs') {
    follower.open(id);
  } else {
    feed.follow([session.topic], null);
    if (kind === 'summaries') showSummary(id);
  }
  if (!isMove) return;
  if (kind) reader.focus();
  else composer.focus();
}

async function showSummary(id) {
  const address = location.hash;
  try {
    const summary = await api.summary(id);
    if (location.hash !== address) return;
    reader.showSummary(summary);
    document.title = `${summary.title || 'Summary'} – Summarizer`;
  } catch (error) {
    if (location.hash !== address) return;
    reader.showGone('Not found', error.status === 404 ? 'This summary was deleted' : error.message);
  }
}

/** The open job has its summary: from now on this is what is shown, under the job's address still. */
async function finish(id) {
  library.refresh();
  await showSummary(id);
}

function submitted(ids) {
  tabs.postMessage('changed');
  list.look();
  const words = ids.length === 1 ? 'Submitted' : `${ids.length} jobs submitted`;
  announcer.say(words);
  if (ids.length === 1) location.hash = `#/jobs/${ids[0]}`;
}

async function again({ url, model, language }) {
  try {
    submitted((await api.submit({ urls: url, model, language })).job_ids);
  } catch (error) {
    showAlert(error.message);
  }
}

let unfinished = new Set();

function jobsChanged() {
  library.showJobs(list.jobs);
  reader.showVideos(list.jobs);
  const now = new Set(list.jobs.filter((job) => !isOver(job)).map(({ job_id: id }) => id));
  const finished = list.jobs.filter((job) => unfinished.has(job.job_id) && isOver(job));
  if (finished.length > 0) library.refresh();
  for (const job of finished) {
    // The open one speaks for itself.
    if (location.hash !== `#/jobs/${job.job_id}`) announcer.say(`${stateOf(job)}: ${job.video?.title ?? job.url}`);
  }
  unfinished = now;
}

function showTitle(job) {
  const title = job.video?.title ?? 'Summary';
  document.title = isOver(job) ? `${title} – Summarizer` : `… ${title} – Summarizer`;
}

/** A stream that ends in order is back after seconds; that is not worth a word, unless the browser knows that it is offline. */
function showLink(isUp) {
  clearTimeout(linkTimer);
  if (isUp) say(true);
  else linkTimer = setTimeout(() => say(false), navigator.onLine ? BLINK_MS : 0);

  function say(isNowUp) {
    if (isNowUp === isLinkUp) return;
    isLinkUp = isNowUp;
    byId('link').hidden = isNowUp;
    announcer.say(isNowUp ? 'Connected again' : byId('link').textContent);
  }
}

/** The stream was refused: the session may be over, or be another, as when the server has lost it. */
async function checkSession() {
  const now = await api.session().catch((error) => error);
  if (now.status === 401 || (now.submitting === 'login' && !now.logged_in)) showLoginNotice();
  else if (now.session_id && now.session_id !== session.session_id) location.reload();
}

/** Asks until somebody answers; null when one has to log in. */
async function patiently(ask) {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (error.status === 401 || error.status === 403) {
        showLoginNotice();
        return null;
      }
      byId('link').hidden = false;
      isLinkUp = false;
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

byId('logout').addEventListener('click', async () => {
  await api.logout().catch(() => {});
  location.reload();
});

byId('skip').addEventListener('click', (event) => {
  event.preventDefault();
  byId('library').focus();
});

start();
