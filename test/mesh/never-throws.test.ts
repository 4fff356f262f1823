import fc from 'fast-check';
import type { Caller } from '../../src/mesh/caller';
import { outcome } from '../../src/mesh/outcome';
import type { MeshRequest } from '../../src/mesh/request';
import { sharesByLabel } from '../../src/mesh/shares-by-label';
import { indexWorld } from '../../src/mesh/index-world';
import type { Json, JsonObject, Manifest } from '../../src/manifest/manifest';
import { SHOP } from './shop';

const KINDS = [
  ['v1', 'Service'],
  ['v1', 'Pod'],
  ['apps/v1', 'Deployment'],
  ['networking.istio.io/v1', 'VirtualService'],
  ['networking.istio.io/v1', 'DestinationRule'],
  ['networking.istio.io/v1', 'Gateway'],
  ['networking.istio.io/v1', 'ServiceEntry'],
  ['networking.istio.io/v1', 'Sidecar'],
  ['gateway.networking.k8s.io/v1', 'Gateway'],
  ['gateway.networking.k8s.io/v1', 'HTTPRoute'],
  ['networking.k8s.io/v1', 'Ingress'],
] as const;

const name = fc.constantFrom('web', 'web-canary', 'edge');
const namespace = fc.constantFrom('shop', 'other', 'istio-system');
const label = fc.constantFrom('stable', 'canary');
const labels = fc.record({ app: fc.constant('web'), version: label }, { requiredKeys: ['app'] });
const host = fc.constantFrom(
  'web',
  'web.shop.svc.cluster.local',
  'web-canary.shop.svc.cluster.local',
  'web.example.com',
  '*.example.com',
  '*',
  '*.local',
  'web.shop',
);
const port = fc.constantFrom(80, 8080, 443);
const weight = fc.option(fc.integer({ min: -1, max: 100 }), { nil: undefined });
const destination = fc.record(
  { host, subset: label, port: port.map((number) => ({ number })) },
  { requiredKeys: ['host'] },
);
const match = fc.record(
  {
    uri: fc.constantFrom<Json[]>(
      { prefix: '/a' },
      { exact: '/' },
      { regex: '/(' },
      { regex: '.*' },
    ),
    headers: fc.constantFrom<Json[]>({ 'x-qa': { exact: '1' } }, { 'x-qa': {} }),
    gateways: fc.constantFrom(['mesh'], ['edge']),
    sourceLabels: labels,
    port,
  },
  { requiredKeys: [] },
);
const rule = fc.record(
  {
    match: fc.array(match, { maxLength: 2 }),
    route: fc.array(fc.record({ destination, weight }), { maxLength: 3 }),
    mirror: destination,
    redirect: fc.constant({ uri: '/new' }),
    delegate: fc.record({ name }),
  },
  { requiredKeys: ['route'] },
);
const spec: fc.Arbitrary<JsonObject> = fc.record(
  {
    // One record for all kinds: every reader must stand fields that are not its own.
    hosts: fc.array(host, { maxLength: 2 }),
    host,
    gateways: fc.subarray(['mesh', 'edge', 'shop/edge'], { minLength: 1 }),
    http: fc.array(rule, { maxLength: 3 }),
    tcp: fc.array(fc.record({ route: fc.array(fc.record({ destination, weight })) }), {
      maxLength: 1,
    }),
    exportTo: fc.subarray(['.', '*', 'other', '~']),
    subsets: fc.array(fc.record({ name: label, labels }), { maxLength: 2 }),
    selector: labels,
    ports: fc.array(
      fc.record({ port, number: port, name: fc.constantFrom('http', 'tcp', 'x', 'https') }),
      { minLength: 1, maxLength: 2 },
    ),
    clusterIP: fc.constant('None'),
    type: fc.constant('ExternalName'),
    externalName: host,
    replicas: fc.nat(3),
    template: fc.record({ metadata: fc.record({ labels }) }),
    servers: fc.array(
      fc.record({
        port: fc.record({ number: port, protocol: fc.constantFrom('HTTP', 'TCP', 'TLS') }),
        hosts: fc.array(host, { maxLength: 2 }),
      }),
      { maxLength: 2 },
    ),
    egress: fc.constantFrom<Json[]>([{ hosts: ['./*'] }], [{ hosts: ['shop/*', '~/*'] }]),
    resolution: fc.constantFrom('NONE', 'DNS', 'STATIC'),
    gatewayClassName: fc.constant('istio'),
    listeners: fc.array(fc.record({ name, port, protocol: fc.constantFrom('HTTP', 'HTTPS') })),
    parentRefs: fc.array(
      fc.record({ name, kind: fc.constantFrom('Service', 'Gateway') }, { requiredKeys: ['name'] }),
      { maxLength: 2 },
    ),
    rules: fc.array(
      fc.record({ backendRefs: fc.array(fc.record({ name, port, weight }), { maxLength: 3 }) }),
      { maxLength: 2 },
    ),
  },
  { requiredKeys: ['selector', 'ports', 'template', 'hosts', 'http', 'host'] },
);

