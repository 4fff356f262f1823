// Runs data observed on the real systems against our models, and prints each disagreement.
// Usage: node scripts/conformance.mjs istio-routes [FILE]     (after `npm run build`)
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const require = createRequire(import.meta.url);

// Shares in the data are rounded; a disagreement is larger than this.
const TOLERANCE = 1e-4;

const suites = {
  'istio-routes': { file: 'test/conformance/istio/routes.json', run: istioRoutes },
  'istio-analyze': { file: 'test/conformance/istio/analyze.json', run: istioAnalyze },
  'istio-validate': { file: 'test/conformance/istio/validate.json', run: istioValidate },
  'flagger-ticks': {
    file: 'test/conformance/flagger/ticks.json',
    run: flaggerTicks,
    decides: true,
  },
  'flagger-objects': {
    file: 'test/conformance/flagger/objects.json',
    run: flaggerObjects,
    decides: true,
  },
};

const [name = '', file] = process.argv.slice(2);
const suite = suites[name];
if (suite === undefined) {
  console.error(`unknown suite '${name}', allowed: ${Object.keys(suites).join(', ')}`);
  process.exit(64);
}

const cases = JSON.parse(readFileSync(file ?? join(root, suite.file), 'utf8'));
const counts = { passed: 0, failed: 0, unknown: 0 };
let schemaRules;
for (const one of cases) {
  const { verdict, lines } = suite.run(one);
  counts[verdict] += 1;
  for (const line of lines) console.log(`${one.name}: ${line}`);
}
const unknown = suite.decides ? '' : `, ${counts.unknown} unknown`;
console.log(`${counts.passed} passed, ${counts.failed} failed${unknown}`);
if (counts.failed > 0) process.exitCode = 1;

/** One case: objects, and the observed outcome of each probe. */
function istioRoutes({ objects, meshConfig, probes, outcomes }) {
  const { outcome } = require(join(root, 'lib/src/mesh/outcome.js'));
  const { indexWorld } = require(join(root, 'lib/src/mesh/index-world.js'));
  const { meshSettings } = require(join(root, 'lib/src/mesh/mesh-settings.js'));
  const world = indexWorld(objects, meshSettings(meshConfig));
  let verdict = 'passed';
  const lines = [];
  probes.forEach((probe, index) => {
    const { client, ...request } = probe;
    const ours = outcome(world, client, request);
    const where = `probe ${index} (${client.kind} in ${client.namespace} to ${probe.host}:${probe.port}${probe.path ?? '/'})`;
    if (ours.kind === 'unknown') {
      if (verdict === 'passed') verdict = 'unknown';
      lines.push(`${where}: unknown, ${ours.reason}`);
      return;
    }
    const differences = compareOutcomes(ours, outcomes[index]);
    if (differences.length === 0) return;
    verdict = 'failed';
    lines.push(...differences.map((difference) => `${where}: ${difference}`));
    lines.push(...ours.derivation.map((sentence) => `    ${sentence}`));
  });
  return { verdict, lines };
}

/** One case: objects, and what Istio's analyzers say when they see all of them, by code and object. */
function istioAnalyze({ objects, messages }) {
  const { analyze } = require(join(root, 'lib/src/check/istio-analysis/analyze.js'));
  const { validationRules } = require(
    join(root, 'lib/src/check/istio-validation/validation-rules.js'),
  );
  const { checkState } = require(join(root, 'lib/src/check/state.js'));
  const { describe } = require(join(root, 'lib/src/manifest/identity.js'));
  const state = checkState(objects);
  // The analyzers see no annotations and no objects that cannot be read, and have their own codes for unreachable rules.
  const unseen = ['istio-annotation', 'istio-decode', 'istio-unreachable-rule'];
  const validation = validationRules
    .filter(({ id }) => !unseen.includes(id))
    .flatMap(({ severity, find }) => find(state).map((breach) => ({ severity, ...breach })));
  const left = messages.map(({ code, resource }) => `${code} ${resource}`);
  const lines = [];
  for (const { code, manifest } of analyze(objects, { now: Date.now(), validation })) {
    const found = `${code} ${describe(manifest)}`;
    const index = left.indexOf(found);
    if (index < 0) lines.push(`${found}: not observed`);
    else left.splice(index, 1);
  }
  lines.push(...left.map((message) => `${message}: observed, not found`));
  return { verdict: lines.length === 0 ? 'passed' : 'failed', lines };
}

function compareOutcomes(ours, theirs) {
  const kind = theirs.kind.replaceAll('_', '-');
  if (ours.kind !== kind) return [`${ours.kind}, observed ${kind}`];
  if (theirs.status !== undefined && ours.status !== undefined && ours.status !== theirs.status) {
    return [`status ${ours.status}, observed ${theirs.status}`];
  }
  // The proxy's own answers have no shares in the data.
  if (ours.destinations === undefined) return [];
  return [
    compareShares('workloads', ours.workloads, theirs.workloads ?? {}),
    compareShares('errors', ownErrors(ours), observedErrors(theirs)),
    compareShares('mirrors', mirrorShares(ours.mirrors), mirrorShares(theirs.mirrors ?? [])),
  ].filter((difference) => difference !== undefined);
}

