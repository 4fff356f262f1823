import { readOwnVersion } from './own-version';

/** The files of a new app, by path. `directory` gives the app its name in package.json. */
export function initFiles(directory: string): ReadonlyMap<string, string> {
  return new Map([
    ['cdk8s.yaml', CDK8S_YAML],
    ['main.ts', MAIN],
    ['package.json', packageJson(directory)],
    ['tsconfig.json', TSCONFIG],
    ['.gitignore', 'node_modules/\n'],
  ]);
}

const CDK8S_YAML = `language: typescript
app: node --import tsx main.ts
output: dist
`;

const MAIN = `import { ApiObject, Chart } from 'cdk8s';
import { Release, ReleaseApp } from 'cdk8s-canary';
import type { Construct } from 'constructs';

const app = new ReleaseApp();
const chart = new Chart(app, 'hello', { namespace: 'hello' });

new Release(chart, 'release', {
  name: 'hello',
  workload: hello,
  from: '1.28.0',
  to: '1.29.0',
  replicas: 4,
  service: { port: 80 },
  router: { kind: 'istio' },
  steps: [
    { setWeight: 25 },
    { pause: { duration: '10m' } },
    { setWeight: 50 },
    { analysis: { metrics: ['errors'], duration: '10m' } },
  ],
  metrics: { errors: { kind: 'success-rate', min: 99 } },
});

app.synth();

/** The workload of one version. It runs once per version, so versions differ only in what it says. */
function hello(scope: Construct, version: string): ApiObject {
  const labels = { app: 'hello' };
  return new ApiObject(scope, 'deployment', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { labels },
    spec: {
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          containers: [
            {
              name: 'hello',
              image: \`nginx:\${version}\`,
              ports: [{ containerPort: 80 }],
              readinessProbe: { httpGet: { path: '/', port: 80 } },
              resources: {
                requests: { cpu: '50m', memory: '32Mi' },
                limits: { memory: '64Mi' },
              },
            },
          ],
        },
      },
    },
  });
}
`;

/** Versions that this package is tested with; a test holds them to its own package.json. */
const DEPENDENCIES = { cdk8s: '^2.68.11', constructs: '^10.3.0', tsx: '^4.23.15' };
const DEV_DEPENDENCIES = { typescript: '~6.0.3' };

function packageJson(directory: string): string {
  const { cdk8s, constructs, tsx } = DEPENDENCIES;
  return toText({
    name: nameOf(directory),
    private: true,
    type: 'commonjs',
    scripts: { build: 'cdk8s-canary build', plan: 'cdk8s-canary plan', check: 'tsc' },
    dependencies: { cdk8s, 'cdk8s-canary': `^${readOwnVersion()}`, constructs, tsx },
    devDependencies: DEV_DEPENDENCIES,
  });
}

/** What npm allows as a name: https://docs.npmjs.com/cli/configuring-npm/package-json#name */
function nameOf(directory: string): string {
  const name = directory.toLowerCase().replace(/[^a-z0-9._-]/g, '-');
  return name.replace(/^[._-]+/, '') || 'hello';
}

const TSCONFIG = toText({
  compilerOptions: {
    target: 'es2023',
    module: 'node20',
    lib: ['es2023'],
    types: [],
    strict: true,
    skipLibCheck: true,
    noEmit: true,
  },
  include: ['*.ts'],
});

function toText(value: object): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
