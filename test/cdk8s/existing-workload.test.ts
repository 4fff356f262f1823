import { ApiObject, App, Chart, Include } from 'cdk8s';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Release } from '../../src/index';
import { MANIFEST, primaryIn, releaseOf, rulesOf, shopChart } from './release-of';
import { makeScratch } from './scratch';

describe('a workload that exists', () => {
  const to = { name: '1.1.0', image: 'registry.example.com/api:1.1.0', env: { LOG: 'debug' } };
  const from = { name: '1.0.0', image: 'registry.example.com/api:1.0.0' };

  function check(release: Release): void {
    const compiled = release.compile();

    expect(rulesOf(compiled)).toEqual([]);
    expect(primaryIn(compiled, 'baseline')).toMatchObject({
      spec: { template: { spec: { containers: [{ image: from.image }] } } },
    });
    expect(primaryIn(compiled)).toMatchObject({
      spec: {
        replicas: 2,
        selector: { matchLabels: { app: 'api', track: 'primary' } },
        template: {
          spec: { containers: [{ image: to.image, env: [{ name: 'LOG', value: 'debug' }] }] },
        },
      },
    });
    const names = compiled.phases.flatMap(({ objects }) => objects.map((o) => o.metadata.name));
    expect(names).not.toContain('api');
  }

  it('may be a manifest', () => {
    check(releaseOf(MANIFEST, { from, to }));
  });

  it('may be a list of manifests, such as a parsed file', () => {
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'shop' },
      spec: { selector: { app: 'api' }, ports: [{ name: 'http', port: 80, targetPort: 8080 }] },
    };

    check(releaseOf([MANIFEST, service], { from, to, service: undefined }));
  });

  it('in a list may bring other objects, which get the namespace of the chart', () => {
    const flags = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'flags' } };
    const [baseline] = releaseOf([MANIFEST, flags], { from, to }).compile().phases;

    expect(baseline?.objects[0]?.metadata).toEqual({ name: 'flags', namespace: 'shop' });
  });

  it('may be an Include of YAML', () => {
    const url = join(makeScratch(), 'app.yaml');
    writeFileSync(url, JSON.stringify(MANIFEST));
    const chart = shopChart();

    check(releaseOf(new Include(chart, 'yaml', { url }), { from, to }, chart));
  });

  it('may be a construct of the chart, which is no longer an object of its own', () => {
    const chart = shopChart();

    check(releaseOf(new ApiObject(chart, 'deployment', MANIFEST), { from, to }, chart));
  });

  it('gets the namespace and the labels of the chart, as an ApiObject would', () => {
    const labels = { team: 'red' };
    const chart = new Chart(new App({ outdir: makeScratch() }), 'shop', { namespace: 'a', labels });
    const inChart = new ApiObject(chart, 'deployment', MANIFEST);
    const plain = releaseOf(
      MANIFEST,
      { from, to },
      new Chart(chart, 'plain', { namespace: 'a', labels }),
    );

    expect(primaryIn(plain.compile())).toEqual(
      primaryIn(releaseOf(inChart, { from, to }, chart).compile()),
    );
    expect(primaryIn(plain.compile())).toMatchObject({
      metadata: { namespace: 'a', labels: { team: 'red' } },
    });
  });

  it('is not changed', () => {
    const manifest = structuredClone(MANIFEST);

    releaseOf(manifest, { from, to }).compile();

    expect(manifest).toEqual(MANIFEST);
  });
});
