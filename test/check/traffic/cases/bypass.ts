import type { RuleCase } from '../rule-case';
import {
  BY_HOSTS,
  destinationRule,
  gateway,
  GOOD,
  meshSplit,
  object,
  service,
  SHOP,
  split,
  to,
  virtualService,
  web,
  WEB,
} from './objects';

const CAFE = object('apps/v1', 'Deployment', 'cafe/app', { template: {} });
const SUBSETS = [...SHOP, destinationRule()];
const GATEWAY = gateway('web', ['web.example.com', WEB]);
const LEAK = 'skip the split and reach web-canary with 50 % of their requests instead of 10 %';

/** Callers that a split does not bind. */
export const bypassCases: readonly RuleCase[] = [
  {
    rule: 'mesh-skips-split',
    when: 'a list of gateways without the mesh',
    passes: [...SUBSETS, GATEWAY, meshSplit(90, 10, { gateways: ['web', 'mesh'] })],
    fails: [...SUBSETS, GATEWAY, meshSplit(90, 10, { gateways: ['web'] })],
    says: `VirtualService shop/web spec.gateways: sidecars in shop ${LEAK} (VirtualService shop/web is bound to shop/web only)`,
  },
  {
    rule: 'mesh-skips-split',
    when: 'a list of gateways without the mesh, of which none is in the files',
    passes: [...SUBSETS, meshSplit(90, 10, { gateways: ['infra/public', 'mesh'] })],
    fails: [...SUBSETS, meshSplit(90, 10, { gateways: ['infra/public'] })],
    says: `VirtualService shop/web spec.gateways: sidecars in shop ${LEAK} (VirtualService shop/web is bound to infra/public only)`,
  },
  {
    rule: 'split-not-exported',
    when: 'a split that another namespace does not see',
    passes: [...GOOD, CAFE],
    fails: [...SUBSETS, CAFE, meshSplit(90, 10, { exportTo: ['.'] })],
    says: `VirtualService shop/web spec.exportTo: sidecars in other namespaces (cafe) ${LEAK} (VirtualService shop/web is not exported to them)`,
  },
  {
    rule: 'split-not-imported',
    when: 'a Sidecar resource that imports the Service and not its routes',
    passes: [...GOOD, CAFE],
    fails: [
      ...SUBSETS,
      CAFE,
      virtualService('routes/web', { http: [split({ stable: 90, canary: 10 })] }),
      object('networking.istio.io/v1', 'Sidecar', 'cafe/default', {
        egress: [{ hosts: ['shop/*'] }],
      }),
    ],
    says: `VirtualService routes/web spec: sidecars in cafe ${LEAK} (their Sidecar resource does not import VirtualService routes/web)`,
  },
  {
    rule: 'split-leaves-callers-out',
    when: 'matches for one kind of caller only',
    passes: GOOD,
    fails: [
      ...SUBSETS,
      virtualService('web', {
        http: [split({ stable: 90, canary: 10 }, { match: [{ sourceLabels: { app: 'front' } }] })],
      }),
    ],
    says: `VirtualService shop/web spec.http: sidecars in shop ${LEAK} (no match of VirtualService shop/web is for them)`,
  },
  {
    rule: 'split-on-other-host',
    when: 'a split on the external host alone',
    passes: [
      ...SUBSETS,
      GATEWAY,
      meshSplit(90, 10, { gateways: ['web', 'mesh'], hosts: ['web.example.com', WEB] }),
    ],
    fails: [
      ...SUBSETS,
      GATEWAY,
      meshSplit(90, 10, { gateways: ['web'], hosts: ['web.example.com'] }),
    ],
    says: `VirtualService shop/web spec.hosts: sidecars in shop ${LEAK} (VirtualService shop/web has other hosts than web.shop.svc.cluster.local)`,
  },
  {
    rule: 'service-beside-split',
    when: 'another Service on the pods of both tracks',
    passes: GOOD,
    fails: [...GOOD, service('web-internal', { app: 'web' })],
    says: `Service shop/web-internal spec.selector: sidecars in shop ${LEAK} (VirtualService shop/web does not name web-internal.shop.svc.cluster.local)`,
  },
  {
    rule: 'route-beside-split',
    when: 'a gateway that sends requests to the Service of both tracks',
    passes: [
      ...GOOD,
      GATEWAY,
      virtualService('edge', {
        hosts: ['web.example.com'],
        gateways: ['web'],
        http: [split({ stable: 90, canary: 10 })],
      }),
    ],
    fails: [
      ...GOOD,
      GATEWAY,
      virtualService('edge', {
        hosts: ['web.example.com'],
        gateways: ['web'],
        http: [{ route: [to('web')] }],
      }),
    ],
    says: 'VirtualService shop/edge spec.http[0].route[0].destination: requests of the gateway istio=ingressgateway in istio-system reach web-canary with 50 % instead of 10 % (VirtualService shop/web splits them)',
  },
  {
    rule: 'split-on-non-http-port',
    when: 'a port that is not named as HTTP',
    passes: GOOD,
    fails: [
      service('web', { app: 'web' }, { ports: [{ port: 80, name: 'tcp-web' }] }),
      web('stable', 3),
      web('canary', 3),
      destinationRule(),
      meshSplit(90, 10),
    ],
    says: `Service shop/web spec.ports[0]: sidecars in shop ${LEAK} (the http rules of VirtualService shop/web are ignored on port 80)`,
  },
  {
    rule: 'split-on-headless-service',
    when: 'a Service without cluster IP',
    passes: GOOD,
    fails: [
      service('web', { app: 'web' }, { clusterIP: 'None' }),
      web('stable', 3),
      web('canary', 3),
      destinationRule(),
      meshSplit(90, 10),
    ],
    says: 'Service shop/web spec.clusterIP: sidecars in shop reach web-canary with 50 % of their requests instead of 10 %: a headless destination gets nothing of its own',
  },
  {
    rule: 'outside-mesh-reaches-canary',
    when: 'a Service on the pods of both tracks',
    passes: [
      ...BY_HOSTS,
      virtualService('web', { http: [{ route: [to('web-stable', 90), to('web-canary', 10)] }] }),
    ],
    fails: GOOD,
    says: 'Service shop/web spec.selector: clients outside the mesh reach web-canary with 50 % of their requests instead of 10 % (the Service selects the pods of both)',
  },
  {
    rule: 'outside-mesh-reaches-canary',
    when: 'a load balancer in front of both tracks, as a warning',
    passes: GOOD,
    fails: [
      ...GOOD.filter(({ kind }) => kind !== 'Service'),
      service('web', { app: 'web' }, { type: 'LoadBalancer' }),
    ],
    says: 'Service shop/web spec.selector: clients of the LoadBalancer reach web-canary with 50 % of their requests instead of 10 % (the Service selects the pods of both)',
    severity: 'warning',
  },
  {
    rule: 'unsplit-service',
    when: 'a canary behind the same Service without any routes',
    passes: GOOD,
    fails: SHOP,
    says: 'Service shop/web spec.selector: every caller reaches web-canary with 50 % of the requests: nothing splits them',
  },
  {
    rule: 'ingress-skips-split',
    when: 'an Ingress on the Service of both tracks',
    passes: [
      ...BY_HOSTS,
      virtualService('web', { http: [{ route: [to('web-stable', 90), to('web-canary', 10)] }] }),
      ingress(),
    ],
    fails: [...GOOD, ingress()],
    says: 'Ingress shop/web spec.rules[0].http.paths[0].backend: users of the Ingress skip the split and reach web-canary with 50 % of their requests instead of 10 %',
  },
];

function ingress(): ReturnType<typeof object> {
  const backend = { service: { name: 'web', port: { number: 80 } } };
  const http = { paths: [{ path: '/', pathType: 'Prefix', backend }] };
  return object('networking.k8s.io/v1', 'Ingress', 'web', {
    ingressClassName: 'nginx',
    rules: [{ host: 'web.example.com', http }],
  });
}
