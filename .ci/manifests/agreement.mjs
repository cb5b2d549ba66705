// Whether the files agree with the catalogue of settings, with the image, and with the numbers of the guide.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './files.mjs';

const read = (...names) => readFileSync(path.join(root, ...names), 'utf8');

/** docs/configuration.md is made from the catalogue, which a test of the server sees to. */
function catalogue() {
  const rows = read('docs', 'configuration.md').match(/^\| `[^|]*/gm);
  const names = new Set(rows.join(' ').match(/\b(?:SSE|GUNICORN)_[A-Z_]+\b/g));
  assert.ok(names.size > 30, 'the catalogue was found');
  return names;
}

/** What makes no sense to change in a container: where it listens, and the mode for trying out. */
const fixed = ['SSE_PORT', 'SSE_HOST', 'SSE_ADMIN_PORT', 'SSE_ADMIN_HOST', 'SSE_DEV'];

function checkNames(known, environment) {
  const files = ['docker-compose.yml', 'docker-compose-sse.yml', 'docker-stack-sse.yml', 'docs/kubernetes.md'];
  files.push('docs/migrating-from-gunicorn.md', ...readdirSync(path.join(root, 'k8s')).map((file) => `k8s/${file}`));
  for (const file of files) {
    for (const name of read(file).match(/\bSSE_[A-Z_]*[A-Z]\b/g) ?? []) {
      assert.ok(known.has(name), `${file}: ${name} is no setting`);
    }
  }
  for (const name of known) {
    if (fixed.includes(name)) continue;
    assert.ok(name in environment, `docker-compose-sse.yml and docker-stack-sse.yml hand on ${name}: - ${name}=\${${name}:-}`);
  }
  for (const name of ['WORKERS', 'WORKER_CLASS', 'WORKER_CONNECTIONS', 'TIMEOUT', 'KEEPALIVE']) {
    assert.ok(`GUNICORN_${name}` in environment);
  }
  for (const name of ['GOOGLE', 'OPENAI', 'ANTHROPIC']) assert.ok(`${name}_API_KEY` in environment);
}

const seconds = (text) => {
  const [, number, unit] = /^(\d+)(s|m)?$/.exec(text);
  return Number(number) * (unit === 'm' ? 60 : 1);
};

/** The number of a port, whether a file says "80:80", or target and published. */
const targets = (ports) => ports.map((port) => (typeof port === 'object' ? port.target : Number(String(port).split(/[:/]/)[1])));

function checkImage({ big, small, stack }, pod, container) {
  const dockerfile = read('Dockerfile.sse');
  const uid = Number(/^ARG APP_UID=(\d+)/m.exec(dockerfile)[1]);
  const exposed = /^EXPOSE (.*)/m.exec(dockerfile)[1].split(' ').map(Number).sort();
  const volumes = JSON.parse(/^VOLUME (.*)/m.exec(dockerfile)[1]);
  assert.deepEqual(targets(big.ports).sort(), exposed);
  assert.deepEqual(targets(stack.ports).sort(), exposed);
  assert.ok(exposed.includes(targets(small.ports)[0]));
  for (const service of [big, small, stack]) {
    assert.equal(service.image, 'youtube-summarizer:sse');
    const mounted = service.volumes.map((one) => (typeof one === 'object' ? one.target : one.split(':')[1]));
    for (const volume of volumes) assert.ok(mounted.includes(volume), `${volume} is a volume`);
    assert.ok(service.read_only);
  }
  assert.equal(container.image, 'youtube-summarizer:sse');
  const { runAsUser, runAsGroup, fsGroup } = pod.securityContext;
  assert.deepEqual([runAsUser, runAsGroup, fsGroup], [uid, uid, uid]);
  for (const volume of [...volumes, '/tmp']) {
    assert.ok(container.volumeMounts.some((mount) => mount.mountPath === volume), `${volume} can be written`);
  }
  const env = Object.fromEntries(container.env.map(({ name, value }) => [name, value]));
  const port = (name) => container.ports.find((one) => one.name === name).containerPort;
  assert.ok(exposed.includes(port('sse')));
  assert.equal(String(port('http')), env.NGINX_PORT);
  for (const [, name, value] of dockerfile.matchAll(/(SSE_[A-Z_]+)=(\d+)/g)) {
    assert.equal(big.environment[name], value, `docker-compose-sse.yml: ${name} is the image's`);
    assert.equal(small.environment[name], value, `docker-compose.yml: ${name} is the image's`);
    assert.equal(env[name], value, `k8s: ${name} is the image's`);
  }
}

function checkDrain({ big, small, stack }, pod, container) {
  const drain = Number(big.environment.SSE_DRAIN_SECONDS);
  for (const service of [big, small, stack]) assert.ok(seconds(service.stop_grace_period) > drain + 2);
  const sleep = Number(container.lifecycle.preStop.exec.command[1]);
  const podDrain = Number(container.env.find(({ name }) => name === 'SSE_DRAIN_SECONDS').value);
  assert.ok(pod.terminationGracePeriodSeconds > sleep + podDrain + 2);
}

function checkNumbersOfTheGuide({ big, stack }, container) {
  for (const service of [big, stack]) {
    const { limits, reservations } = service.deploy.resources;
    assert.deepEqual([Number(limits.cpus), limits.memory], [2, '2G']);
    assert.deepEqual([Number(reservations.cpus), reservations.memory], [0.5, '512M']);
  }
  const { deploy } = stack;
  assert.equal(deploy.replicas, 1);
  assert.deepEqual([deploy.update_config.parallelism, deploy.update_config.delay], [1, '10s']);
  assert.deepEqual(deploy.restart_policy, { condition: 'on-failure', delay: '5s', max_attempts: 3 });
  assert.deepEqual(deploy.placement.constraints, ['node.role == worker']);
  for (const port of stack.ports) assert.equal(port.mode, 'host');
  assert.deepEqual(container.resources, {
    requests: { memory: '512Mi', cpu: '500m' },
    limits: { memory: '2Gi', cpu: '2000m' },
  });
  assert.equal(big.container_name, 'youtube-summarizer-sse');
  assert.ok(!('mem_limit' in big) && !('cpus' in big), 'limits stand in one place');
}

export function checkAgreement(services, statefulSet) {
  const pod = statefulSet.spec.template.spec;
  const [container] = pod.containers;
  checkNames(catalogue(), services.big.environment);
  checkImage(services, pod, container);
  checkDrain(services, pod, container);
  checkNumbersOfTheGuide(services, container);
}
