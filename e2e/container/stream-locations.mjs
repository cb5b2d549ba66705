// Reads what `nginx -T` prints and fails unless every location of streams passes them on as they come: node stream-locations.mjs < dump
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

const STREAMS = ['= /sse', '= /events'];
const EXPECTED = {
  proxy_buffering: 'off',
  proxy_cache: 'off',
  gzip: 'off',
  proxy_http_version: '1.1',
  proxy_read_timeout: '86400s',
  proxy_send_timeout: '86400s',
  proxy_pass: 'http://longwire',
};
// The server's word against buffering counts too, so it must not be ignored.
const FORBIDDEN = ['proxy_ignore_headers', 'proxy_store', 'proxy_limit_rate', 'limit_rate', 'postpone_output'];

const files = new Map();
for (const part of readFileSync(0, 'utf8').split(/^# configuration file (?=\S+:$)/m).slice(1)) {
  const end = part.indexOf(':\n');
  files.set(part.slice(0, end), part.slice(end + 2));
}
const main = files.get('/etc/nginx/nginx.conf');
assert.ok(main, 'this is the output of nginx -T');

/** Words, and what stands between quotes as one; without comments. */
const words = (text) => [...text.matchAll(/#.*$|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[{};]|[^\s{};]+/gm)].map(([word]) => word).filter((word) => !word.startsWith('#'));

/** Directives as [name, arguments, block or undefined], with what is included in its place. */
function parse(queue) {
  const directives = [];
  let current = [];
  while (queue.length > 0) {
    const word = queue.shift();
    if (word === '}') break;
    if (word === '{') directives.push([current[0], current.slice(1).join(' '), parse(queue)]);
    else if (word !== ';') {
      current.push(word);
      continue;
    } else if (current[0] === 'include') {
      assert.ok(files.has(current[1]), `${current[1]} is printed`);
      directives.push(...parse(words(files.get(current[1]))));
    } else directives.push([current[0], current.slice(1).join(' ')]);
    current = [];
  }
  return directives;
}

const found = new Map();
function walk(directives, outer) {
  const here = new Map(outer);
  for (const [name, value, block] of directives) if (!block) here.set(name, value);
  for (const [name, value, block] of directives) {
    if (name === 'location') found.set(value, { ...Object.fromEntries(here), ...Object.fromEntries(block.filter(([, , inner]) => !inner)) });
    if (block) walk(block, here);
  }
}
walk(parse(words(main)), new Map());

for (const location of STREAMS) {
  const effective = found.get(location);
  assert.ok(effective, `there is a location ${location}`);
  for (const [name, value] of Object.entries(EXPECTED)) assert.equal(effective[name], value, `location ${location}: ${name}`);
  for (const name of FORBIDDEN) assert.equal(effective[name], undefined, `location ${location}: ${name}`);
}
for (const location of found.keys()) assert.match(location, /^(= \/[\w/]*|@\w+|\/)$/, `location ${location} takes in paths that it does not mean`);
console.log(`${STREAMS.length} of ${found.size} locations are for streams, and pass them on as they come.`);
