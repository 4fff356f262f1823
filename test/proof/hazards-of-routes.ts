import type { Json, JsonObject, Manifest } from '../../src/manifest/manifest';
import { gateway, object, service, virtualService, WEB } from '../mesh/shop';
import {
  type Hazard,
  pods,
  rule,
  ruleAt,
  subsetRoute,
  toSubsets,
  versionService,
  WEB_SERVICE,
} from './hazard-shop';

const STABLE = [WEB_SERVICE, pods('stable', 3)];
const BOTH = [...STABLE, pods('canary', 1)];
const RULE = rule('stable', 'canary');
const PINNED = subsetRoute({ stable: 100, canary: 0 });
const SPLIT = subsetRoute({ stable: 80, canary: 20 });
const VIRTUAL_SERVICE = 'VirtualService shop/web';
const EDGE = gateway('edge', ['*']);

function routes(http: Json, more: JsonObject = {}): Manifest {
  return virtualService('web', { http, ...more });
}

/** Hazards of routes: what one object says, or who owns a host. */
export const hazardsOfRoutes: readonly Hazard[] = [
  {
    title: 'H17: of two destinations the one with weight 0 is left',
    before: [...BOTH, RULE, PINNED],
    after: [...BOTH, RULE, subsetRoute({ canary: 0 })],
    expectations: { canary: { version: 'canary' }, exposure: 0, outsideCallers: 'none' },
    finds: {
      obligation: 'exposure-bound',
      share: 1,
      applied: [VIRTUAL_SERVICE],
      says: ['reach the canary, which none is meant to'],
    },
    safe: [[...BOTH, RULE, subsetRoute({ stable: 100 })]],
  },
  {
    title: 'H17: the destination that is left has no pods',
    before: [...STABLE, pods('canary', 0), RULE, PINNED],
    after: [...STABLE, pods('canary', 0), RULE, subsetRoute({ canary: 0 })],
    finds: { obligation: 'live-destination', code: 'UH', share: 1, applied: [VIRTUAL_SERVICE] },
    safe: [[...STABLE, pods('canary', 0), RULE, subsetRoute({ stable: 100 })]],
  },
  {
    title: 'H18: one of two destinations has no weight',
    before: [...BOTH, RULE, SPLIT],
    after: [
      ...BOTH,
      RULE,
      routes([
        {
          route: [
            { destination: { host: WEB, subset: 'stable', port: { number: 80 } } },
            { destination: { host: WEB, subset: 'canary', port: { number: 80 } }, weight: 20 },
          ],
        },
      ]),
    ],
    expectations: { canary: { version: 'canary' }, exposure: 0.2, outsideCallers: 'none' },
    finds: {
      obligation: 'exposure-bound',
      share: 1,
      applied: [VIRTUAL_SERVICE],
      says: ['reach the canary, which at most 20 % are meant to'],
    },
    safe: [[...BOTH, RULE, subsetRoute({ stable: 90, canary: 10 })]],
  },
  {
    title: 'H19: all weights are 0',
    before: [...BOTH, RULE, SPLIT],
    after: [...BOTH, RULE, subsetRoute({ stable: 0, canary: 0 })],
    finds: {
      obligation: 'no-lost-request',
      code: 'rejected',
      applied: [VIRTUAL_SERVICE],
      says: ['the proxy refuses the whole route table'],
    },
    safe: [[...BOTH, RULE, PINNED]],
  },
  {
    title: 'H20: a VirtualService loses the mesh while pods of the canary run',
    before: [...BOTH, EDGE, RULE, subsetRoute({ stable: 100, canary: 0 }, onBoth())],
    after: [...BOTH, EDGE, RULE, subsetRoute({ stable: 100, canary: 0 }, onEdge())],
    finds: {
      obligation: 'exposure-bound',
      share: 0.25,
      applied: [VIRTUAL_SERVICE],
      says: ['a sidecar in shop', 'reach shop/web-canary'],
    },
    safe: [
      [...STABLE, pods('canary', 0), EDGE, RULE, subsetRoute({ stable: 100, canary: 0 }, onBoth())],
      [...STABLE, pods('canary', 0), EDGE, RULE, subsetRoute({ stable: 100, canary: 0 }, onEdge())],
    ],
  },
  {
    title: 'H21: a second VirtualService takes over a host',
    before: [...BOTH, RULE, PINNED],
    after: [
      ...BOTH,
      RULE,
      PINNED,
      virtualService('reports', {
        http: [{ match: [{ uri: { prefix: '/reports' } }], route: toSubsets({ stable: 100 }) }],
      }),
    ],
    finds: {
      obligation: 'no-lost-request',
      code: 'NR',
      share: 1,
      applied: ['VirtualService shop/reports'],
    },
    safe: [
      [
        ...BOTH,
        RULE,
        routes([
          { match: [{ uri: { prefix: '/reports' } }], route: toSubsets({ stable: 100 }) },
          { route: toSubsets({ stable: 100, canary: 0 }) },
        ]),
      ],
    ],
  },
  {
    title: 'H22: a VirtualService is deleted to be made again',
    before: [...BOTH, RULE, PINNED],
    after: [...BOTH, RULE],
    finds: {
      obligation: 'exposure-bound',
      share: 0.25,
      applied: [`the removal of ${VIRTUAL_SERVICE}`],
    },
    safe: [[...BOTH, RULE, SPLIT]],
  },
  {
    title: 'H23: a route leads to a delegate that is still to come',
    before: [...BOTH, RULE, PINNED],
    after: [...BOTH, RULE, routes([{ delegate: { name: 'web-all' } }]), delegate()],
    finds: {
      obligation: 'exposure-bound',
      share: 0.25,
      applied: [VIRTUAL_SERVICE],
      waiting: ['VirtualService shop/web-all'],
    },
    safe: [
      [...BOTH, RULE, PINNED, delegate()],
      [...BOTH, RULE, routes([{ delegate: { name: 'web-all' } }]), delegate()],
    ],
  },
  {
    title: 'H29: a Gateway is replaced by another before the route is bound to that',
    before: [...STABLE, EDGE, subsetlessRoute(['shop/edge'])],
    after: [...STABLE, gateway('front-door', ['*']), subsetlessRoute(['shop/front-door'])],
    finds: {
      obligation: 'no-lost-request',
      applied: [VIRTUAL_SERVICE],
      waiting: ['the removal of Gateway shop/edge', 'Gateway shop/front-door'],
      says: ['the gateway in istio-system'],
    },
    safe: [
      [...STABLE, EDGE, gateway('front-door', ['*']), subsetlessRoute(['shop/edge'])],
      [...STABLE, EDGE, gateway('front-door', ['*']), subsetlessRoute(['shop/front-door'])],
      [...STABLE, gateway('front-door', ['*']), subsetlessRoute(['shop/front-door'])],
    ],
  },
  {
    title: 'H30: a Gateway serves fewer hosts than its routes are for',
    before: [...STABLE, EDGE, externalRoute('web.example.com', 'api.example.com')],
    after: [
      ...STABLE,
      gateway('edge', ['web.example.com']),
      externalRoute('web.example.com', 'api.example.com'),
    ],
    finds: {
      obligation: 'no-lost-request',
      code: 'NR',
      share: 1,
      applied: ['Gateway shop/edge'],
      says: ['api.example.com'],
    },
    safe: [
      [
        ...STABLE,
        gateway('edge', ['web.example.com', 'api.example.com']),
        externalRoute('web.example.com', 'api.example.com'),
      ],
    ],
  },
  {
    title: 'H31: a Gateway made again is younger than one that opens its port in another way',
    before: [...STABLE, aged(EDGE, 1), aged(tcpGateway(), 2), externalRoute('web.example.com')],
    after: [...STABLE, aged(EDGE, 3), aged(tcpGateway(), 2), externalRoute('web.example.com')],
    finds: {
      obligation: 'no-lost-request',
      code: 'closed',
      share: 1,
      applied: ['Gateway shop/edge'],
    },
    safe: [
      [...STABLE, aged(EDGE, 1), externalRoute('web.example.com')],
      [...STABLE, aged(EDGE, 3), externalRoute('web.example.com')],
    ],
  },
  {
    title: 'H37: a Sidecar hides the routes of others from a namespace',
    before: [...BOTH, RULE, PINNED],
    after: [...BOTH, RULE, PINNED, sidecarOf('front', './*')],
    finds: {
      obligation: 'exposure-bound',
      share: 0.25,
      applied: ['Sidecar front/default'],
      says: ['a sidecar in front', 'reach shop/web-canary'],
    },
    safe: [[...BOTH, RULE, PINNED, sidecarOf('front', './*', 'shop/*')]],
  },
  {
    title: 'H37: a DestinationRule is exported to its own namespace only',
    before: [...BOTH, RULE, PINNED],
    after: [...BOTH, exported(RULE, '.'), PINNED],
    finds: {
      obligation: 'no-lost-request',
      code: 'NC',
      share: 1,
      applied: ['DestinationRule shop/web'],
      says: ['a sidecar in any other namespace'],
    },
    safe: [[...BOTH, exported(RULE, '*'), PINNED]],
  },
  {
    title: 'H38: a DestinationRule of the callers hides the one of the Service',
    before: [...BOTH, RULE, PINNED],
    after: [...BOTH, RULE, PINNED, tlsForAll()],
    finds: {
      obligation: 'no-lost-request',
      code: 'NC',
      share: 1,
      applied: ['DestinationRule front/no-tls'],
      says: ['a sidecar in front'],
    },
    safe: [[...BOTH, RULE, PINNED, ruleAt('front/web', 'stable', 'canary')]],
  },
  {
    title: 'H39: an HTTPRoute names a Service that is still to come',
    before: [...BOTH, versionService('stable'), httpRoute({ stable: 100 })],
    after: [
      ...BOTH,
      versionService('stable'),
      versionService('canary'),
      httpRoute({ stable: 80, canary: 20 }),
    ],
    finds: {
      obligation: 'no-lost-request',
      code: 'NC',
      share: 0.2,
      applied: ['HTTPRoute shop/web'],
      waiting: ['Service shop/web-canary'],
      says: ['get 500'],
    },
    safe: [
      [...BOTH, versionService('stable'), versionService('canary'), httpRoute({ stable: 100 })],
      [
        ...BOTH,
        versionService('stable'),
        versionService('canary'),
        httpRoute({ stable: 80, canary: 20 }),
      ],
    ],
  },
  {
    title: 'H43: a Service serves the pods of the own node only',
    before: STABLE,
    after: [service('web', { app: 'web' }, { internalTrafficPolicy: 'Local' }), pods('stable', 3)],
    finds: {
      obligation: 'live-destination',
      code: 'UH',
      share: 1,
      applied: ['Service shop/web'],
      says: ['on another node'],
    },
    safe: [
      [service('web', { app: 'web' }, { internalTrafficPolicy: 'Cluster' }), pods('stable', 3)],
    ],
  },
];

