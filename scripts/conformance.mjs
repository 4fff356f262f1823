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
};

const [name = '', file] = process.argv.slice(2);
const suite = suites[name];
if (suite === undefined) {
  console.error(`unknown suite '${name}', allowed: ${Object.keys(suites).join(', ')}`);
  process.exit(64);
}

const cases = JSON.parse(readFileSync(file ?? join(root, suite.file), 'utf8'));
const counts = { passed: 0, failed: 0, unknown: 0 };
for (const one of cases) {
  const { verdict, lines } = suite.run(one);
  counts[verdict] += 1;
  for (const line of lines) console.log(`${one.name}: ${line}`);
}
console.log(`${counts.passed} passed, ${counts.failed} failed, ${counts.unknown} unknown`);
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
