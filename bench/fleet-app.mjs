// The fleet as an app: `node bench/fleet-app.mjs RELEASES WEIGHTS OUTDIR [MODE]`.
// MODE ours: ReleaseApp, ways back and all. MODE stock: the phases forward through stock cdk8s, a
// chart for each phase of each release, in one app. MODE stock-split: the same, an app for each
// release, which spares cdk8s its quadratic part. MODE json: JSON.stringify, and writing every file
// that ours writes. Prints CPU and wall seconds of the work alone, and the peak memory in KiB.
import { mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { addApplication } from './fleet.mjs';

const require = createRequire(import.meta.url);
const [releases, weights, outdir, mode = 'ours'] = process.argv.slice(2);
const steps = JSON.parse(weights);
const names = Array.from({ length: Number(releases) }, (_, index) => `app${index}`);

const { App, ApiObject, Chart } = require('cdk8s');
const { Release, ReleaseApp } = require('../lib/src/index.js');

const modes = {
  ours: () => {
    const app = new ReleaseApp({ outdir });
    for (const name of names) addApplication(app, Release, name, steps);
    app.synth();
  },
  stock: () => {
    const app = new App({ outdir });
    for (const name of names) addPhases(app, name);
    app.synth();
  },
  'stock-split': () => {
    for (const name of names) {
      const app = new App({ outdir: join(outdir, name) });
      addPhases(app, name);
      app.synth();
    }
  },
  json: () => {
    for (const name of names) {
      for (const { path, objects } of compiled.get(name)) {
        const directory = join(outdir, name, path);
        mkdirSync(directory, { recursive: true });
        writeFileSync(
          join(directory, 'app.json'),
          objects.map((o) => JSON.stringify(o)).join('\n'),
        );
        writeFileSync(join(directory, 'kustomization.json'), '{"resources":["app.json"]}');
      }
    }
  },
};

// what the other modes need of ours is compiled before they are timed
const compiled = new Map();
if (mode !== 'ours') for (const name of names) compiled.set(name, compile(name));
const before = process.cpuUsage();
const start = performance.now();
modes[mode]();
const { user, system } = process.cpuUsage(before);
const wall = (performance.now() - start) / 1000;
console.log(`cpu ${(user + system) / 1e6} wall ${wall} peak ${process.resourceUsage().maxRSS}`);

function addPhases(app, name) {
  for (const { path, objects } of compiled.get(name)) {
    if (path.startsWith('abort/')) continue;
    const chart = new Chart(app, `${name}-${path}`);
    objects.forEach((object, index) => new ApiObject(chart, `o${index}`, object));
  }
}

function compile(name) {
  const app = new ReleaseApp({ outdir });
  addApplication(app, Release, name, steps);
  const release = app.node.findAll().find(Release.isRelease);
  const { phases, waysBack } = release.compile();
  return [
    ...phases.map(({ id, objects }) => ({ path: id, objects })),
    ...Object.entries(waysBack).flatMap(([from, back]) =>
      back.map(({ id, objects }) => ({ path: `abort/from-${from}/${id}`, objects })),
    ),
  ];
}
