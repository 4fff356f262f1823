import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { describe as nameOf } from '../../src/manifest/identity';
import { copyExample } from './copy-example';
import { readRelease } from './read-release';
import { runApp } from './run-app';

const release = readRelease('dist/go-demo-7/0.0.2');
const subsets = readRelease('examples/go-demo-7-subsets/dist/go-demo-7/0.0.2');
const ingress = readRelease('examples/go-demo-7-ingress/dist/go-demo-7/0.0.2');

describe('the manual canary of the workshop', () => {
  it('A1: the primary is a rolling update that always keeps a pod, the database a big bang', () => {
    const strategy = (name: string) =>
      release.object('000-baseline', `Deployment go-demo-7/${name}`)['spec'];

    expect(strategy('go-demo-7-primary')).toMatchObject({
      replicas: 3,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '25%' } },
    });
    expect(strategy('go-demo-7-db')).toMatchObject({ strategy: { type: 'Recreate' } });
  });

  it('A1: an application that is replaced with a big bang is refused, and nothing is written', () => {
    const copy = copyExample('go-demo-7');
    const path = join(copy, 'api.ts');
    const text = readFileSync(path, 'utf8');
    const select = 'select: false,';
    expect(text).toContain(select);
    writeFileSync(
      path,
      text.replace(select, `${select} strategy: kplus.DeploymentStrategy.recreate(),`),
    );

    const { report, files } = runApp('node --import tsx main.ts', copy);

    expect(report.findings.map(({ rule, severity }) => ({ rule, severity }))).toEqual([
      { rule: 'update-strategy', severity: 'error' },
    ]);
    expect([...files.keys()]).toEqual([]);
  });

  it('A3: a Gateway takes one host, whose VirtualService leads to the primary', () => {
    const gateway = release.object('000-baseline', 'Gateway go-demo-7/go-demo-7');
    const route = release.object('000-baseline', 'VirtualService go-demo-7/go-demo-7-gateway');

    expect(stringify(gateway['spec'])).toMatchSnapshot('Gateway');
    expect(stringify(route['spec'])).toMatchSnapshot('VirtualService');
  });

  it('A4: an Ingress of class istio calls a Service of the primary alone, in every phase', () => {
    const object = ingress.object('000-baseline', 'Ingress go-demo-7/go-demo-7');

    expect(stringify(object)).toMatchSnapshot();
    expect(ingress.json.ingresses.map(({ name }) => name)).toEqual(['go-demo-7']);
    for (const { id } of ingress.phases) {
      expect(ingress.object(id, 'Service go-demo-7/go-demo-7')['spec']).toMatchObject({
        selector: { app: 'go-demo-7', release: 'primary' },
      });
    }
  });

  it('A5: the first release answers everything', () => {
    expect(release.json.phases[0]).toMatchObject({
      versions: { primary: '0.0.1' },
      replicas: { primary: 3, canary: 0 },
      traffic: { primary: 100, canary: 0 },
    });
  });

  it('A6: a pod of the new version is there, and no Service that callers use selects it', () => {
    const canary = release.object('020-canary-0', 'Deployment go-demo-7/go-demo-7-canary');
    const service = release.object('020-canary-0', 'Service go-demo-7/go-demo-7');

    expect(canary['spec']).toMatchObject({
      replicas: 1,
      template: { metadata: { labels: { app: 'go-demo-7', release: 'canary' } } },
    });
    expect(service['spec']).toMatchObject({ selector: { release: 'primary' } });
  });

  it('A7: the traffic is split between two hosts, or between two subsets of one', () => {
    const route = 'VirtualService go-demo-7/go-demo-7-gateway';

    expect(stringify(release.object('030-canary-20', route)['spec'])).toMatchSnapshot('hosts');
    expect(stringify(subsets.object('030-canary-20', route)['spec'])).toMatchSnapshot('subsets');
  });

  it('A7: the subsets are there before any route leads to them, and never change', () => {
    const rules = subsets.phases.map(({ id }) =>
      subsets.object(id, 'DestinationRule go-demo-7/go-demo-7'),
    );

    expect(stringify(rules[0])).toMatchSnapshot();
    expect(new Set(rules).size).toBe(1);
  });

  it('A8: the canary answers 20, 40 and 60 percent, each track told by a request header', () => {
    const weights = release.json.phases.map(({ traffic }) => traffic.canary);

    expect(weights).toEqual([0, 0, 20, 40, 60, 100, 100, 0, 0]);
    for (const { id } of release.phases) {
      for (const name of ['go-demo-7', 'go-demo-7-gateway']) {
        const text = JSON.stringify(release.object(id, `VirtualService go-demo-7/${name}`));
        expect(text).toContain('{"request":{"set":{"release":"primary"}}}');
        expect(text).toContain('{"request":{"set":{"release":"canary"}}}');
      }
    }
  });

  it('A9: the primary is updated when nobody meets it, and the canary ends without pods', () => {
    const end = release.json.phases.slice(-4).map(({ name, versions, replicas, traffic }) => ({
      phase: name,
      primary: `${versions.primary} × ${replicas.primary}, ${traffic.primary} %`,
      canary: `${versions.canary} × ${replicas.canary}, ${traffic.canary} %`,
    }));

    expect(end).toEqual([
      { phase: 'canary-100', primary: '0.0.1 × 3, 0 %', canary: '0.0.2 × 3, 100 %' },
      { phase: 'update-primary', primary: '0.0.2 × 3, 0 %', canary: '0.0.2 × 3, 100 %' },
      { phase: 'primary-100', primary: '0.0.2 × 3, 100 %', canary: '0.0.2 × 3, 0 %' },
      { phase: 'done', primary: '0.0.2 × 3, 100 %', canary: '0.0.2 × 0, 0 %' },
    ]);
  });
});

describe('the baseline of go-demo-7', () => {
  it.each(release.phases[0]?.objects.map((object) => [nameOf(object), object] as const) ?? [])(
    'has %s',
    (_, object) => {
      expect(stringify(object)).toMatchSnapshot();
    },
  );
});
