import { ApiObject, JsonPatch } from 'cdk8s';
import * as kplus27 from 'cdk8s-plus-27';
import * as kplus34 from 'cdk8s-plus-34';
import type { Construct } from 'constructs';
import { emitDocuments, ReleaseApp } from '../../src/index';
import { MANIFEST, primaryIn, releaseOf, rulesOf, shopChart } from './release-of';
import { filesBelow, makeScratch } from './scratch';
import { addPlatform, addShop, api } from './shop-app';

describe('a workload function', () => {
  it('runs once for each version, where the release is', () => {
    const calls: string[] = [];
    const release = releaseOf((scope, version) => {
      calls.push(`${version} in ${scope.node.path}`);
      return api(scope, version);
    });

    expect(release.compile().phases).toHaveLength(7);
    expect(calls).toEqual(['1.1.0 in shop/api/Default', '1.0.0 in shop/api/Default']);
  });

  it('leaves nothing in the tree', () => {
    const release = releaseOf(api);
    const before = release.node.root.node.findAll().length;

    release.compile();

    expect(release.node.children).toEqual([]);
    expect(release.node.root.node.findAll()).toHaveLength(before);
  });

  it('leaves nothing in the tree when it fails', () => {
    const release = releaseOf(() => {
      throw new Error('no such image');
    });

    expect(() => release.compile()).toThrow('no such image');
    expect(release.node.children).toEqual([]);
  });

  it('gives each version the same names and selectors, those of its place in the chart', () => {
    const selectorsOf = (name: string) => {
      const deployment = primaryIn(releaseOf(api).compile(), name) as {
        spec: { selector: { matchLabels: Record<string, string> } };
      };
      return deployment.spec.selector.matchLabels;
    };
    const stock = shopChart();
    const inPlace = api(stock, '1.0.0');

    expect(selectorsOf('baseline')).toEqual(selectorsOf('done'));
    expect(selectorsOf('done')).toEqual({
      'cdk8s.io/metadata.addr': expect.stringMatching(/^shop-api-api-c8[0-9a-f]{6}$/),
      track: 'primary',
    });
    // beside the release the path has one part less: the release itself
    expect(inPlace.name).toMatch(/^shop-api-c8[0-9a-f]{6}$/);
  });

  it('gives the same bytes each time it is compiled', () => {
    const release = releaseOf(api);
    const [once, twice] = [release.compile(), release.compile()];

    expect(twice.phases.map(({ objects }) => emitDocuments(objects))).toEqual(
      once.phases.map(({ objects }) => emitDocuments(objects)),
    );
  });

  it.each([
    ['cdk8s-plus-27', (scope: Construct) => new kplus27.Deployment(scope, 'web', web())],
    ['cdk8s-plus-34', (scope: Construct) => new kplus34.Deployment(scope, 'web', web())],
    ['cdk8s', (scope: Construct) => new ApiObject(scope, 'web', MANIFEST)],
  ])('may return a Deployment of %s', (_, workload) => {
    expect(rulesOf(releaseOf(workload).compile())).toEqual([]);
    expect(primaryIn(releaseOf(workload).compile())).toBeDefined();
  });

  it('need not return it where it is the only one', () => {
    const workload = (scope: Construct) => {
      new ApiObject(scope, 'web', MANIFEST);
    };

    expect(primaryIn(releaseOf(workload).compile())).toBeDefined();
  });

  it('may make its own Service, autoscaler and configuration', () => {
    const release = releaseOf(
      (scope, version) => {
        const deployment = api(scope, version);
        new kplus27.HorizontalPodAutoscaler(scope, 'scale', { target: deployment, maxReplicas: 9 });
        const port = { name: 'http', port: 80, targetPort: 8080 };
        deployment.exposeViaService({ name: 'shop', ports: [port] });
        return deployment;
      },
      { service: undefined, replicas: undefined },
    );
    const { findings, phases } = release.compile();

    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    const canary = phases.find(({ name }) => name === 'canary-50');
    expect(canary?.objects.map(({ kind }) => kind).sort()).toEqual([
      'ConfigMap',
      'ConfigMap',
      'Deployment',
      'Deployment',
      'HorizontalPodAutoscaler',
      'Service',
      'Service',
      'Service',
      'VirtualService',
    ]);
    expect(canary?.replicas).toEqual({ primary: 9, canary: 9 });
  });
});

describe('a workload function that leaves its scope', () => {
  it('by making something beside it is an error that names the place', () => {
    const chart = shopChart();
    const release = releaseOf(
      (scope, version) => {
        new kplus27.ConfigMap(chart, 'stray', { data: { version } });
        return api(scope, version);
      },
      {},
      chart,
    );

    const compiled = release.compile();

    expect(rulesOf(compiled)).toEqual(['workload-side-effect shop/stray/Resource']);
    expect(compiled.phases).toEqual([]);
  });

  it('by changing something beside it is an error', () => {
    const chart = shopChart();
    const flags = new ApiObject(chart, 'flags', { apiVersion: 'v1', kind: 'ConfigMap' });
    const release = releaseOf(
      (scope, version) => {
        flags.addJsonPatch(JsonPatch.add('/data', { version }));
        return api(scope, version);
      },
      {},
      chart,
    );
    const { findings } = release.compile();

    expect(findings.map(({ rule }) => rule)).toContain('workload-side-effect');
    expect(JSON.stringify(findings)).toContain('shop/flags');
  });
});

describe('a workload function that changes another chart', () => {
  it('is an error when the app is written, and nothing is', () => {
    const outdir = makeScratch();
    const app = new ReleaseApp({ outdir, live: makeScratch() });
    const [namespace] = addPlatform(app).apiObjects;
    addShop(app, {
      workload: (scope, version) => {
        namespace?.addJsonPatch(JsonPatch.add('/metadata/labels/version', version));
        return api(scope, version);
      },
    });

    expect(() => app.synth()).toThrow(/platform\/namespace: .*\[workload-escapes\]/);
    expect(filesBelow(outdir)).toEqual({});
  });
});

describe('a version whose selector is another one', () => {
  it('is an error also where nothing is live: a Deployment’s selector can’t change', () => {
    const release = releaseOf((scope, version) => {
      const labels = { app: 'api', version };
      const { metadata, ...manifest } = structuredClone(MANIFEST);
      manifest.spec.selector.matchLabels = labels;
      manifest.spec.template.metadata.labels = labels;
      return new ApiObject(scope, 'api', { ...manifest, metadata });
    });

    const compiled = release.compile();

    expect(rulesOf(compiled)).toEqual(['differs-from-live workload']);
    expect(compiled.phases).toEqual([]);
  });
});

function web() {
  return { containers: [{ name: 'web', image: 'nginx:1', portNumber: 8080 }] };
}
