import type { JsonObject } from '../../../../src/manifest/manifest';
import type { RuleCase } from '../rule-case';
import {
  BY_HOSTS,
  destinationRule,
  gateway,
  GOOD,
  meshSplit,
  object,
  routeTo,
  service,
  SHOP,
  split,
  to,
  virtualService,
  web,
  WEB,
} from './objects';

const HOST = 'web.example.com';
const GATEWAY = gateway('web', [HOST]);
const EDGE = object('apps/v1', 'Deployment', 'istio-system/edge', {
  template: { metadata: { labels: { istio: 'ingressgateway' } } },
});
const HOSTS = [...BY_HOSTS, routeTo(to('web-stable', 90), to('web-canary', 10))];
const route = [to('web-stable', 90), to('web-canary', 10)];

function on(prefix: string | undefined): JsonObject {
  return prefix === undefined ? { route } : { match: [{ uri: { prefix } }], route };
}

function external(name: string, spec: JsonObject, ...prefixes: readonly (string | undefined)[]) {
  return virtualService(name, {
    hosts: [HOST],
    gateways: ['web'],
    http: prefixes.map(on),
    ...spec,
  });
}

/** Hosts, gateways, and settings around a split. */
export const bindingCases: readonly RuleCase[] = [
  {
    rule: 'virtual-service-host-unknown',
    when: 'a shortened name of a Service as host',
    passes: HOSTS,
    fails: [...BY_HOSTS, virtualService('web', { hosts: ['web.shop'], http: [{ route }] })],
    says: "VirtualService shop/web spec.hosts[0]: binds only callers that send exactly 'web.shop'; those that call web.shop.svc.cluster.local skip it",
  },
  {
    rule: 'gateway-missing',
    when: 'a Gateway of the same namespace that does not exist',
    passes: [...BY_HOSTS, GATEWAY, external('web', {}, undefined)],
    fails: [...BY_HOSTS, gateway('infra/web', [HOST]), external('web', {}, undefined)],
    says: 'VirtualService shop/web spec.gateways[0]: there is no Gateway shop/web: requests for web.example.com get 404 there',
  },
  {
    rule: 'host-not-on-gateway',
    when: 'a host that no server of the gateway lists',
    passes: [...BY_HOSTS, GATEWAY, external('web', {}, undefined)],
    fails: [...BY_HOSTS, GATEWAY, external('web', { hosts: [HOST, 'www.example.com'] }, undefined)],
    says: 'VirtualService shop/web spec.hosts[1]: no server of shop/web has www.example.com: requests for it get 404',
  },
  {
    rule: 'routes-hidden-from-gateway',
    when: 'routes that the namespace of the gateway does not see',
    passes: [
      ...BY_HOSTS,
      GATEWAY,
      EDGE,
      external('web', { exportTo: ['.', 'istio-system'] }, undefined),
    ],
    fails: [...BY_HOSTS, GATEWAY, EDGE, external('web', { exportTo: ['.'] }, undefined)],
    says: 'VirtualService shop/web spec.exportTo: not exported to istio-system: the gateway istio=ingressgateway in istio-system answers 404 for web.example.com',
  },
  {
    rule: 'virtual-service-not-on-gateway',
    when: 'an external host without the gateway that serves it',
    passes: [...BY_HOSTS, GATEWAY, external('web', { gateways: ['web'] }, undefined)],
    fails: [...BY_HOSTS, GATEWAY, virtualService('web', { hosts: [HOST], http: [{ route }] })],
    says: 'VirtualService shop/web spec.gateways: Gateway shop/web serves web.example.com, but these routes are bound to the mesh only: requests from outside get 404',
  },
  {
    rule: 'mesh-host-without-default-route',
    when: 'paths of a Service that no match takes',
    passes: HOSTS,
    fails: [...BY_HOSTS, virtualService('web', { http: [on('/api')] })],
    says: 'VirtualService shop/web spec.http: requests of sidecars in shop for web.shop.svc.cluster.local that no match takes get 404',
  },
  {
    rule: 'virtual-service-ignored',
    when: 'a second VirtualService on a Service',
    passes: HOSTS,
    fails: [
      ...HOSTS,
      virtualService('web-2', { http: [{ route: [to('web-stable', 50), to('web-canary', 50)] }] }),
    ],
    says: 'VirtualService shop/web-2 spec.hosts[0]: sidecars in shop get web.shop.svc.cluster.local from VirtualService shop/web, which comes first: 90 % web-stable and 10 % web-canary',
  },
  {
    rule: 'shared-host-overlap',
    when: 'a path below the path of another VirtualService',
    passes: [
      ...BY_HOSTS,
      GATEWAY,
      external('a', {}, '/a/'),
      external('b', {}, '/b/'),
      external('c', {}, undefined),
    ],
    fails: [...BY_HOSTS, GATEWAY, external('a', {}, '/api'), external('b', {}, '/api/v2')],
    says: 'VirtualService shop/b spec.http[0]: VirtualService shop/a (spec.http[0]) takes web.example.com/api/v2 too; VirtualService shop/a answers because it is older, or comes first by name',
  },
  {
    rule: 'shared-host-overlap',
    when: 'two VirtualServices that take everything, as an error',
    passes: [...BY_HOSTS, GATEWAY, external('a', {}, undefined)],
    fails: [...BY_HOSTS, GATEWAY, external('a', {}, undefined), external('b', {}, undefined)],
    says: 'VirtualService shop/a spec.http[0]: VirtualService shop/b (spec.http[0]) takes web.example.com/~probe too; VirtualService shop/a answers because it is older, or comes first by name',
    severity: 'error',
  },
  {
    rule: 'shared-host-404-in-mesh',
    when: 'a shared host that one VirtualService binds to the mesh',
    passes: [...BY_HOSTS, GATEWAY, external('a', {}, '/a/'), external('b', {}, '/b/')],
    fails: [
      ...BY_HOSTS,
      GATEWAY,
      external('a', { gateways: ['web', 'mesh'] }, '/a/'),
      external('b', {}, '/b/'),
    ],
    says: 'VirtualService shop/a spec.hosts[0]: sidecars in shop get 404 for web.example.com/b/, which VirtualService shop/b answers at the gateway',
  },
  {
    rule: 'session-affinity-with-split',
    when: 'consistent hashing on a destination of a split',
    passes: GOOD,
    fails: [
      ...SHOP,
      meshSplit(90, 10),
      destinationRule('web', {
        trafficPolicy: { loadBalancer: { consistentHash: { useSourceIp: true } } },
      }),
    ],
    says: 'DestinationRule shop/web spec.trafficPolicy.loadBalancer.consistentHash: a user changes between the destinations from request to request (90 % / 10 %, VirtualService web): the hash picks a pod inside one of them only',
  },
  {
    rule: 'outlier-detection-ejects-all',
    when: 'a canary of which every pod can be ejected',
    passes: [
      ...SHOP,
      meshSplit(90, 10),
      destinationRule('web', { trafficPolicy: { outlierDetection: { maxEjectionPercent: 50 } } }),
    ],
    fails: [
      ...[service('web', { app: 'web' }), web('stable', 5), web('canary', 1)],
      meshSplit(90, 10),
      destinationRule('web', { trafficPolicy: { outlierDetection: { maxEjectionPercent: 100 } } }),
    ],
    says: 'DestinationRule shop/web spec.trafficPolicy.outlierDetection.maxEjectionPercent: the only pod of web subset canary can be ejected: 10 % of the requests then get 503 (UH)',
  },
  {
    rule: 'connection-pool-below-share',
    when: 'a pool that was sized for the first step',
    passes: [...SHOP, meshSplit(50, 50), pools(100, 100)],
    fails: [...SHOP, meshSplit(50, 50), pools(100, 10)],
    says: 'DestinationRule shop/web spec.subsets[1].trafficPolicy.connectionPool.tcp.maxConnections: room for 10 at a time with 50 % of the requests, while web subset stable has room for 100 with 50 %: requests beyond it get 503 (UO)',
  },
  {
    rule: 'split-on-local-traffic-policy',
    when: 'a destination that is reached from its own node only',
    passes: GOOD,
    fails: [
      service('web', { app: 'web' }, { internalTrafficPolicy: 'Local' }),
      ...SHOP.filter(({ kind }) => kind !== 'Service'),
      destinationRule(),
      meshSplit(90, 10),
    ],
    says: 'Service shop/web spec.internalTrafficPolicy: callers on nodes without one of the 3 pods of web subset canary get 503 (UH) for 10 % of their requests',
  },
  {
    rule: 'waypoint-replaces-split',
    when: 'a waypoint that takes the requests of the gateway',
    passes: [
      ...SHOP,
      destinationRule(),
      gateway('web', [HOST]),
      meshSplit(90, 10, { hosts: [WEB, HOST], gateways: ['web', 'mesh'] }),
    ],
    fails: [
      {
        ...service('web', { app: 'web' }),
        metadata: {
          name: 'web',
          namespace: 'shop',
          labels: { 'istio.io/ingress-use-waypoint': 'true' },
        },
      },
      ...SHOP.filter(({ kind }) => kind !== 'Service'),
      destinationRule(),
      gateway('web', [HOST]),
      meshSplit(90, 10, { hosts: [WEB, HOST], gateways: ['web', 'mesh'] }),
    ],
    says: 'Service shop/web metadata.labels: gateways send all requests for it to its waypoint: the weights of VirtualService shop/web do not count there',
  },
  {
    rule: 'tracks-differ-in-injection',
    when: 'a canary without sidecar',
    passes: GOOD,
    fails: [
      service('web', { app: 'web' }),
      web('stable', 3),
      web('canary', 3, { 'sidecar.istio.io/inject': 'false' }),
      destinationRule(),
      meshSplit(90, 10),
    ],
    says: 'Deployment shop/web-canary spec.template.metadata.labels: its pods get no sidecar, those of Deployment web-stable do: no metrics, and failures (UF) where mutual TLS is strict',
  },
  {
    rule: 'canary-too-small',
    when: 'one pod for half of the requests',
    passes: [
      service('web', { app: 'web' }),
      web('stable', 4),
      web('canary', 2),
      destinationRule(),
      meshSplit(50, 50),
    ],
    fails: [
      service('web', { app: 'web' }),
      web('stable', 4),
      web('canary', 1),
      destinationRule(),
      meshSplit(50, 50),
    ],
    says: 'Deployment shop/web-canary spec.replicas: 1 pod for 50 % of the requests: each carries 2 times what a pod carries when 4 share all of them',
  },
  {
    rule: 'destination-rule-not-applied',
    when: 'a policy on a host that is routed elsewhere',
    passes: [
      ...HOSTS,
      destinationRule('stable', {
        host: 'web-stable',
        subsets: [],
        trafficPolicy: { outlierDetection: {} },
      }),
    ],
    fails: [
      ...HOSTS,
      destinationRule('web', { subsets: [], trafficPolicy: { outlierDetection: {} } }),
    ],
    says: 'DestinationRule shop/web spec.trafficPolicy: requests for web.shop.svc.cluster.local end at web-stable.shop.svc.cluster.local and web-canary.shop.svc.cluster.local: this policy applies to nobody',
  },
  {
    rule: 'subset-without-route',
    when: 'a subset that is left over',
    passes: GOOD,
    fails: [...SHOP, destinationRule(), virtualService('web', { http: [split({ stable: 100 })] })],
    says: 'DestinationRule shop/web spec.subsets[1]: no route names the subset canary of web.shop.svc.cluster.local',
  },
];

function pools(stable: number, canary: number): ReturnType<typeof object> {
  const subsets = [
    ['stable', stable],
    ['canary', canary],
  ].map(([name, maxConnections]) => ({
    name: name ?? '',
    labels: { version: name ?? '' },
    trafficPolicy: { connectionPool: { tcp: { maxConnections: maxConnections ?? 0 } } },
  }));
  return destinationRule('web', { subsets });
}
