import { setTimeout as pause } from 'node:timers/promises';

/** Asks again until `check` gives something truthy, and gives that back; fails, naming `what`, after `ms`. */
export async function until(what, check, ms = 8_000) {
  const deadline = Date.now() + ms;
  for (;;) {
    const found = await check();
    if (found) return found;
    if (Date.now() > deadline) throw new Error(`waited ${ms} ms in vain for ${what}`);
    await pause(15);
  }
}
