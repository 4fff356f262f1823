import { analysisRules } from '../../../src/check/istio-analysis/analysis-rules';
import { CORRECTIONS } from '../../../src/check/istio-analysis/corrections';
import { checkState } from '../../../src/check/state';
import type { Manifest } from '../../../src/manifest/manifest';
import {
  destinationRule,
  gateway,
  INGRESS,
  namespace,
  pod,
  routes,
  server,
  service,
  virtualService,
} from './objects';

describe('the rules of the analyzers', () => {
  it('have an id of their own each, and texts', () => {
    const ids = analysisRules.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z]+(-[a-z]+)*$/u.test(id))).toEqual([]);
    expect(analysisRules.filter(({ title, why, fix }) => !title || !why || !fix)).toEqual([]);
    expect(analysisRules.filter(({ area }) => area !== 'istio-analysis')).toEqual([]);
  });

  it("say where they differ from Istio's analyzer", () => {
    const differing = analysisRules.filter(({ why }) => why.includes("Istio's analyzer"));

    expect(differing).toHaveLength(CORRECTIONS.size);
  });

  it('find only objects of the state, the same ones', () => {
    const objects = brokenMesh();
    const state = checkState(objects);
    const breaches = analysisRules.flatMap((rule) => rule.find(state));

    expect(breaches.length).toBeGreaterThan(5);
    expect(breaches.filter(({ manifest }) => !objects.includes(manifest))).toEqual([]);
    expect(breaches.filter(({ code }) => !/^IST\d{4}$/u.test(code ?? ''))).toEqual([]);
    expect(breaches.filter(({ message }) => /^[A-Z]|\.$/u.test(message))).toEqual([]);
  });

  it('find nothing in a mesh without faults', () => {
    const state = checkState(soundMesh());

    expect(analysisRules.flatMap((rule) => rule.find(state))).toEqual([]);
  });

  it.each([
    [
      'nothing but names',
      { apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'x' } },
    ],
    [
      'fields of the wrong type',
      virtualService('a/x', {
        hosts: 'x',
        gateways: {},
        http: [null, 3, { match: 'x', route: [null] }],
        tcp: {},
      }),
    ],
    [
      'a Gateway of the wrong type',
      gateway('a/x', { selector: [], servers: [null, { port: 'x', hosts: 3, tls: 'x' }] }),
    ],
    [
      'a DestinationRule of the wrong type',
      destinationRule('a/x', {
        host: 3,
        subsets: [null, { labels: 'x' }],
        trafficPolicy: [],
      }),
    ],
    [
      'a Service of the wrong type',
      service('a/x', { ports: [null, { port: 'x' }], selector: 'x' }),
    ],
  ] as readonly (readonly [string, Manifest])[])('read %s without failing', (_, manifest) => {
    const state = checkState([manifest, ...brokenMesh()]);

    expect(() => analysisRules.flatMap((rule) => rule.find(state))).not.toThrow();
  });
});

function soundMesh(): readonly Manifest[] {
  return [
    namespace('shop', { 'istio-injection': 'enabled' }),
    service('shop/web', { selector: { app: 'web' }, ports: [{ name: 'http', port: 80 }] }),
    pod(
      'shop/web-1',
      { app: 'web', version: 'v1' },
      { containers: [{ name: 'istio-proxy', image: 'proxy:1' }] },
    ),
    destinationRule('shop/web', {
      host: 'web',
      subsets: [{ name: 'v1', labels: { version: 'v1' } }],
    }),
    gateway('shop/edge', { selector: INGRESS, servers: [server(80, 'a.com')] }),
    virtualService('shop/web', { hosts: ['web'], http: routes('web:80/v1') }),
    virtualService('shop/edge', {
      hosts: ['a.com'],
      gateways: ['edge'],
      http: routes('web:80/v1'),
    }),
  ];
}

function brokenMesh(): readonly Manifest[] {
  return [
    namespace('shop'),
    service('shop/web', {
      selector: { app: 'web' },
      ports: [{ port: 80 }, { name: 'b', port: 81 }],
    }),
    pod('shop/web-1', { app: 'web', version: 'v1' }),
    destinationRule('shop/web', {
      host: 'web',
      subsets: [{ name: 'v2', labels: { version: 'v2' } }],
    }),
    destinationRule('shop/gone', { host: 'gone' }),
    gateway('shop/edge', { selector: { app: 'edge' }, servers: [server(80, 'a.com')] }),
    virtualService('shop/one', { hosts: ['web'], http: routes('web') }),
    virtualService('shop/two', {
      hosts: ['web'],
      gateways: ['mesh', 'edge', 'gone'],
      http: routes('gone', 'web:1/v9'),
    }),
  ];
}
