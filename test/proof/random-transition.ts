import fc from 'fast-check';
import type { Json, JsonObject, Manifest } from '../../src/manifest/manifest';

/** Two states of a small shop, as a transition would take it from one to the other. */
export interface RandomTransition {
  readonly before: readonly Manifest[];
  readonly after: readonly Manifest[];
  readonly registryOnly: boolean;
}

const SERVICES = ['web', 'web-canary', 'web-old'] as const;
const DOMAIN = 'shop.svc.cluster.local';
const EXTERNAL = 'web.example.com';

const track = fc.constantFrom('primary', 'canary');
const serviceHost = fc.constantFrom(...SERVICES).map((name) => `${name}.${DOMAIN}`);

/** Mostly the first; the others are what people get wrong. */
function mostly<Value>(usual: Value, ...others: readonly Value[]): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));
}

function object(
  apiVersion: string,
  kind: string,
  namespace: string,
  name: string,
  spec: JsonObject,
  metadata: JsonObject = {},
): Manifest {
  return { apiVersion, kind, metadata: { name, namespace, ...metadata }, spec };
}

const serviceSpec = fc.record(
  {
    selector: fc.oneof(
      fc.constant({ app: 'web' }),
      track.map((value) => ({ app: 'web', track: value })),
    ),
    ports: mostly<Json>(
      [{ port: 80, name: 'http', targetPort: 8080 }],
      [{ port: 8080, name: 'http' }],
      [
        { port: 80, name: 'http' },
        { port: 8080, name: 'http-more' },
      ],
      [{ port: 80, name: 'tcp-web' }],
      [{ port: 80, name: 'web' }],
    ),
    internalTrafficPolicy: mostly<Json>('Cluster', 'Cluster', 'Cluster', 'Local'),
    clusterIP: mostly<Json>('', '', '', '', 'None'),
  },
  { requiredKeys: ['selector', 'ports'] },
);

const alias = serviceHost.map(
  (externalName): JsonObject => ({
    type: 'ExternalName',
    externalName,
    ports: [{ port: 80, name: 'http' }],
  }),
);

function service(name: string): fc.Arbitrary<Manifest> {
  return fc
    .tuple(
      fc.oneof({ weight: 12, arbitrary: serviceSpec }, alias),
      mostly<string | undefined>(undefined, undefined, '.', 'shop,front'),
    )
    .map(([spec, exportTo]) =>
      object('v1', 'Service', 'shop', name, spec, {
        ...(exportTo === undefined
          ? {}
          : { annotations: { 'networking.istio.io/exportTo': exportTo } }),
      }),
    );
}

const anyDestination = fc.record(
  {
    host: fc.oneof(
      { weight: 6, arbitrary: serviceHost },
      fc.constantFrom('web', 'web-canary', `missing.${DOMAIN}`, 'web.shop'),
    ),
    subset: mostly<string>('primary', 'canary', 'canary', 'missing'),
    port: mostly<Json>({ number: 80 }, { number: 8080 }),
  },
  { requiredKeys: ['host'] },
);

/** Half of the destinations are as most people write them. */
const destination = fc.oneof(
  anyDestination,
  track.map((subset) => ({ host: `web.${DOMAIN}`, subset, port: { number: 80 } })),
);

const split = fc.record({
  route: fc.oneof(
    fc.tuple(fc.record({ destination, weight: fc.constantFrom(0, 100) }, NO_WEIGHT())),
    fc.tuple(
      fc.record({ destination, weight: fc.constantFrom(100, 80, 50, 0) }, NO_WEIGHT()),
      fc.record({ destination, weight: fc.constantFrom(0, 20, 50, 100) }),
    ),
  ),
});

function NO_WEIGHT(): { requiredKeys: ['destination'] } {
  return { requiredKeys: ['destination'] };
}

const match: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json[]>(
    { headers: { 'x-canary': { exact: 'always' } } },
    { headers: { 'x-canary': { regex: 'a.*|b' } }, uri: { prefix: '/' } },
    { withoutHeaders: { 'x-canary': {} } },
    { uri: { prefix: '/demo' } },
    { uri: { exact: '/demo/hello' } },
    { uri: { prefix: '/Demo/' }, ignoreUriCase: true },
    { uri: { regex: '/demo/[a-z]+' } },
    { queryParams: { v: { exact: '2' } } },
    { method: { exact: 'POST' } },
    { gateways: ['mesh'] },
    { gateways: ['shop/edge'], uri: { prefix: '/demo' } },
    { sourceLabels: { tier: 'test' } },
    { sourceNamespace: 'front' },
    { port: 8080 },
    { authority: { exact: EXTERNAL } },
    { authority: { prefix: 'api.' } },
  ),
);

