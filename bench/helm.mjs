// A thousand services against Helm: one umbrella chart with a subchart for each service and the same
// nine objects, rendered once for each phase forward. Helm prints states; ours also compiles and
// writes the way back from every phase, release.json and PLAN.md. The claim is of all that work
// against Helm's phases forward. `npm run bench:helm` (HELM names the program; without it Helm is
// installed with Go, which takes minutes).
import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addApplication } from './fleet.mjs';
import { claim, measure, memoryFolder, seconds } from './measure.mjs';

const VERSION = 'v4.3.1';
const SERVICES = Number(process.argv[2] ?? 1000);
const require = createRequire(import.meta.url);
const { ReleaseApp, Release } = require('../lib/src/index.js');
const { Yaml } = require('cdk8s');
const bench = dirname(fileURLToPath(import.meta.url));
const folder = mkdtempSync(join(memoryFolder(), 'cdk8s-canary-helm-'));

try {
  const { phases, waysBack } = compile('web');
  const chart = writeChart(phases[0].objects);
  const helm = process.env.HELM ?? install();
  const rendered = join(folder, 'out.yaml');
  const dist = join(folder, 'dist');
  // Helm keeps what it makes in memory: one phase is measured, each of the others costs the same
  const one = measure('sh', ['-c', `"${helm}" template fleet "${chart}" > "${rendered}"`]);
  const ours = measure(
    process.execPath,
    [join(bench, 'fleet-app.mjs'), String(SERVICES), '[]', dist],
    { before: () => rmSync(dist, { recursive: true, force: true }) },
  );

  const forward = phases.length;
  const back = Object.values(waysBack).flat().length;
  const states = forward + back;
  const written = count(dist);
  const printed = countObjects(readFileSync(rendered, 'utf8'));
  console.log(
    `${SERVICES} services, ${phases[0].objects.length} objects in each state, median of 3`,
  );
  console.log(
    `  helm template: ${forward} phases forward = ${forward} states of the fleet, ${thousands(printed * forward)} objects, ${megabytes(statSync(rendered).size * forward)} in ${forward} files`,
  );
  console.log(
    `    cpu ${seconds(one.cpu)} a phase, ${seconds(one.cpu * forward)} for all (one measured, times ${forward})`,
  );
  console.log(
    `  ours: ${forward} phases forward + ${back} states of the ways back = ${states} states of the fleet, ${thousands(written.objects)} objects, ${megabytes(written.bytes)} in ${thousands(written.files)} files`,
  );
  console.log(
    `    cpu ${seconds(ours.cpu)}, wall ${seconds(ours.wall)}, peak ${ours.peakMiB.toFixed(0)} MiB`,
  );
  claim(
    `all of ours / helm template of the ${forward} phases forward, CPU`,
    ours.cpu / (one.cpu * forward),
    0.5,
  );
  console.log(
    `     the same for each state written (${states} ours, ${forward} of Helm's), CPU: ${(ours.cpu / states / one.cpu).toFixed(2)} (no claim)`,
  );
  claim('peak memory of ours, MiB', ours.peakMiB, 300);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function compile(name) {
  const app = new ReleaseApp({ outdir: folder });
  addApplication(app, Release, name, []);
  return app.node.findAll().find(Release.isRelease).compile();
}

/** What stands below a directory: its files and bytes, and the objects in its manifests. */
function count(directory) {
  const total = { files: 0, bytes: 0, objects: 0 };
  for (const entry of readdirSync(directory, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath ?? entry.path, entry.name);
    total.files += 1;
    total.bytes += statSync(path).size;
    if (path.endsWith('.k8s.yaml')) total.objects += countObjects(readFileSync(path, 'utf8'));
  }
  return total;
}

function countObjects(yaml) {
  return yaml.match(/^kind: /gm)?.length ?? 0;
}

function thousands(value) {
  return value.toLocaleString('en-US');
}

function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}

/** An umbrella chart: the objects of a phase as templates, with the name, image and replicas as values. */
function writeChart(objects) {
  const umbrella = join(folder, 'fleet');
  const text = Yaml.stringify(...objects)
    .replaceAll('team-web', 'team-{{ .Values.name }}')
    .replaceAll(/\bweb\b/g, '{{ .Values.name }}')
    .replaceAll(':1.0.0', ':{{ .Values.version }}');
  const values = {};
  mkdirSync(join(umbrella, 'charts'), { recursive: true });
  for (let index = 0; index < SERVICES; index += 1) {
    const name = `app${index}`;
    const chart = join(umbrella, 'charts', name);
    mkdirSync(join(chart, 'templates'), { recursive: true });
    writeFileSync(
      join(chart, 'Chart.yaml'),
      Yaml.stringify({ apiVersion: 'v2', name, version: '0.1.0' }),
    );
    writeFileSync(join(chart, 'templates', 'objects.yaml'), text);
    values[name] = { name, version: '1.0.0' };
  }
  writeFileSync(
    join(umbrella, 'Chart.yaml'),
    Yaml.stringify({ apiVersion: 'v2', name: 'fleet', version: '0.1.0' }),
  );
  writeFileSync(join(umbrella, 'values.yaml'), Yaml.stringify(values));
  return umbrella;
}

function install() {
  const bin = join(bench, '..', 'temp', 'bin');
  const program = join(bin, 'helm');
  if (existsSync(program)) return program;
  mkdirSync(bin, { recursive: true });
  console.log(`installing Helm ${VERSION} with Go`);
  execFileSync('go', ['install', `helm.sh/helm/v4/cmd/helm@${VERSION}`], {
    env: { ...process.env, GOBIN: bin },
    stdio: 'inherit',
  });
  return program;
}
