import { service, type Loose } from '../context';
import { accepts, refuses, type RuleCase } from '../rule-case';

const chart = (...services: readonly ReturnType<typeof service>[]) => ({
  plan: { service: undefined },
  others: services,
});
const own = (spec: Loose) => chart(service('api', spec));
const SERVICE = 'Service shop/api';

export const serviceCases: readonly RuleCase[] = [
  accepts('service-missing', 'a Service of the chart', chart(service('web'))),
  refuses('service-missing', 'no Service anywhere', chart(), 'service', 'neither'),
  refuses(
    'service-missing',
    'a Service of other pods',
    chart(service('api', { selector: { app: 'other' } })),
    'service',
  ),
  refuses(
    'service-missing',
    'a Service without selector',
    chart(service('api', { selector: {} })),
    'service',
  ),
  accepts('service-twice', 'a further Service of the pods', {
    others: [service('web'), service('metrics')],
  }),
  refuses(
    'service-twice',
    'one of the plan and one of the chart',
    { others: [service('web')] },
    'service',
    'Service shop/web',
  ),
  accepts(
    'service-ambiguous',
    'several, of which one has the name',
    chart(service('api'), service('metrics')),
  ),
  accepts('service-ambiguous', 'several, of which one is named', {
    ...chart(service('a'), service('b')),
    plan: { service: undefined, names: { service: 'b' } },
  }),
  refuses(
    'service-ambiguous',
    'several of other names',
    chart(service('a'), service('b')),
    'names.service',
    "'api'",
  ),
  refuses(
    'service-ambiguous',
    'a name that none has',
    { ...chart(service('a')), plan: { service: undefined, names: { service: 'b' } } },
    'names.service',
    "'b'",
  ),
  accepts(
    'service-unroutable',
    'a NodePort',
    own({ type: 'NodePort', clusterIP: '10.0.0.1', internalTrafficPolicy: 'Cluster' }),
  ),
  refuses(
    'service-unroutable',
    'an external name',
    own({ type: 'ExternalName' }),
    SERVICE,
    'spec.type',
  ),
  refuses(
    'service-unroutable',
    'a headless Service',
    own({ clusterIP: 'None' }),
    SERVICE,
    'headless',
  ),
  refuses(
    'service-unroutable',
    'a local traffic policy',
    own({ internalTrafficPolicy: 'Local' }),
    SERVICE,
  ),
  refuses(
    'service-unroutable',
    'a patch that makes it headless',
    { plan: { patch: { Service: { spec: { clusterIP: 'None' } } } } },
    'patch.Service.spec.clusterIP',
  ),
  refuses(
    'service-unroutable',
    'a waypoint in its place',
    {
      ...chart({
        ...service('api'),
        metadata: {
          name: 'api',
          namespace: 'shop',
          labels: { 'istio.io/ingress-use-waypoint': 'true' },
        },
      }),
    },
    SERVICE,
    'waypoint',
  ),
];
