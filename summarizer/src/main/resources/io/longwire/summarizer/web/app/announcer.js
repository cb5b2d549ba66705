import { byId } from './format.js';

const PAUSE_MS = 1000;

/** Says things to screen readers, one after the other, and never tokens. */
class Announcer {
  #waiting = [];
  #isResting = false;

  say(text) {
    this.#waiting.push({ text, isState: false });
    this.#speak();
  }

  /** Where a job is; what has not been said yet gives way to it. */
  sayState(text) {
    this.#waiting = [...this.#waiting.filter(({ isState }) => !isState), { text, isState: true }];
    this.#speak();
  }

  #speak() {
    if (this.#isResting || this.#waiting.length === 0) return;
    byId('announcer').textContent = this.#waiting.shift().text;
    this.#isResting = true;
    setTimeout(() => {
      this.#isResting = false;
      this.#speak();
    }, PAUSE_MS);
  }
}

export const announcer = new Announcer();
