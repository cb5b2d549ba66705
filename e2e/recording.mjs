import { inspect } from 'node:util';
import { until } from './until.mjs';

/** What a client was given so far, entry by entry: `{type, data, id}`. */
export class Recording {
  #read;

  constructor(read) {
    this.#read = read;
  }

  /** All entries until now. */
  async all() {
    return [...(await this.#read())];
  }

  /** All entries, once one of them is as `wanted` says; `count` of them, if given. */
  async once(wanted, count = 1) {
    let entries = [];
    const matches = (entry) => Object.entries(wanted).every(([field, value]) => entry[field] === value);
    try {
      return await until(`${count} × ${inspect(wanted)}`, async () => {
        entries = await this.all();
        return entries.filter(matches).length >= count && entries;
      });
    } catch (cause) {
      throw new Error(`${cause.message}; the client was given ${inspect(entries, { maxArrayLength: 20, breakLength: 160 })}`, { cause });
    }
  }
}

/** The data of the events proper, without what the server says of the stream itself. */
export function payloads(entries) {
  return entries.filter(({ type }) => !['connected', 'resync', 'end', 'position'].includes(type)).map(({ data }) => data);
}