const anything = fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>;
const manifest: fc.Arbitrary<Manifest> = fc
  .tuple(
    fc.constantFrom(...KINDS),
    name,
    namespace,
    labels,
    fc.oneof({ weight: 20, arbitrary: spec }, anything),
  )
  .map(([[apiVersion, kind], own, of, podLabels, body]) => ({
    apiVersion,
    kind,
    metadata: { name: own, namespace: of, labels: podLabels },
    spec: body,
  }));

const caller: fc.Arbitrary<Caller> = fc.oneof(
  fc.record({ kind: fc.constant('sidecar' as const), namespace, labels }),
  fc.record({ kind: fc.constant('gateway' as const), namespace, labels }),
  fc.record({ kind: fc.constant('outside' as const), namespace }),
);
const request: fc.Arbitrary<MeshRequest> = fc.record(
  {
    host: fc.oneof(host, fc.constantFrom('10.96.0.2', '10.1.0.2', '')),
    port,
    path: fc.constantFrom('/', '/a?b=c'),
    headers: fc.constantFrom<Record<string, string>[]>({ 'X-QA': '1' }, { Host: 'web' }),
    protocol: fc.constantFrom('http', 'tcp', 'tls'),
  },
  { requiredKeys: ['host', 'port'] },
);

/** Half of the worlds have something to reach. */
const world: fc.Arbitrary<readonly Manifest[]> = fc
  .tuple(fc.boolean(), fc.array(manifest, { maxLength: 7 }))
  .map(([shop, objects]) => (shop ? [...SHOP, ...objects] : objects));

describe('any world, however odd', () => {
  it('has an outcome whose shares add up to 1, or says why it has none', () => {
    const kinds = new Set<string>();
    fc.assert(
      fc.property(world, caller, request, (objects, who, what) => {
        const found = outcome(indexWorld(objects), who, what);
        kinds.add(found.kind);
        const reached = Object.values(found.workloads).reduce((sum, share) => sum + share, 0);
        const failed = found.errors.reduce((sum, { share }) => sum + share, 0);
        const silent = ['redirect', 'direct-response', 'unknown'].includes(found.kind);
        expect(reached + failed).toBeCloseTo(silent ? 0 : 1, 9);
        const labelled = Object.values(sharesByLabel(found, 'version'));
        expect(labelled.reduce((sum, share) => sum + share, 0)).toBeCloseTo(reached, 9);
        expect(found.derivation.length).toBeGreaterThan(0);
      }),
      { numRuns: 1500 },
    );
    expect([...kinds]).toEqual(expect.arrayContaining(['route', 'passthrough', 'refused']));
  });

  it('answers the same for the same question', () => {
    fc.assert(
      fc.property(world, caller, request, (objects, who, what) => {
        const indexed = indexWorld(objects);
        const first = outcome(indexed, who, what);
        outcome(indexed, who, { ...what, path: '/other', port: 8080 });
        expect(outcome(indexed, who, what)).toEqual(first);
        expect(outcome(indexWorld(objects), who, what)).toEqual(first);
      }),
      { numRuns: 300 },
    );
  });
});