const rule: fc.Arbitrary<Json> = fc.oneof(
  { weight: 5, arbitrary: split },
  {
    weight: 4,
    arbitrary: fc
      .tuple(split, fc.array(match, { minLength: 1, maxLength: 2 }))
      .map(([routed, matches]): Json => ({ match: matches, ...routed })),
  },
  fc.constant<Json>({ match: [{ uri: { prefix: '/old' } }], redirect: { uri: '/demo' } }),
  fc.constant<Json>({ match: [{ uri: { prefix: '/demo' } }], delegate: { name: 'web-more' } }),
);

function virtualService(name: string): fc.Arbitrary<Manifest> {
  const spec = fc.record(
    {
      hosts: fc.oneof(
        fc.constantFrom<Json[]>(
          [`web.${DOMAIN}`],
          [`web.${DOMAIN}`],
          ['web'],
          [EXTERNAL],
          [`web.${DOMAIN}`, EXTERNAL],
          [`*.${DOMAIN}`],
          [`web-canary.${DOMAIN}`],
          ['web.shop'],
          ['*.example.com'],
          ['*'],
        ),
      ),
      gateways: fc.constantFrom<Json[]>(
        ['mesh'],
        ['shop/edge'],
        ['mesh', 'shop/edge'],
        ['mesh', 'edge'],
      ),
      http: fc.array(rule, { minLength: 1, maxLength: 3 }),
      exportTo: mostly<Json>(['*'], ['.'], ['front', 'istio-system']),
    },
    { requiredKeys: ['hosts', 'http'] },
  );
  return fc
    .tuple(spec, mostly('2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z'), fc.boolean())
    .map(([made, age, aged]) =>
      object('networking.istio.io/v1', 'VirtualService', 'shop', name, made, {
        ...(aged ? { creationTimestamp: age } : {}),
      }),
    );
}

/** A VirtualService that others lead to. */
const delegate = fc
  .array(
    fc
      .tuple(split, fc.constantFrom('/demo', '/demo/a', '/other'))
      .map(([routed, prefix]): Json => ({ match: [{ uri: { prefix } }], ...routed })),
    { minLength: 1, maxLength: 2 },
  )
  .map((http) => object('networking.istio.io/v1', 'VirtualService', 'shop', 'web-more', { http }));

const httpRoute = fc
  .tuple(fc.constantFrom('web', 'web-canary'), fc.constantFrom('web', 'web-canary', 'web-old'))
  .map(([parent, name]) =>
    object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'shop', 'web', {
      parentRefs: [{ group: '', kind: 'Service', name: parent, port: 80 }],
      rules: [
        {
          matches: [{ path: { type: 'PathPrefix', value: '/demo' } }],
          backendRefs: [
            { name: 'web', port: 80, weight: 80 },
            { name, port: 80, weight: 20 },
          ],
        },
      ],
    }),
  );

const serviceEntry = fc.constantFrom('DNS', 'NONE').map((resolution) =>
  object('networking.istio.io/v1', 'ServiceEntry', 'shop', 'web', {
    hosts: [EXTERNAL],
    location: 'MESH_EXTERNAL',
    resolution,
    ports: [{ number: 80, name: 'http', protocol: 'HTTP' }],
  }),
);

const subset = fc.record(
  { name: track, labels: fc.oneof(track.map((value) => ({ track: value }))) },
  { requiredKeys: ['name'] },
);

function destinationRule(name: string): fc.Arbitrary<Manifest> {
  const both: Json = [
    { name: 'primary', labels: { track: 'primary' } },
    { name: 'canary', labels: { track: 'canary' } },
  ];
  const spec = fc.record(
    {
      host: fc.oneof(
        { weight: 4, arbitrary: fc.constant(`web.${DOMAIN}`) },
        serviceHost,
        fc.constantFrom(`*.${DOMAIN}`, '*.local', 'web'),
      ),
      subsets: fc.oneof(
        { weight: 3, arbitrary: fc.constant(both) },
        fc.array(subset, { maxLength: 2 }) as fc.Arbitrary<Json>,
      ),
      exportTo: mostly<Json>(['*'], ['.'], ['front']),
      workloadSelector: fc.constant<Json>({ matchLabels: { tier: 'test' } }),
    },
    { requiredKeys: ['host', 'subsets'] },
  );
  return fc
    .tuple(spec, mostly('shop', 'front', 'istio-system'), fc.nat(9))
    .map(([{ workloadSelector, ...made }, namespace, chance]) =>
      object('networking.istio.io/v1', 'DestinationRule', namespace, name, {
        ...made,
        ...(chance > 0 || workloadSelector === undefined ? {} : { workloadSelector }),
      }),
    );
}

