import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiObject, Chart } from 'cdk8s';
import { Release, ReleaseApp } from '../../src/index';

let outdir = '';

beforeEach(() => {
  outdir = join(mkdtempSync(join(tmpdir(), 'cdk8s-canary-apps-')), 'dist');
  jest.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => {
  jest.restoreAllMocks();
  rmSync(join(outdir, '..'), { recursive: true, force: true });
});

describe('several apps in one program', () => {
  it('keep what the app of another environment wrote', () => {
    synth('api', '1.0.0', 'staging');
    synth('api', '1.0.0', 'prod');

    expect(readdirSync(outdir)).toEqual(['prod', 'staging']);
  });

  it('keep what another app of no environment has just written', () => {
    synth('api', '1.0.0');
    synth('web', '1.0.0');

    expect(readdirSync(outdir)).toEqual(['api', 'web']);
  });

  it('replace the phases of a release that is written again', () => {
    synth('api', '1.0.0', undefined, [{ setWeight: 10 }]);
    synth('api', '1.0.0', undefined, [{ setWeight: 50 }]);

    const phases = readdirSync(join(outdir, 'api/1.0.0'));
    expect(phases).toContain('030-canary-50');
    expect(phases).not.toContain('030-canary-10');
  });
});

function synth(
  name: string,
  to: string,
  environment?: string,
  steps: readonly { readonly setWeight: number }[] = [],
): void {
  const app = new ReleaseApp({ outdir, environment, live: join(outdir, 'none') });
  const chart = new Chart(app, name, { namespace: name });
  const labels = { app: name };
  new Release(chart, 'release', {
    name,
    workload: (scope, version) => {
      new ApiObject(scope, 'web', {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        spec: {
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: { containers: [{ name: 'web', image: `${name}:${version}` }] },
          },
        },
      });
    },
    from: '0.9.0',
    to,
    service: { port: 80 },
    router: { kind: 'istio' },
    steps,
  });
  app.synth();
}
