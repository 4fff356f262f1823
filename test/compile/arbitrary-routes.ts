import * as fc from 'fast-check';
import type { BaseRoute, IstioRouter } from '../../src/plan/router';

const match = fc.record(
  {
    uri: fc.constantFrom({ prefix: '/v1' }, { exact: '/' }),
    method: fc.constantFrom({ exact: 'GET' }, { exact: 'POST' }),
    headers: fc.constantFrom({ 'x-team': { exact: 'red' } }, { 'x-region': { prefix: 'eu' } }),
  },
  { requiredKeys: ['uri'] },
);

const matches = fc.array(match, { minLength: 1, maxLength: 2 });

const ofApplication = fc.record(
  {
    name: fc.constantFrom('main', 'api'),
    match: matches,
    timeout: fc.constantFrom('5s', '30s'),
    retries: fc.constant({ attempts: 2 }),
    rewrite: fc.constant({ uri: '/' }),
    headers: fc.constant({ request: { add: { 'x-from': 'mesh' } } }),
  },
  { requiredKeys: ['match'] },
);

const other = fc.oneof(
  fc.record({ match: matches, redirect: fc.constant({ uri: '/new' }) }),
  fc.record({ match: matches, directResponse: fc.constant({ status: 410 }) }),
  fc.record({
    match: matches,
    route: fc.constant([{ destination: { host: 'other.shop.svc.cluster.local' } }]),
  }),
);

/** Base routes with a last one that takes the rest. */
const baseRoutes: fc.Arbitrary<readonly BaseRoute[]> = fc
  .tuple(
    fc.array(fc.oneof(ofApplication, other), { maxLength: 3 }),
    fc.constantFrom<BaseRoute>({}, { timeout: '9s' }, { name: 'rest' }),
  )
  .map(([routes, last]) => [...(routes as readonly BaseRoute[]), last]);

const gateway: fc.Arbitrary<NonNullable<IstioRouter['gateway']>> = fc.oneof(
  fc.constant('istio-ingress/public'),
  fc.record(
    {
      selector: fc.constant({ istio: 'ingressgateway' }),
      tls: fc.record(
        {
          credentialName: fc.constant('shop-tls'),
          plainHttp: fc.constantFrom('serve' as const, 'redirect' as const, 'closed' as const),
        },
        { requiredKeys: ['credentialName'] },
      ),
    },
    { requiredKeys: ['selector'] },
  ),
);

const external = fc.record(
  { hosts: fc.constant(['shop.example.com']), gateway, http: baseRoutes },
  { requiredKeys: ['hosts', 'gateway'] },
);

const common = fc.record(
  {
    mesh: fc.record({ http: baseRoutes }),
    trackHeaders: fc.constant({
      primary: { 'x-track': 'primary' },
      canary: { 'x-track': 'canary' },
    }),
    trafficPolicy: fc.constantFrom<NonNullable<IstioRouter['trafficPolicy']>>(
      { outlierDetection: { consecutive5xxErrors: 5 } },
      { connectionPool: { tcp: { maxConnections: 100 } } },
    ),
  },
  { requiredKeys: [] },
);

/** Routers with and without external hosts, base routes, policies and headers. */
export const router: fc.Arbitrary<IstioRouter> = fc
  .tuple(common, fc.option(external, { nil: {} }))
  .map(([inside, outside]) => ({ kind: 'istio', ...inside, ...outside }));
