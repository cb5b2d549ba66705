// The Compose files as docker-compose reads them: with exactly the guide's .env, with its tuning blocks pasted in as they
// are, and with an .env that changes every value.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import yaml from 'js-yaml';
import { here, root } from './files.mjs';

const blocks = {
  'low-resource.yaml': {
    environment: { SSE_MAX_CONNECTIONS: '100', SSE_COMPRESSION_THRESHOLD: '2048', GUNICORN_WORKER_CONNECTIONS: '200' },
    limits: { cpus: 1, memory: '1G' },
  },
  'high-traffic.yaml': {
    environment: { SSE_MAX_CONNECTIONS: '2000', GUNICORN_WORKERS: '4', GUNICORN_WORKER_CONNECTIONS: '500' },
    limits: { cpus: 4, memory: '4G' },
  },
};
const read = (name) => readFileSync(path.join(root, name), 'utf8');
const folder = mkdtempSync(path.join(tmpdir(), 'longwire-compose-'));

/** What docker-compose makes of these files, in a folder with nothing but them and .env, without our own environment. */
function config(env, ...files) {
  writeFileSync(path.join(folder, '.env'), env);
  const args = [...files.flatMap((file) => ['-f', file]), 'config'];
  const options = { cwd: folder, env: { PATH: process.env.PATH, HOME: folder }, encoding: 'utf8', stdio: 'pipe' };
  try {
    return yaml.load(execFileSync('docker-compose', args, options));
  } catch (error) {
    throw new Error(`docker-compose ${args.join(' ')}: ${error.stderr ?? error}`);
  }
}

/** The lines of a top-level section of a block, or of a section of the service. */
function section(text, name, indent) {
  const match = new RegExp(`^ {${indent}}${name}:\\n(?:(?: {${indent + 1},}.*)?\\n)+`, 'm').exec(text);
  assert.ok(match, `there is a section ${name}`);
  return match[0].trimEnd() + '\n';
}

const indented = (text) => text.replace(/^(?=.)/gm, '    ');

function limitsOf(service) {
  const { cpus, memory } = service.deploy.resources.limits;
  return { cpus: Number(cpus), memory };
}

function checkTuned(what, service, expected) {
  for (const [name, value] of Object.entries(expected.environment)) {
    assert.equal(service.environment[name], value, `${what}: ${name}`);
  }
  assert.deepEqual(limitsOf(service), expected.limits, what);
}

function checkBlock(name, expected, env, compose) {
  const block = readFileSync(path.join(here, name), 'utf8');
  const environment = indented(section(block, 'environment', 0));
  const deploy = indented(section(block, 'deploy', 0));
  const without = compose.replace(section(compose, 'deploy', 4), deploy);
  const replaced = without.replace(section(compose, 'environment', 4), environment);
  const added = without.replace(section(compose, 'environment', 4), (old) => old + environment.split('\n').slice(1).join('\n'));
  writeFileSync(path.join(folder, 'replaced.yml'), replaced);
  writeFileSync(path.join(folder, 'added.yml'), added);
  writeFileSync(path.join(folder, 'over.yml'), `services:\n  summarizer-app:\n${indented(block)}`);
  checkTuned(`${name} in place of the sections`, config(env, 'replaced.yml').services['summarizer-app'], expected);
  checkTuned(`${name} at the end of the list`, config(env, 'added.yml').services['summarizer-app'], expected);
  const over = config(env, 'docker-compose-sse.yml', 'over.yml').services['summarizer-app'];
  checkTuned(`${name} in a file over it`, over, expected);
}

export function checkCompose() {
  try {
    for (const name of ['docker-compose-sse.yml', 'docker-compose.yml', 'docker-stack-sse.yml']) {
      copyFileSync(path.join(root, name), path.join(folder, name));
    }
    const env = readFileSync(path.join(here, 'guide.env'), 'utf8');
    const big = config(env, 'docker-compose-sse.yml');
    const small = config(env, 'docker-compose.yml');
    const stack = config(env, 'docker-stack-sse.yml');
    config('', 'docker-compose-sse.yml');
    config('', 'docker-compose.yml');

    const service = big.services['summarizer-app'];
    assert.equal(service.environment.GOOGLE_API_KEY, 'your_google_api_key');
    assert.equal(service.environment.SSE_MAX_CONNECTIONS_PER_IP, '10');
    assert.deepEqual(stack.services['summarizer-app'].environment, service.environment, 'the stack has the same settings');

    const names = Object.keys(service.environment);
    const all = config(names.map((name) => `${name}=of-env\n`).join(''), 'docker-compose-sse.yml');
    for (const name of names) {
      assert.equal(all.services['summarizer-app'].environment[name], 'of-env', `.env sets ${name}`);
    }
    for (const [name, expected] of Object.entries(blocks)) checkBlock(name, expected, env, read('docker-compose-sse.yml'));

    for (const kind of ['services', 'volumes', 'networks']) {
      const shared = Object.keys(big[kind]).filter((name) => name in small[kind]);
      assert.deepEqual(shared, [], `no ${kind} of one file are in the other too`);
    }
    const other = Object.values(small.services)[0];
    assert.notEqual(other.container_name, service.container_name);
    return { big: service, small: other, stack: stack.services['summarizer-app'] };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