const gateway = fc
  .tuple(
    mostly<Json>(['*'], [EXTERNAL], ['*.example.com'], ['front/*'], ['shop/*']),
    mostly(80, 8080),
  )
  .map(([hosts, number]) =>
    object('networking.istio.io/v1', 'Gateway', 'shop', 'edge', {
      selector: { istio: 'ingressgateway' },
      servers: [{ port: { number, name: 'http', protocol: 'HTTP' }, hosts }],
    }),
  );

const sidecar = fc
  .tuple(
    fc.constantFrom('shop', 'front', 'istio-system'),
    fc.constantFrom<Json[]>(
      ['./*'],
      ['*/*'],
      [`shop/web.${DOMAIN}`],
      ['shop/*'],
      [`*/web-canary.${DOMAIN}`, 'istio-system/*'],
      ['*/*.example.com'],
    ),
    fc.boolean(),
  )
  .map(([namespace, hosts, some]) =>
    object('networking.istio.io/v1', 'Sidecar', namespace, 'default', {
      ...(some ? { workloadSelector: { labels: { tier: 'test' } } } : {}),
      egress: [{ hosts }],
    }),
  );

function deployment(name: string): fc.Arbitrary<Manifest> {
  return fc
    .record({
      replicas: fc.nat(3),
      label: track,
      image: fc.constantFrom('web:1', 'web:2'),
      strategy: mostly<Json>(
        { type: 'RollingUpdate' },
        { type: 'Recreate' },
        { rollingUpdate: { maxUnavailable: 1 } },
        { rollingUpdate: { maxUnavailable: '50%', maxSurge: 0 } },
      ),
    })
    .map(({ replicas, label, image, strategy }) =>
      object('apps/v1', 'Deployment', 'shop', name, {
        replicas,
        strategy,
        selector: { matchLabels: { app: 'web', name } },
        template: {
          metadata: { labels: { app: 'web', name, track: label } },
          spec: { containers: [{ name: 'web', image }] },
        },
      }),
    );
}

/** What may be in a state, each with how often it is there. */
const SLOTS: readonly { readonly of: fc.Arbitrary<Manifest>; readonly chance: number }[] = [
  { of: service('web'), chance: 10 },
  { of: service('web-canary'), chance: 7 },
  { of: service('web-old'), chance: 4 },
  { of: virtualService('web'), chance: 9 },
  {
    of: fc.oneof({ weight: 3, arbitrary: virtualService('web-more') }, delegate),
    chance: 5,
  },
  { of: destinationRule('web'), chance: 7 },
  { of: destinationRule('web-more'), chance: 3 },
  { of: gateway, chance: 6 },
  { of: sidecar, chance: 2 },
  { of: httpRoute, chance: 1 },
  { of: serviceEntry, chance: 1 },
  { of: deployment('web-primary'), chance: 10 },
  { of: deployment('web-canary'), chance: 8 },
  { of: deployment('web-old'), chance: 4 },
];

/** Which of these change: the main ones are there several times. */
const OFTEN = [...SLOTS.keys(), 0, 1, 3, 3, 5, 5, 5, 11, 12];

const slots: fc.Arbitrary<readonly (readonly [Manifest | undefined, Manifest | undefined])[]> = fc
  .tuple(
    ...SLOTS.map(({ of, chance }) =>
      fc
        .tuple(of, of, fc.integer({ min: 1, max: 10 }), fc.constantFrom('in', 'out', 'edit'))
        .map(([one, other, dice, change]) => ({ one, other, there: dice <= chance, change })),
    ),
  )
  .chain((found) =>
    fc.uniqueArray(fc.constantFrom(...OFTEN), { minLength: 1, maxLength: 5 }).map((changed) =>
      found.map(
        (
          { one, other, there, change },
          index,
        ): readonly [Manifest | undefined, Manifest | undefined] => {
          if (!there) return [undefined, undefined];
          if (!changed.includes(index)) return [one, one];
          if (change === 'in') return [undefined, one];
          if (change === 'out') return [one, undefined];
          return [one, other];
        },
      ),
    ),
  );

/** Any two states of the shop: a few objects come, go or change; what is left is as people write it, mostly. */
export const randomTransition: fc.Arbitrary<RandomTransition> = fc
  .record({ slots, registryOnly: mostly(false, false, false, true) })
  .map(({ slots: found, registryOnly }) => ({
    before: found.flatMap(([manifest]) => (manifest === undefined ? [] : [manifest])),
    after: found.flatMap(([, manifest]) => (manifest === undefined ? [] : [manifest])),
    registryOnly,
  }));
