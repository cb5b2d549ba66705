import { isUpTo } from './event-ids.js';

/**
 * The text of one job as it grows. It is loaded with the id of the event that it goes up to, then grows by what follows in the
 * stream. Offsets are in UTF-16 units, which is what JavaScript and Java count.
 */
export class JobText {
  text = '';
  #upTo = null;

  /** What `GET /jobs/{id}` says. */
  load({ text, last_event_id: id }) {
    this.text = text ?? '';
    this.#upTo = id ?? null;
  }

  /** Takes an event: `applied`; `known`, when the text has it already; or `gap`, when the text must be loaded anew. */
  take(type, data, id) {
    if (isUpTo(id, this.#upTo)) return 'known';
    if (type === 'token') {
      if (data.offset !== this.text.length) return 'gap';
      this.text += data.text;
    } else if (type === 'restart') {
      this.text = '';
    }
    this.#upTo = id;
    return 'applied';
  }
}
