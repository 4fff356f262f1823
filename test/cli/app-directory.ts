import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ROOT, run, type Run } from './command';

/** A temporary directory with an app, in which packages resolve as in this repository. */
export class AppDirectory {
  readonly path = realpathSync(mkdtempSync(join(tmpdir(), 'cdk8s-canary-cli-')));

  constructor(files: Readonly<Record<string, string>> = {}) {
    symlinkSync(join(ROOT, 'node_modules'), join(this.path, 'node_modules'));
    for (const [path, text] of Object.entries(files)) this.write(path, text);
  }

  write(path: string, text: string): void {
    mkdirSync(dirname(join(this.path, path)), { recursive: true });
    writeFileSync(join(this.path, path), text);
  }

  read(path: string): string {
    return readFileSync(join(this.path, path), 'utf8');
  }

  has(path: string): boolean {
    return existsSync(join(this.path, path));
  }

  list(path: string): readonly string[] {
    return readdirSync(join(this.path, path));
  }

  run(...args: readonly string[]): Run {
    return run(this.path, args);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** Files of an app in plain JavaScript, which starts faster than TypeScript. */
export function appFiles(main: string): Record<string, string> {
  return { 'cdk8s.yaml': 'app: node main.js\n', 'main.js': main };
}

/** An app with a release of `shop` from 1.0.0 to 1.1.0, in three weights. */
export function shopApp({ to = '1.1.0', name = 'shop', more = '' } = {}): string {
  return `
const { ApiObject, Chart, YamlOutputType } = require('cdk8s');
const { Release, ReleaseApp } = require('cdk8s-canary');
const app = new ReleaseApp({ yamlOutputType: YamlOutputType.FILE_PER_RESOURCE });
${more}
const chart = new Chart(app, '${name}', { namespace: 'shop' });
new Release(chart, 'release', {
  name: '${name}',
  from: '1.0.0',
  to: '${to}',
  replicas: 4,
  service: { port: 80, targetPort: 8080 },
  router: { kind: 'istio' },
  steps: [
    { setWeight: 25 },
    { pause: { duration: '10m' } },
    { setWeight: 50 },
    { analysis: { metrics: ['errors'], duration: '5m' } },
    { setWeight: 75 },
    { pause: {} },
  ],
  metrics: { errors: { kind: 'success-rate', min: 99 } },
  workload: (scope, version) => new ApiObject(scope, 'api', {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    spec: {
      selector: { matchLabels: { app: '${name}' } },
      template: {
        metadata: { labels: { app: '${name}' } },
        spec: {
          containers: [{
            name: 'api',
            image: 'shop:' + version,
            ports: [{ containerPort: 8080 }],
            readinessProbe: { httpGet: { path: '/', port: 8080 } },
          }],
        },
      },
    },
  }),
});
app.synth();
`;
}
