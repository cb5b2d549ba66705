/** Ids of the server's log read `<unix ms>-<n>-<log>`. Within a log they only grow; those of two logs cannot be compared. */

const ID = /^(\d+)-(\d+)-(\w+)$/;

/** Whether an event of the first id came no later than the one of the second; false where that cannot be told. */
export function isUpTo(id, other) {
  const a = ID.exec(id ?? '');
  const b = ID.exec(other ?? '');
  if (!a || !b || a[3] !== b[3]) return false;
  const [aMillis, bMillis] = [Number(a[1]), Number(b[1])];
  return aMillis < bMillis || (aMillis === bMillis && Number(a[2]) <= Number(b[2]));
}