function ownErrors({ kind, errors }) {
  const keyOf = ({ status, code }) =>
    kind === 'passthrough' || status === undefined ? code : `${status} ${code}`;
  return Object.fromEntries(errors.map((failure) => [keyOf(failure), failure.share]));
}

/** A passthrough has no status of its own: only its flag counts. */
function observedErrors({ kind, errors = {} }) {
  if (kind !== 'passthrough') return errors;
  return Object.fromEntries(
    Object.entries(errors).map(([key, share]) => [key.split(' ').at(-1), share]),
  );
}

/** Mirrors as shares: percent by cluster and state. */
function mirrorShares(mirrors) {
  return Object.fromEntries(mirrors.map((one) => [`${one.cluster} ${one.state}`, one.percent]));
}

function compareShares(what, ours, theirs) {
  const keys = new Set([...Object.keys(ours), ...Object.keys(theirs)]);
  const same = [...keys].every(
    (key) => Math.abs((ours[key] ?? 0) - (theirs[key] ?? 0)) <= TOLERANCE,
  );
  return same ? undefined : `${what} ${JSON.stringify(ours)}, observed ${JSON.stringify(theirs)}`;
}

/** One case: an object, and who refuses it or warns of it: Istio's webhook, the schema or neither. */
function istioValidate({ object, errors, warnings, schemaErrors }) {
  const { checkState } = require(join(root, 'lib/src/check/state.js'));
  const { readKindSchemas } = require(join(root, 'lib/src/cdk8s/kind-schemas.js'));
  const { schemaRulesWith } = require(join(root, 'lib/src/check/schema/schema-rules.js'));
  const { validationRules } = require(
    join(root, 'lib/src/check/istio-validation/validation-rules.js'),
  );
  schemaRules ??= schemaRulesWith(readKindSchemas());
  const state = checkState([object]);
  const said = [...schemaRules, ...validationRules].flatMap((rule) =>
    rule
      .find(state)
      .map((breach) => ({ severity: rule.severity, ...breach, area: rule.area, id: rule.id })),
  );
  const lines = [];
  const compare = (who, observed, ours) => {
    if (observed.length > 0 === ours.length > 0) return;
    const found = ours.map(({ id, path, message }) => `${id} at ${path}: ${message}`);
    const [theirs, own] = [observed, found].map((list) => list.join('; ') || 'nothing');
    lines.push(`${who}: ${own}, observed ${theirs}`);
  };
  const webhook = said.filter(({ area }) => area === 'istio-validation');
  compare(
    'webhook refuses',
    errors,
    webhook.filter(({ severity }) => severity === 'error'),
  );
  compare(
    'webhook warns',
    warnings,
    webhook.filter(({ severity }) => severity === 'warning'),
  );
  compare(
    'schema refuses',
    schemaErrors,
    said.filter(({ area }) => area === 'schema'),
  );
  return { verdict: lines.length === 0 ? 'passed' : 'failed', lines };
}

/** One scenario: what the controller said and wrote in each tick, and the state after it. */
function flaggerTicks({ canary, deployment, objects = [], defaults, start, initial, ticks }) {
  const { initialize, makeWorld, observeTick, recordTick, runTick } = flagger();
  const setup = { canary, workload: deployment, objects };
  const begun = start === 'none' ? { world: makeWorld(setup) } : initialize(setup);
  const names = new Map();
  const lines = [];
  const check = (where, record, world, observed) => {
    nameRandomValues(names, world);
    const ours = replaceNames(observeTick(record, world), names);
    const keys = new Set([...Object.keys(ours), ...Object.keys(observed)]);
    for (const key of keys) {
      const [left, right] = [sortedText(ours[key]), sortedText(observed[key])];
      if (left !== right) lines.push(`${where}: ${key} ${left}, observed ${right}`);
    }
  };
  if (initial !== undefined) {
    if (begun.record === undefined) lines.push('never initialized');
    else check('initialisation', begun.record, begun.world, initial);
  }
  let { world } = begun;
  nameRandomValues(names, world);
  ticks.forEach(({ inputs: { patch, ...inputs }, observed }, tick) => {
    const metrics = { ...defaults?.metrics, ...inputs.metrics };
    const outcome = runTick(world, { ...inputs, metrics, patches: patch ?? [] });
    world = outcome.world;
    check(`tick ${tick}`, recordTick({ tick, seconds: 0 }, outcome, {}), world, observed);
  });
  return { verdict: lines.length === 0 ? 'passed' : 'failed', lines };
}

