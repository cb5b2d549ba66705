/** The login page: one code, and what is said when it is wrong or has been wrong too often. */

import * as api from './api.js';
import { byId, wait } from './format.js';

let lockedUntil = 0;
let said = '';

byId('login-form').addEventListener('submit', async (event) => {
  event.preventDefault();
  const code = byId('code').value;
  if (!code) {
    refuse('Type the access code.');
    return;
  }
  byId('login').disabled = true;
  try {
    await api.login(code);
    // The address keeps its fragment, so that one comes to the summary that one wanted to read.
    location.reload();
  } catch (error) {
    byId('login').disabled = false;
    if (error.status === 429) lock(error.retryAfterSeconds ?? 60);
    else refuse(error.status === 403 ? 'This code is not right.' : error.message);
  }
});

function refuse(message) {
  say(message);
  const code = byId('code');
  code.setAttribute('aria-invalid', 'true');
  code.focus();
  code.select();
}

function lock(seconds) {
  lockedUntil = Date.now() + seconds * 1000;
  byId('login').disabled = true;
  count();
}

function count() {
  const left = Math.ceil((lockedUntil - Date.now()) / 1000);
  if (left <= 0) {
    byId('login').disabled = false;
    say('You may try again now.');
    return;
  }
  const at = new Date(lockedUntil).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' });
  // Coarse, since a change is read out.
  const rest = left > 90 ? wait(left) : left > 15 ? wait(Math.ceil(left / 15) * 15) : wait(left > 5 ? 15 : 5);
  say(`Too many wrong codes came from your address. Try again in ${rest}, at ${at}.`);
  setTimeout(count, 1000);
}

function say(message) {
  if (message === said) return;
  said = message;
  byId('login-error').textContent = message;
  byId('login-error').hidden = false;
}
