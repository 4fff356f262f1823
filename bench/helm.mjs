// A thousand services against Helm: one umbrella chart with a subchart for each service and the same
// nine objects, rendered once for each phase. `npm run bench:helm` (HELM names the program; without
// it Helm is installed with Go, which takes minutes).
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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
  const phases = phasesOf('web');
  const chart = writeChart(phases[0].objects);
  const helm = process.env.HELM ?? install();
  // Helm keeps what it makes in memory: one phase is measured, each of the others costs the same
  const one = measure(
    'sh',
    ['-c', `"${helm}" template fleet "${chart}" > "${join(folder, 'out.yaml')}"`],
    { runs: 1 },
  );
  const ours = measure(
    process.execPath,
    [join(bench, 'fleet-app.mjs'), String(SERVICES), '[]', join(folder, 'dist')],
    { runs: 3, before: () => rmSync(join(folder, 'dist'), { recursive: true, force: true }) },
  );
  const { length } = phases;
  console.log(`${SERVICES} services x ${length} phases x ${phases[0].objects.length} objects`);
  console.log(
    `  helm template: cpu ${seconds(one.cpu)} a phase, ${seconds(one.cpu * length)} for ${length}`,
  );
  console.log(
    `  ours, ways back and all: cpu ${seconds(ours.cpu)}, wall ${seconds(ours.wall)}, peak ${ours.peakMiB.toFixed(0)} MiB`,
  );
  claim(`ours / helm template, CPU of ${length} phases`, ours.cpu / (one.cpu * length), 0.5);
  claim('peak memory of ours, MiB', ours.peakMiB, 300);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function phasesOf(name) {
  const app = new ReleaseApp({ outdir: folder });
  addApplication(app, Release, name, []);
  return app.node.findAll().find(Release.isRelease).compile().phases;
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