/** One manifest: every object after initialisation and in the middle of a run in which all goes well. */
function flaggerObjects({ canary, deployment, objects = [], afterInitialisation, midRun }) {
  const { clusterObjects, initialize, isOwnedBy, runTick } = flagger();
  const lines = [];
  const check = (where, world, observed) => {
    const names = new Map();
    nameRandomValues(names, world);
    const ours = clusterObjects(world).map((object) => ({
      owned: isOwnedBy(object, canary.metadata),
      object: replaceNames(object, names),
    }));
    compareObjects(ours, observed, (line) => lines.push(`${where}: ${line}`));
  };
  let { world } = initialize({ canary, workload: deployment, objects });
  check('after initialisation', world, afterInitialisation);
  const metrics = Object.fromEntries(
    (canary.spec.analysis.metrics ?? []).map((metric) => [metric.name, goodValue(metric)]),
  );
  for (let tick = 0; tick <= midRun.tick; tick += 1) {
    const outcome = runTick(world, {
      metrics,
      ...(tick === 0 ? nextImage(deployment, midRun) : {}),
    });
    world = outcome.world;
  }
  if (world.status.phase !== midRun.phase) {
    lines.push(`mid-run: phase ${world.status.phase}, observed ${midRun.phase}`);
  }
  check('mid-run', world, midRun.objects);
  return { verdict: lines.length === 0 ? 'passed' : 'failed', lines };
}

function flagger() {
  const load = (file) => require(join(root, `lib/src/flagger/${file}.js`));
  return {
    ...load('cluster-objects'),
    ...load('make-world'),
    ...load('observe-tick'),
    ...load('owner-reference'),
    ...load('record-tick'),
    ...load('run-tick'),
    ...load('simulate-flagger'),
  };
}

/** The new image of tick 0 is the one that the target has in the middle of the run. */
function nextImage(deployment, { objects }) {
  const isTarget = ({ object }) =>
    object.kind === 'Deployment' && object.metadata.name === deployment.metadata.name;
  const target = objects.find(isTarget)?.object ?? deployment;
  return { image: target.spec.template.spec.containers[0].image };
}

/** A value that a metric's limits let pass. */
function goodValue({ name, threshold = 0, thresholdRange }) {
  if (thresholdRange === undefined) return name === 'request-success-rate' ? 100 : threshold;
  return thresholdRange.min ?? thresholdRange.max ?? 0;
}

/** Names of the data for hashes of templates, values of cookies and ids of pod templates. */
function nameRandomValues(names, { status, objects, canary }) {
  const { getObject } = require(join(root, 'lib/src/flagger/world.js'));
  const { revisionOf } = require(join(root, 'lib/src/flagger/revision.js'));
  const namespace = canary.metadata.namespace ?? 'default';
  const target = getObject(objects, `Deployment/${namespace}/${canary.spec.targetRef.name}`);
  const revision = target === undefined ? undefined : revisionOf(target);
  if (revision !== undefined && !names.has(revision)) {
    const { image } = target.spec.template.spec.containers[0];
    const same = [...names.values()].filter((known) => known.split('#')[0] === image).length;
    names.set(revision, same === 0 ? image : `${image}#${same + 1}`);
  }
  const { canary: own, previous, primary } = status.cookies;
  for (const cookie of [own, previous, primary]) {
    const value = cookie.split('=')[1] ?? '';
    if (value === '' || names.has(value)) continue;
    const drawn = [...names.values()].filter((known) => known.startsWith('<')).length;
    names.set(value, `<r${drawn + 1}>`);
  }
}

function replaceNames(value, names) {
  let text = JSON.stringify(value);
  for (const [random, known] of names) text = text.replaceAll(random, known);
  return JSON.parse(
    text
      .replaceAll(/"flagger-id":"[^"]*"/g, '"flagger-id":"<uuid>"')
      .replaceAll(/"(lastApplied|lastPromoted)":"[0-9a-f]{10}"/g, '"$1":"?"'),
  );
}

function compareObjects(ours, observed, report) {
  const keyOf = ({ object }) => `${object.kind} ${object.metadata.name}`;
  const theirs = new Map(observed.map((one) => [keyOf(one), one]));
  for (const one of ours) {
    const other = theirs.get(keyOf(one));
    theirs.delete(keyOf(one));
    if (other === undefined) report(`${keyOf(one)}: not observed`);
    else if (sortedText(asSets(one)) !== sortedText(asSets(other))) {
      report(`${keyOf(one)}: ${sortedText(asSets(one))}, observed ${sortedText(asSets(other))}`);
    }
  }
  for (const key of theirs.keys()) report(`${key}: missing`);
}

/** Ports of a Service are a set: the controller lists those that it discovers in any order. */
function asSets({ owned, object }) {
  if (object.kind !== 'Service') return { owned, object };
  const ports = [...object.spec.ports].map(sortedText).sort();
  return { owned, object: { ...object, spec: { ...object.spec, ports } } };
}

function sortedText(value) {
  const sorted = (_key, one) =>
    one !== null && typeof one === 'object' && !Array.isArray(one)
      ? Object.fromEntries(
          Object.keys(one)
            .sort()
            .map((key) => [key, one[key]]),
        )
      : one;
  return JSON.stringify(value, sorted) ?? 'nothing';
}