function onBoth(): JsonObject {
  return { gateways: ['mesh', 'edge'] };
}

function onEdge(): JsonObject {
  return { gateways: ['edge'] };
}

function delegate(): Manifest {
  return object('networking.istio.io/v1', 'VirtualService', 'web-all', {
    http: [{ route: toSubsets({ stable: 100, canary: 0 }) }],
  });
}

function subsetlessRoute(gateways: Json): Manifest {
  return virtualService('web', {
    hosts: ['web.example.com'],
    gateways,
    http: [{ route: [{ destination: { host: WEB, port: { number: 80 } } }] }],
  });
}

function externalRoute(...hosts: readonly string[]): Manifest {
  return virtualService('web', {
    hosts,
    gateways: ['edge'],
    http: [{ route: [{ destination: { host: WEB, port: { number: 80 } } }] }],
  });
}

function aged(manifest: Manifest, day: number): Manifest {
  const creationTimestamp = `2026-01-0${day}T00:00:00Z`;
  return { ...manifest, metadata: { ...manifest.metadata, creationTimestamp } };
}

function tcpGateway(): Manifest {
  return object('networking.istio.io/v1', 'Gateway', 'raw', {
    selector: { istio: 'ingressgateway' },
    servers: [{ port: { number: 80, name: 'tcp', protocol: 'TCP' }, hosts: ['*'] }],
  });
}

function sidecarOf(namespace: string, ...hosts: readonly string[]): Manifest {
  return object('networking.istio.io/v1', 'Sidecar', `${namespace}/default`, {
    egress: [{ hosts }],
  });
}

function exported(manifest: Manifest, to: string): Manifest {
  return { ...manifest, spec: { ...(manifest['spec'] as JsonObject), exportTo: [to] } };
}

function tlsForAll(): Manifest {
  return object('networking.istio.io/v1', 'DestinationRule', 'front/no-tls', {
    host: '*.local',
    trafficPolicy: { tls: { mode: 'DISABLE' } },
  });
}

function httpRoute(weights: Readonly<Record<string, number>>): Manifest {
  return object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'web', {
    parentRefs: [{ group: '', kind: 'Service', name: 'web', port: 80 }],
    rules: [
      {
        backendRefs: Object.entries(weights).map(([name, weight]) => ({
          name: `web-${name}`,
          port: 80,
          weight,
        })),
      },
    ],
  });
}
