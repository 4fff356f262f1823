import type { JsonObject, Manifest } from '../../../src/manifest/manifest';

/** The Bookinfo application of Istio's samples, reduced to what decides about requests (Apache-2.0, istio/istio). */
export const BOOKINFO: readonly Manifest[] = [
  ...application('details', ['v1']),
  ...application('ratings', ['v1']),
  ...application('reviews', ['v1', 'v2', 'v3']),
  ...application('productpage', ['v1']),
];

/** The sample's gateway and its routes, which are bound to no mesh. */
export const BOOKINFO_GATEWAY: readonly Manifest[] = [
  networking('Gateway', 'bookinfo-gateway', {
    selector: { istio: 'ingressgateway' },
    servers: [{ port: { number: 8080, name: 'http', protocol: 'HTTP' }, hosts: ['*'] }],
  }),
  networking('VirtualService', 'bookinfo', {
    hosts: ['*'],
    gateways: ['bookinfo-gateway'],
    http: [
      {
        match: [
          { uri: { exact: '/productpage' } },
          { uri: { prefix: '/static' } },
          { uri: { exact: '/login' } },
          { uri: { exact: '/logout' } },
          { uri: { prefix: '/api/v1/products' } },
        ],
        route: [{ destination: { host: 'productpage', port: { number: 9080 } } }],
      },
    ],
  }),
];

/** A DestinationRule with a subset for each version, of every Service. */
export const BOOKINFO_SUBSETS: readonly Manifest[] = [
  'details',
  'ratings',
  'reviews',
  'productpage',
].map((name) =>
  networking('DestinationRule', name, {
    host: name,
    subsets: ['v1', 'v2', 'v3']
      .slice(0, name === 'reviews' ? 3 : 1)
      .map((version) => ({ name: version, labels: { version } })),
  }),
);

/** The states that the sample's tasks on traffic lead through: routes on top of application, gateway and subsets. */
export const BOOKINFO_TASKS: readonly (readonly [task: string, routes: readonly Manifest[]])[] = [
  [
    'everything to v1',
    ['details', 'ratings', 'reviews', 'productpage'].map((name) => routes(name, [to(name, 'v1')])),
  ],
  [
    'a user to v2',
    [
      routes('reviews', [
        { match: [{ headers: { 'end-user': { exact: 'jason' } } }], ...to('reviews', 'v2') },
        to('reviews', 'v1'),
      ]),
    ],
  ],
  [
    '90 to 10',
    [
      routes('reviews', [
        weights([
          ['v1', 90],
          ['v2', 10],
        ]),
      ]),
    ],
  ],
  [
    'half of the requests to v3',
    [
      routes('reviews', [
        weights([
          ['v1', 50],
          ['v3', 50],
        ]),
      ]),
    ],
  ],
  ['everything to v3', [routes('reviews', [to('reviews', 'v3')])]],
  [
    'a delay for a user',
    [
      routes('ratings', [
        {
          match: [{ headers: { 'end-user': { exact: 'jason' } } }],
          fault: { delay: { percentage: { value: 100 }, fixedDelay: '7s' } },
          ...to('ratings', 'v1'),
        },
        to('ratings', 'v1'),
      ]),
    ],
  ],
];

function application(name: string, versions: readonly string[]): readonly Manifest[] {
  const service: Manifest = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace: 'default', labels: { app: name, service: name } },
    spec: { ports: [{ port: 9080, name: 'http' }], selector: { app: name } },
  };
  const workloads = versions.map((version): Manifest => {
    const labels = { app: name, version };
    const image = `docker.io/istio/examples-bookinfo-${name}-${version}:1.20.3`;
    return {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: `${name}-${version}`, namespace: 'default', labels },
      spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            serviceAccountName: `bookinfo-${name}`,
            containers: [{ name, image, ports: [{ containerPort: 9080 }] }],
          },
        },
      },
    };
  });
  return [service, ...workloads];
}

function networking(kind: string, name: string, spec: JsonObject): Manifest {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind,
    metadata: { name, namespace: 'default' },
    spec,
  };
}

function routes(name: string, http: readonly JsonObject[]): Manifest {
  return networking('VirtualService', name, { hosts: [name], http });
}

function to(host: string, subset: string): JsonObject {
  return { route: [{ destination: { host, subset } }] };
}

function weights(shares: readonly (readonly [subset: string, weight: number])[]): JsonObject {
  return {
    route: shares.map(([subset, weight]) => ({ destination: { host: 'reviews', subset }, weight })),
  };
}
