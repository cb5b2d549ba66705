// The Kubernetes manifests, each against the schema of its kind, and what they say of one another.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import yaml from 'js-yaml';
import { root } from './files.mjs';

const folder = path.join(root, 'k8s');
const load = (file) => yaml.loadAll(readFileSync(path.join(folder, file), 'utf8'));

/** The same value, and the path of everything in it that nobody has asked for yet. */
function watched(value, at, unread) {
  if (typeof value !== 'object' || value === null) return value;
  const seen = {};
  for (const key of Object.keys(value)) unread.add(`${at}.${key}`);
  return new Proxy(value, {
    get(target, key) {
      if (!Object.hasOwn(target, key)) return target[key];
      unread.delete(`${at}.${String(key)}`);
      return (seen[key] ??= watched(target[key], `${at}.${String(key)}`, unread));
    },
  });
}

/** The schemas let fields pass that they do not know. A field that the validation never looked at is such a one. */
async function validate(document) {
  const models = await import(`kubernetes-models/${document.apiVersion}`);
  const Model = models[document.kind];
  assert.ok(Model, `${document.apiVersion} ${document.kind} is known`);
  const unread = new Set();
  Model.prototype.validate.call(watched(new Model(document), document.kind, unread));
  assert.deepEqual([...unread], [], 'fields that this kind does not have');
}

/** A check that lets everything pass would be none. */
async function checkThatMistakesAreFound(statefulSet) {
  const broken = [
    (copy) => (copy.spec.replicas = 'one'),
    (copy) => (copy.spec.replcas = 1),
    (copy) => (copy.spce = {}),
    (copy) => (copy.spec.template.spec.containers[0].resources.limit = {}),
    (copy) => delete copy.spec.selector,
    (copy) => (copy.spec.template.spec.containers[0].ports[0].containerPort = '5001'),
  ];
  for (const mistake of broken) {
    const copy = structuredClone(statefulSet);
    mistake(copy);
    await assert.rejects(() => validate(copy), `refused: ${mistake}`);
  }
}

function checkTheyFit({ statefulSet, services, policy, budget, ingress }) {
  const { template, serviceName, selector, replicas, volumeClaimTemplates } = statefulSet.spec;
  const { labels } = template.metadata;
  const [container] = template.spec.containers;
  const ports = container.ports.map((port) => port.name);
  const same = (wanted, what) => assert.deepEqual(wanted, selector.matchLabels, `${what} selects the pods`);

  assert.equal(replicas, 1);
  for (const [name, value] of Object.entries(selector.matchLabels)) assert.equal(labels[name], value);
  for (const service of services) {
    same(service.spec.selector, service.metadata.name);
    for (const port of service.spec.ports) assert.ok(ports.includes(port.targetPort), `port ${port.targetPort}`);
  }
  same(policy.spec.podSelector.matchLabels, 'NetworkPolicy');
  same(budget.spec.selector.matchLabels, 'PodDisruptionBudget');
  for (const rule of policy.spec.ingress) {
    for (const { port } of rule.ports) assert.ok(ports.includes(port), `NetworkPolicy: port ${port}`);
    const open = rule.ports.some(({ port }) => port === 'sse');
    assert.ok(!open || rule.from, 'where publishing is, not everybody may come');
  }

  const headless = services.find((service) => service.spec.clusterIP === 'None');
  assert.equal(serviceName, headless.metadata.name);
  const outer = services.find((service) => service !== headless);
  assert.deepEqual(outer.spec.ports.map((port) => port.targetPort), ['http'], 'publishing is not on the outer Service');
  assert.equal(outer.spec.externalTrafficPolicy, 'Local');
  assert.equal(outer.spec.sessionAffinity, 'ClientIP');
  assert.equal(outer.spec.sessionAffinityConfig.clientIP.timeoutSeconds, 86400);
  for (const { path: route, pathType, backend } of ingress.spec.rules[0].http.paths) {
    assert.equal(pathType, 'Exact', route);
    assert.ok(['/sse', '/events'].includes(route), `${route} is for everybody`);
    assert.equal(backend.service.name, outer.metadata.name);
    assert.ok(outer.spec.ports.some((port) => port.name === backend.service.port.name));
  }

  const volumes = [...template.spec.volumes, ...volumeClaimTemplates.map((claim) => claim.metadata)];
  for (const mount of container.volumeMounts) {
    assert.ok(volumes.some((volume) => volume.name === mount.name), `volume ${mount.name}`);
  }
}

export async function checkKubernetes() {
  const files = readdirSync(folder).filter((file) => file !== 'kustomization.yaml');
  const byFile = Object.fromEntries(files.map((file) => [file, load(file)]));
  for (const [file, documents] of Object.entries(byFile)) {
    for (const document of documents) {
      await validate(document).catch((error) => {
        throw new Error(`k8s/${file}: ${error.message}`, { cause: error });
      });
    }
  }
  const listed = load('kustomization.yaml')[0].resources;
  assert.deepEqual([...listed].sort(), files.filter((file) => file !== 'secret.example.yaml').sort());

  const all = Object.values(byFile).flat();
  const of = (kind) => all.filter((document) => document.kind === kind);
  const [statefulSet] = of('StatefulSet');
  await checkThatMistakesAreFound(statefulSet);
  checkTheyFit({
    statefulSet,
    services: of('Service'),
    policy: of('NetworkPolicy')[0],
    budget: of('PodDisruptionBudget')[0],
    ingress: of('Ingress')[0],
  });
  const secrets = of('Secret').map((secret) => secret.metadata.name);
  for (const volume of statefulSet.spec.template.spec.volumes.filter((one) => one.secret)) {
    assert.ok(secrets.includes(volume.secret.secretName), `an example of ${volume.secret.secretName}`);
  }
  return { statefulSet, documents: all.length };
}
