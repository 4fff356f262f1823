// Proving releases: the example's transitions, a whole release, a fleet of them, and one large transition.
// `npm run bench:proof`; CPU time of this process, median of several rounds after a warm-up.
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { claim, median } from './measure.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const lib = process.env.LIB ?? join(root, 'lib');
const require = createRequire(import.meta.url);
const { Scene } = require(join(lib, 'src/proof/scene.js'));
const { proveMixing } = require(join(lib, 'src/proof/prove.js'));
const { internStates } = require(join(lib, 'src/proof/intern-states.js'));

const release = join(root, 'dist/go-demo-7/0.0.2');
const json = JSON.parse(readFileSync(join(release, 'release.json'), 'utf8'));
const texts = json.phases.map(({ path }) =>
  readdirSync(join(release, path))
    .filter((file) => file.endsWith('.k8s.yaml'))
    .map((file) => readFileSync(join(release, path, file), 'utf8')),
);

/** The phases of the example, parsed anew and with a name of its own, as objects that neighbours share. */
function states(name) {
  const renamed = (text) => text.replaceAll('go-demo-7', name);
  return internStates(
    texts.map((files) =>
      files.flatMap((text) =>
        parseAllDocuments(renamed(text)).flatMap((document) => document.toJS() ?? []),
      ),
    ),
  );
}

function expectations(name, members) {
  const host = (service) => `${service}.${name}.svc.cluster.local`;
  return {
    canary: { release: 'canary' },
    hosts: [host(name)],
    internal: [host(`${name}-primary`), host(`${name}-canary`)],
    exposure: Math.max(...members.map((at) => json.phases[at].traffic.canary)) / 100,
    outsideMesh: 0,
  };
}

/** Prove every forward transition of a release; the number of violations. */
function proveForward(name, phases) {
  const scene = new Scene(phases);
  let violations = 0;
  let mixtures = 0;
  for (let at = 0; at + 1 < phases.length; at += 1) {
    const proof = proveMixing(
      scene,
      { states: [phases[at], phases[at + 1]] },
      expectations(name, [at, at + 1]),
    );
    violations += proof.violations.length;
    mixtures += proof.mixtures;
  }
  return { violations, mixtures, calls: scene.calls.length };
}

function cpu(work) {
  const start = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(start);
  return { milliseconds: (user + system) / 1000, result };
}

/** The CPU milliseconds of proving some releases, one after the other; parsing them does not count. */
function proveFleet(first, count) {
  return Array.from({ length: count }, (_, index) => {
    const name = `app-${first + index}`;
    const phases = states(name);
    return cpu(() => proveForward(name, phases));
  });
}

function sum(fleet) {
  return fleet.reduce((total, { milliseconds }) => total + milliseconds, 0);
}

console.log(`the ${texts.length - 1} forward transitions of go-demo-7, under other names`);
const cold = proveFleet(0, 1);
const { violations, mixtures, calls } = cold[0].result;
console.log(`  ${calls} calls, ${mixtures} mixtures, ${violations} violations`);
console.log(`  the first release of the process: ${sum(cold).toFixed(1)} ms`);
proveFleet(1, 200);
const warm = proveFleet(201, 50).map(({ milliseconds }) => milliseconds);
claim('one release, milliseconds of CPU (median of 50)', median(warm), 10);
const fleet = proveFleet(1000, 1000);
claim('1,000 releases, seconds of CPU', sum(fleet) / 1000, 6);
claim(
  'second 500 releases / first 500, CPU',
  sum(fleet.slice(500)) / sum(fleet.slice(0, 500)),
  1.3,
);
