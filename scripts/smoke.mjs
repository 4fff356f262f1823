// Packs the package, installs the tarball beside cdk8s and constructs into an empty folder, and
// compiles a small app from CommonJS, from an ES module and with the command.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const folder = mkdtempSync(join(tmpdir(), 'cdk8s-canary-smoke-'));

const body = `
const app = new ReleaseApp();
const chart = new Chart(app, 'hello', { namespace: 'hello' });
new Release(chart, 'hello', {
  name: 'hello',
  workload: (scope, version) =>
    new ApiObject(scope, 'hello', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      spec: {
        selector: { matchLabels: { app: 'hello' } },
        template: {
          metadata: { labels: { app: 'hello' } },
          spec: { containers: [{ name: 'hello', image: 'hello:' + version, ports: [{ containerPort: 8080 }] }] },
        },
      },
    }),
  from: '1.0.0',
  to: '1.1.0',
  replicas: 2,
  service: { port: 80, targetPort: 8080 },
  router: { kind: 'istio' },
  steps: [{ setWeight: 50 }, { pause: {} }],
});
app.synth();
`;
const commonJs = `const { ApiObject, Chart } = require('cdk8s');
const { Release, ReleaseApp } = require('cdk8s-canary');
${body}`;
const esModule = `import { ApiObject, Chart } from 'cdk8s';
import { Release, ReleaseApp } from 'cdk8s-canary';
${body}`;

try {
  const [{ filename }] = JSON.parse(
    run('npm', ['pack', '--json', '--pack-destination', folder], root),
  );
  writeFileSync(join(folder, 'package.json'), '{ "name": "smoke", "private": true }\n');
  writeFileSync(join(folder, '.npmrc'), '');
  const { cdk8s, constructs } = devDependencies;
  const packages = [`./${filename}`, `cdk8s@${cdk8s}`, `constructs@${constructs}`];
  run('npm', ['install', '--no-audit', '--no-fund', ...packages], folder);

  writeFileSync(join(folder, 'app.cjs'), commonJs);
  writeFileSync(join(folder, 'app.mjs'), esModule);
  writeFileSync(join(folder, 'cdk8s.yaml'), 'app: node app.cjs\noutput: out-bin\n');
  for (const [out, command, args] of [
    ['out-cjs', 'node', ['app.cjs']],
    ['out-esm', 'node', ['app.mjs']],
    ['out-bin', 'npx', ['--no-install', 'cdk8s-canary', 'build']],
  ]) {
    mkdirSync(join(folder, out), { recursive: true });
    run(command, args, folder, { CDK8S_OUTDIR: out === 'out-bin' ? undefined : out });
    const phases = readdirSync(join(folder, out, 'hello', '1.1.0'));
    if (!phases.includes('030-canary-50')) throw new Error(`${out}: no phase 030-canary-50`);
    console.log(`${out}: ${phases.filter((name) => /^\d/.test(name)).length} phases`);
  }
  run('node', ['-e', "require('cdk8s-canary/imports/istio')"], folder);
  run('node', ['-e', "require('cdk8s-canary/schemas/release.schema.json')"], folder);
  console.log('smoke test passed');
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function run(command, args, cwd, env = {}) {
  return execFileSync(command, args, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}
