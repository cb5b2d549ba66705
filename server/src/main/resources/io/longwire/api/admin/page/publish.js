/** The form that publishes one event, where the server lets anybody publish at all. */

const byId = (id) => document.getElementById(id);

function inform({ publish }) {
  const closed = publish.access === 'closed';
  byId('publish-fields').disabled = closed;
  byId('publish-closed').hidden = !closed;
  byId('publish-closed').textContent = closed ? `Closed. ${sentence(publish.detail)}` : '';
  byId('publish-key-label').hidden = publish.access !== 'key';
  byId('publish-key').required = publish.access === 'key';
}

function sentence(text) {
  return `${text[0].toUpperCase()}${text.slice(1)}.`;
}

async function publish() {
  const event = { topic: byId('publish-topic').value, data: byId('publish-data').value };
  const type = byId('publish-type').value;
  const key = byId('publish-key').value;
  if (type) event.type = type;
  const headers = { 'Content-Type': 'application/json' };
  if (key) headers.Authorization = `Bearer ${key}`;
  try {
    const answer = await fetch('publish', { method: 'POST', headers, body: JSON.stringify(event) });
    const body = await answer.json();
    return answer.ok ? { text: `Published as ${body.id}` } : { failed: true, text: `${answer.status}: ${body.detail}` };
  } catch {
    return { failed: true, text: 'The server does not answer.' };
  }
}

/** Gives back who is to be told what the server allows. */
export function startPublish() {
  byId('publish-form').addEventListener('submit', async (event) => {
    event.preventDefault();
    const { text, failed = false } = await publish();
    byId('publish-result').textContent = text;
    byId('publish-result').dataset.failed = String(failed);
  });
  return inform;
}
