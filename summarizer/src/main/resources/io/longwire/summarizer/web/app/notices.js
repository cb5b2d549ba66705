import { byId, el } from './format.js';

/** What stands above everything, since without it nothing will work: who may submit, and which keys there are. */
export function showNotices(session, { models, missing_keys: missing = [], demo }) {
  const shown = [];
  if (session.submitting === 'closed') {
    shown.push(notice('Submitting is closed.',
      'Summaries cost money, so nobody is let in until the operator says who may. It is opened by setting ',
      ...settings(session.opens_with ?? 'SUMMARIZER_ACCESS_CODE or SUMMARIZER_OPEN=true'), ' and starting again.'));
  }
  if (session.submitting === 'login' && !session.logged_in) shown.push(loginNotice());
  const isUsable = models.some(({ available }) => available);
  if (!isUsable) {
    shown.push(notice('No model can be used.', 'The server has no key: set one of ', ...settings(missing.join(', ')),
      ' and start it again. ', ...settings('SUMMARIZER_DEMO=true'), ' shows how it works without a key.'));
  } else if (demo) {
    shown.push(notice('This is a demo.', 'The model named Demo streams a canned text; nothing is summarized by it.'));
  }
  notices(...shown);
  return { canSubmit: isUsable && (session.submitting === 'open' || (session.submitting === 'login' && session.logged_in)) };
}

export function showLoginNotice() {
  notices(loginNotice());
}

function notices(...shown) {
  byId('notices').replaceChildren(...shown);
}

/** What was asked for just now did not work; null when that is over. */
export function showAlert(message) {
  byId('alert').textContent = message ?? '';
  byId('alert').hidden = message === null;
}

function loginNotice() {
  return el('p', { class: 'notice', role: 'alert' }, el('strong', {}, 'Your session is over.'), ' ', el('a', { href: './' }, 'Log in again'), '.');
}

function notice(title, ...words) {
  return el('p', { class: 'notice' }, el('strong', {}, title), ' ', ...words);
}

/** Names of variables stand out. */
function settings(text) {
  return text.split(/([A-Z][A-Z_]+(?:=\w+)?)/).map((part, index) => (index % 2 ? el('code', {}, part) : part));
}
