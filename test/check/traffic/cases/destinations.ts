import type { RuleCase } from '../rule-case';
import {
  BY_HOSTS,
  destinationRule,
  GOOD,
  meshSplit,
  object,
  routeTo,
  service,
  SHOP,
  to,
  web,
} from './objects';

const HOSTS = [...BY_HOSTS, routeTo(to('web-stable', 90), to('web-canary', 10))];
const bound = 'sidecars in shop';

/** References and pods of destinations. */
export const destinationCases: readonly RuleCase[] = [
  {
    rule: 'destination-host-empty',
    when: 'a destination that a tool wrote without a host',
    passes: HOSTS,
    fails: [...BY_HOSTS, routeTo(to('web-stable', 90), { destination: { host: '' }, weight: 10 })],
    says: `VirtualService shop/web spec.http[0].route[1].destination: no host: 10 % of the requests of ${bound} get 503 (NC)`,
  },
  {
    rule: 'destination-host-missing',
    when: 'a Service that does not exist',
    passes: HOSTS,
    fails: [...BY_HOSTS, routeTo(to('web-stable', 80), to('web-next', 20))],
    says: `VirtualService shop/web spec.http[0].route[1].destination.host: there is no web-next.shop.svc.cluster.local: 20 % of the requests of ${bound} get 503 (NC)`,
  },
  {
    rule: 'destination-host-missing',
    when: 'a shortened name with a dot',
    passes: HOSTS,
    fails: [...BY_HOSTS, routeTo(to('web-stable', 80), to('web-canary.shop', 20))],
    says: `VirtualService shop/web spec.http[0].route[1].destination.host: a name with a dot is not completed: 20 % of the requests of ${bound} get 503 (NC)`,
  },
  {
    rule: 'destination-host-missing',
    when: 'a Service of a namespace that is not in the files, and does not call it an error',
    passes: HOSTS,
    fails: [...BY_HOSTS, routeTo(to('web-stable', 80), to('web.other.svc.cluster.local', 20))],
    says: `VirtualService shop/web spec.http[0].route[1].destination.host: web.other.svc.cluster.local is not in the files given; without it 20 % of the requests of ${bound} get 503 (NC)`,
    severity: 'info',
  },
  {
    rule: 'destination-not-visible',
    when: 'a destination that is exported to fewer namespaces than the route',
    passes: [...HOSTS, object('apps/v1', 'Deployment', 'cafe/app', { template: {} })],
    fails: [
      ...HOSTS.filter(({ metadata }) => metadata.name !== 'web-canary'),
      web('canary', 3),
      {
        ...service('web-canary', { app: 'web', version: 'canary' }),
        metadata: {
          name: 'web-canary',
          namespace: 'shop',
          annotations: { 'networking.istio.io/exportTo': '.' },
        },
      },
      object('apps/v1', 'Deployment', 'cafe/app', { template: {} }),
    ],
    says: 'VirtualService shop/web spec.http[0].route[1].destination.host: web-canary.shop.svc.cluster.local is not visible to callers that the route binds: 10 % of the requests of sidecars in other namespaces (cafe) get 503 (NC)',
    severity: 'warning',
  },
  {
    rule: 'destination-port-omitted',
    when: 'no port on a destination whose Service has another one than the one called',
    passes: HOSTS,
    fails: [
      ...BY_HOSTS.filter(
        ({ kind, metadata }) => kind !== 'Service' || metadata.name !== 'web-canary',
      ),
      service(
        'web-canary',
        { app: 'web', version: 'canary' },
        { ports: [{ name: 'http', port: 8080 }] },
      ),
      routeTo(to('web-stable', 90), to('web-canary', 10, { port: null })),
    ],
    says: `VirtualService shop/web spec.http[0].route[1].destination: no port, and web-canary.shop.svc.cluster.local lacks the one that was called: 10 % of the requests of ${bound} get 503 (NC)`,
  },
  {
    rule: 'destination-port-missing',
    when: 'the port of the container in the place of the port of the Service',
    passes: HOSTS,
    fails: [
      ...BY_HOSTS,
      routeTo(to('web-stable', 90), to('web-canary', 10, { port: { number: 8080 } })),
    ],
    says: `VirtualService shop/web spec.http[0].route[1].destination.port.number: web-canary.shop.svc.cluster.local has no port 8080: 10 % of the requests of ${bound} get 503 (NC)`,
  },
  {
    rule: 'subset-missing',
    when: 'a subset that no DestinationRule has',
    passes: GOOD,
    fails: [
      ...SHOP,
      meshSplit(90, 10),
      destinationRule('web', { subsets: [{ name: 'stable', labels: { version: 'stable' } }] }),
    ],
    says: `VirtualService shop/web spec.http[0].route[1].destination.subset: no DestinationRule on web.shop.svc.cluster.local has the subset canary: 10 % of the requests of ${bound} get 503 (NC)`,
  },
  {
    rule: 'subset-hidden',
    when: "a DestinationRule on a pattern in the caller's namespace",
    passes: [...GOOD, object('apps/v1', 'Deployment', 'cafe/app', { template: {} })],
    fails: [
      ...SHOP,
      destinationRule(),
      meshSplit(90, 10, { exportTo: ['.', 'cafe'] }),
      object('networking.istio.io/v1', 'DestinationRule', 'cafe/all', {
        host: '*.local',
        trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } },
      }),
      object('apps/v1', 'Deployment', 'cafe/app', { template: {} }),
    ],
    says: 'VirtualService shop/web spec.http[0].route[0].destination.subset: 100 % of the requests of sidecars in cafe get 503 (NC): DestinationRule cafe/all binds them and has no subset stable and canary',
  },
  {
    rule: 'subset-selects-no-pods',
    when: 'labels that no pod template has',
    passes: GOOD,
    fails: [
      ...SHOP,
      meshSplit(90, 10),
      destinationRule('web', {
        subsets: [
          { name: 'stable', labels: { version: 'stable' } },
          { name: 'canary', labels: { version: 'next' } },
        ],
      }),
    ],
    says: `VirtualService shop/web spec.http[0].route[1].destination.subset: no pod of web has the labels of the subset canary (version=next): 10 % of the requests of ${bound} get 503 (UH)`,
  },
  {
    rule: 'destination-selects-no-pods',
    when: 'a selector with a typing error',
    passes: HOSTS,
    fails: [
      ...BY_HOSTS.filter(
        ({ kind, metadata }) => kind !== 'Service' || metadata.name !== 'web-canary',
      ),
      service('web-canary', { app: 'web', version: 'canery' }),
      routeTo(to('web-stable', 90), to('web-canary', 10)),
    ],
    says: `VirtualService shop/web spec.http[0].route[1].destination.host: the Service selects no pod of the files given (app=web, version=canery): 10 % of the requests of ${bound} get 503 (UH)`,
  },
  {
    rule: 'destination-not-ready',
    when: 'a weight on a workload that is scaled to zero',
    passes: GOOD,
    fails: [
      service('web', { app: 'web' }),
      web('stable', 3),
      web('canary', 0),
      destinationRule(),
      meshSplit(90, 10),
    ],
    says: `VirtualService shop/web spec.http[0].route[1]: Deployment shop/web-canary has 0 replicas: 10 % of the requests of ${bound} get 503 (UH)`,
  },
];
