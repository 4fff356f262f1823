import { autoscaler, router, service, withContainers, withSpec, type Draft } from '../context';
import { accepts, refuses, type RuleCase } from '../rule-case';

const against = (draft: Draft, now: Draft = {}): Draft => ({ ...now, live: { draft } });
const servicePort = (fields: unknown): Draft => ({ plan: { service: fields } });
const ports = (...list: readonly unknown[]) => servicePort({ ports: list });
const http = { name: 'http', port: 80, targetPort: 8080 };
const grpc = { name: 'grpc', port: 81, targetPort: 9090 };
const unnamed = withContainers([{ name: 'api', image: 'api' }]);
const selector = withSpec({
  selector: { matchLabels: { app: 'api', tier: 'web' } },
  template: {
    metadata: { labels: { app: 'api', tier: 'web' } },
    spec: { containers: [{ name: 'api', ports: [{ containerPort: 8080 }] }] },
  },
});

export const liveCases: readonly RuleCase[] = [
  accepts('differs-from-live', 'the same application in another version', { live: {} }),
  accepts(
    'differs-from-live',
    'other pods, hosts, policies and replicas',
    against({
      plan: { replicas: 2, ...router({ hosts: ['old.example.com'], trafficPolicy: undefined }) },
    }),
  ),
  accepts('differs-from-live', 'a further port', against(ports(http), ports(http, grpc))),
  accepts(
    'differs-from-live',
    'a name for the port that the live pods know by it',
    against(
      servicePort({ port: 80, targetPort: 8080 }),
      servicePort({ port: 80, targetPort: 'http' }),
    ),
  ),
  accepts(
    'differs-from-live',
    'a Service of the chart in place of one of the plan',
    against({}, { plan: { service: undefined }, others: [service('api')] }),
  ),
  refuses(
    'differs-from-live',
    'another selector',
    against({}, { deployment: selector }),
    'workload',
    'selector',
  ),
  refuses(
    'differs-from-live',
    'another track label',
    against({ plan: { trackLabel: 'role' } }),
    'trackLabel',
    "'role'",
  ),
  refuses(
    'differs-from-live',
    'another layout',
    { live: { layout: 'subsets' } },
    'layout',
    "'subsets'",
  ),
  refuses(
    'differs-from-live',
    'another engine',
    { live: { engine: 'flagger' } },
    'engine',
    "'flagger'",
  ),
  refuses(
    'differs-from-live',
    'another name',
    against({ plan: { name: 'old' } }),
    ['name', 'name', 'names.service'],
    "no Deployment 'shop/api-primary' is live",
  ),
  refuses(
    'differs-from-live',
    'another name of a track',
    against({}, { plan: { names: { canary: 'next' } } }),
    'names.canary',
  ),
  refuses(
    'differs-from-live',
    'another name of the Service',
    against({}, { plan: { names: { service: 'web' } } }),
    'names.service',
    "'web'",
  ),
  refuses(
    'differs-from-live',
    'a port that is gone',
    against(ports(http, grpc), ports(http)),
    'service',
    "port 81 'grpc'",
  ),
  refuses(
    'differs-from-live',
    'a port of another number',
    against(ports(http), ports({ ...http, port: 8000 })),
    'service',
    "port 80 'http'",
  ),
  refuses(
    'differs-from-live',
    'a port of another name',
    against(ports(http), ports({ ...http, name: 'http2' })),
    'service',
  ),
  refuses(
    'differs-from-live',
    'another targetPort',
    against(
      servicePort({ port: 80, targetPort: 8080 }),
      servicePort({ port: 80, targetPort: 9090 }),
    ),
    'service.targetPort',
    '8080',
  ),
  refuses(
    'differs-from-live',
    'a targetPort by a name that the live pods do not have',
    against({ deployment: unnamed }, servicePort({ port: 80, targetPort: 'http' })),
    'service.targetPort',
    "'http'",
  ),

  refuses(
    'differs-from-live',
    'another name of the VirtualService of the mesh',
    against({}, { plan: { names: { mesh: 'api-mesh' } } }),
    'names.mesh',
    "the VirtualService that is live is 'api'",
  ),

  accepts('replicas-withdrawn', 'an autoscaler that is live too', {
    ...against({ plan: { replicas: undefined }, others: [autoscaler()] }),
    plan: { replicas: undefined },
    others: [autoscaler()],
  }),
  refuses(
    'replicas-withdrawn',
    'an autoscaler for a Deployment that says replicas',
    against({}, { plan: { replicas: undefined }, others: [autoscaler()] }),
    'Deployment shop/api-primary',
    'HorizontalPodAutoscaler shop/api',
  ),

  accepts('autoscaler-removed', 'a number of pods in its place', {
    ...against(
      { plan: { replicas: undefined }, others: [autoscaler()] },
      { plan: { replicas: 3 } },
    ),
  }),
  refuses(
    'autoscaler-removed',
    'nobody who says how many pods there are',
    against(
      { plan: { replicas: undefined }, others: [autoscaler()] },
      { plan: { replicas: undefined } },
    ),
    'HorizontalPodAutoscaler shop/api',
  ),
];
