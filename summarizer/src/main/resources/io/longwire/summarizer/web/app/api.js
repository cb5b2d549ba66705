/** The server's own paths, relative so that a proxy may serve them under a path of its own. */

/** An answer that is no success, in the server's words. */
export class ApiError extends Error {
  constructor(status, message, retryAfterSeconds) {
    super(message);
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }

  /** Nobody answered, or a proxy did that found nobody. */
  get isAway() {
    return this.status === 0 || (this.status >= 502 && this.status <= 504);
  }
}

export const login = (code) => send('POST', 'login', { code });
export const logout = () => send('POST', 'logout', {});
export const session = () => send('GET', 'session');
export const models = () => send('GET', 'models');
export const submit = (order) => send('POST', 'summarize_async', order);
export const jobs = async () => (await send('GET', 'jobs')).jobs;
export const job = (id) => send('GET', `jobs/${encodeURIComponent(id)}`);
export const cancel = (id) => send('DELETE', `jobs/${encodeURIComponent(id)}`);
export const summaries = (query, page) => send('GET', `summaries?${new URLSearchParams({ query, page })}`);
export const summary = (id) => send('GET', `summaries/${encodeURIComponent(id)}`);
export const remove = (id) => send('DELETE', `summaries/${encodeURIComponent(id)}`);
export const downloadPath = (id) => `summaries/${encodeURIComponent(id)}.md`;

async function send(method, path, body) {
  const headers = { Accept: 'application/json' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let answer;
  try {
    answer = await fetch(path, { method, headers, body: body && JSON.stringify(body), cache: 'no-store', credentials: 'same-origin' });
  } catch {
    throw new ApiError(0, 'The server cannot be reached.');
  }
  const text = await answer.text().catch(() => '');
  const content = parsed(text);
  if (answer.ok) return content;
  const retryAfter = Number.parseInt(answer.headers.get('Retry-After'), 10);
  throw new ApiError(answer.status, content?.error ?? content?.detail ?? saying(answer.status), Number.isNaN(retryAfter) ? null : retryAfter);
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function saying(status) {
  return status >= 502 && status <= 504 ? 'The server cannot be reached.' : `The server answered ${status}.`;
}
