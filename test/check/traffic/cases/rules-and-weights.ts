import type { JsonObject, Manifest } from '../../../../src/manifest/manifest';
import type { RuleCase } from '../rule-case';
import {
  BY_HOSTS,
  destinationRule,
  GOOD,
  meshSplit,
  object,
  routeTo,
  SHOP,
  to,
  virtualService,
  WEB,
} from './objects';

const HOSTS = [...BY_HOSTS, routeTo(to('web-stable', 90), to('web-canary', 10))];
const toStable = { route: [to('web-stable', 100), to('web-canary', 0)] };
const toCanary = { route: [to('web-stable', 0), to('web-canary', 100)] };
const header = [{ headers: { 'x-qa': { exact: 'yes' } } }];
const mirror = { host: 'web-canary.shop.svc.cluster.local', port: { number: 80 } };

/** Weights, overlaps, and rules of one VirtualService. */
export const ruleCases: readonly RuleCase[] = [
  {
    rule: 'sole-destination-weight-zero',
    when: 'the wrong destination left alone with weight 0',
    passes: HOSTS,
    fails: [...BY_HOSTS, routeTo(to('web-canary', 0))],
    says: 'VirtualService shop/web spec.http[0].route[0].weight: web-canary is the only destination, so all requests of the rule go to it and not none',
  },
  {
    rule: 'destination-weight-omitted',
    when: 'a weight on the canary alone',
    passes: HOSTS,
    fails: [...BY_HOSTS, routeTo(to('web-stable'), to('web-canary', 10))],
    says: 'VirtualService shop/web spec.http[0].route[0]: no weight, so web-stable gets nothing: web-canary gets 100 % of the requests',
  },
  {
    rule: 'destination-weight-omitted',
    when: 'a backend of an HTTPRoute that counts as 1',
    passes: [...BY_HOSTS, httpRoute(90, 10)],
    fails: [...BY_HOSTS, httpRoute(undefined, 10)],
    says: 'HTTPRoute shop/web spec.rules[0].backendRefs[0]: no weight, which counts as 1: web-stable gets 9.1 % of the requests',
    severity: 'warning',
  },
  {
    rule: 'backend-weights-all-zero',
    when: 'the only backends with weight 0',
    passes: [...BY_HOSTS, httpRoute(100, 0)],
    fails: [...BY_HOSTS, httpRoute(0, 0)],
    says: 'HTTPRoute shop/web spec.rules[0].backendRefs: no backend has a weight above 0: all requests of the rule get 500',
  },
  {
    rule: 'destination-host-missing',
    when: 'a backend of an HTTPRoute at a gateway that is not in the files',
    passes: [...BY_HOSTS, httpRoute(90, 10, { name: 'edge' })],
    fails: [
      ...BY_HOSTS.filter(({ metadata }) => metadata.name !== 'web-canary'),
      httpRoute(90, 10, { name: 'edge' }),
    ],
    says: 'HTTPRoute shop/web spec.rules[0].backendRefs[1].name: there is no web-canary.shop.svc.cluster.local: 10 % of the requests of the gateway shop/edge get 500 (NC)',
  },
  {
    rule: 'weights-not-100',
    when: 'weights of 90 and 20',
    passes: HOSTS,
    fails: [...BY_HOSTS, routeTo(to('web-stable', 90), to('web-canary', 20))],
    says: 'VirtualService shop/web spec.http[0].route: the weights add up to 110: web-stable gets 81.8 %, not 90 % and web-canary gets 18.2 %, not 20 %',
    severity: 'warning',
  },
  {
    rule: 'subset-without-labels',
    when: 'a stable subset without labels',
    passes: GOOD,
    fails: [
      ...SHOP,
      meshSplit(90, 10),
      destinationRule('web', {
        subsets: [{ name: 'stable' }, { name: 'canary', labels: { version: 'canary' } }],
      }),
    ],
    says: 'DestinationRule shop/web spec.subsets[0]: the subset stable has no labels, so it is all pods of web.shop.svc.cluster.local: web-stable, web-canary',
  },
  {
    rule: 'split-destinations-share-pods',
    when: 'a stable subset whose labels the canary has too',
    passes: GOOD,
    fails: [
      ...SHOP,
      meshSplit(90, 10),
      destinationRule('web', {
        subsets: [
          { name: 'stable', labels: { app: 'web' } },
          { name: 'canary', labels: { version: 'canary' } },
        ],
      }),
    ],
    says: 'VirtualService shop/web spec.http[0].route[1]: another destination of the rule has the same pods: web-canary gets 55 % of the requests, and not 10 %',
  },
  {
    rule: 'rules-split-differently',
    when: 'one of two rules that was not shifted',
    passes: [
      ...BY_HOSTS,
      onPaths(
        { route: [to('web-stable', 80), to('web-canary', 20)] },
        { route: [to('web-stable', 80), to('web-canary', 20)] },
      ),
    ],
    fails: [
      ...BY_HOSTS,
      onPaths({ route: [to('web-stable', 80), to('web-canary', 20)] }, toStable),
    ],
    says: 'VirtualService shop/web spec.http[1].route: web-stable gets 100 % here, and 80 % in spec.http[0]',
  },
  {
    rule: 'route-never-reached',
    when: 'a header route after the rule for everybody',
    passes: [
      ...BY_HOSTS,
      virtualService('web', { http: [{ ...toCanary, match: header }, toStable] }),
    ],
    fails: [
      ...BY_HOSTS,
      virtualService('web', { http: [toStable, { ...toCanary, match: header }] }),
    ],
    says: 'VirtualService shop/web spec.http[1]: never answers, because spec.http[0] comes first and takes its requests: they get 100 % web-stable',
  },
  {
    rule: 'delegate-missing',
    when: 'a delegate that does not exist',
    passes: [
      ...BY_HOSTS,
      root(),
      object('networking.istio.io/v1', 'VirtualService', 'api', {
        http: [{ match: [{ uri: { prefix: '/api/v1' } }], ...toStable }],
      }),
    ],
    fails: [...BY_HOSTS, root()],
    says: 'VirtualService shop/web spec.http[0].delegate: there is no VirtualService shop/api: the rule is left out',
  },
  {
    rule: 'delegate-missing',
    when: 'a delegate whose match does not fit',
    passes: [
      ...BY_HOSTS,
      root(),
      object('networking.istio.io/v1', 'VirtualService', 'api', { http: [toStable] }),
    ],
    fails: [
      ...BY_HOSTS,
      root(),
      object('networking.istio.io/v1', 'VirtualService', 'api', {
        http: [{ match: [{ uri: { prefix: '/other' } }], ...toStable }],
      }),
    ],
    says: "VirtualService shop/web spec.http[0].delegate: VirtualService shop/api is not exported to shop, or no match of it fits into the rule's: the rule is left out",
  },
  {
    rule: 'mirror-without-percentage',
    when: 'a mirror of everything that does not say so',
    passes: [
      ...BY_HOSTS,
      virtualService('web', { http: [{ ...toStable, mirror, mirrorPercentage: { value: 5 } }] }),
    ],
    fails: [...BY_HOSTS, virtualService('web', { http: [{ ...toStable, mirror }] })],
    says: 'VirtualService shop/web spec.http[0].mirror: no percentage, so every request is copied: twice the load, and twice the writes',
  },
  {
    rule: 'mirror-to-nowhere',
    when: 'copies to a Service that does not exist',
    passes: [
      ...BY_HOSTS,
      virtualService('web', { http: [{ ...toStable, mirror, mirrorPercentage: { value: 5 } }] }),
    ],
    fails: [
      ...BY_HOSTS,
      virtualService('web', {
        http: [
          {
            ...toStable,
            mirror: { ...mirror, host: 'web-next.shop.svc.cluster.local' },
            mirrorPercentage: { value: 5 },
          },
        ],
      }),
    ],
    says: 'VirtualService shop/web spec.http[0].mirror: outbound|80||web-next.shop.svc.cluster.local does not exist for the caller: the copies are dropped without any error',
  },
  {
    rule: 'split-counts-connections',
    when: 'weights of connections',
    passes: HOSTS,
    fails: [
      ...BY_HOSTS,
      virtualService('db', {
        hosts: ['db'],
        tcp: [{ route: [to('web-stable', 50), to('web-canary', 50)] }],
      }),
    ],
    says: 'VirtualService shop/db spec.tcp[0].route: the weights divide connections: a client that keeps one open stays on its track',
  },
];

function httpRoute(
  stable: number | undefined,
  canary: number,
  parent: JsonObject = { group: '', kind: 'Service', name: 'web' },
): Manifest {
  const weight = stable === undefined ? {} : { weight: stable };
  const backendRefs = [
    { name: 'web-stable', port: 80, ...weight },
    { name: 'web-canary', port: 80, weight: canary },
  ];
  const parentRefs = [parent];
  return object('gateway.networking.k8s.io/v1', 'HTTPRoute', 'web', {
    parentRefs,
    rules: [{ backendRefs }],
  });
}

function onPaths(first: object, second: object): ReturnType<typeof object> {
  return virtualService('web', {
    hosts: [WEB],
    http: [{ match: [{ uri: { prefix: '/api' } }], ...first }, { ...second }],
  });
}

function root(): ReturnType<typeof object> {
  const http = [{ match: [{ uri: { prefix: '/api' } }], delegate: { name: 'api' } }, toStable];
  return virtualService('web', { http });
}
