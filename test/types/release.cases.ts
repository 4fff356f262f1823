// Read by the compiler only: see release.test.ts. Each `@ts-expect-error` must be needed.
import { ApiObject, App, Chart, Include } from 'cdk8s';
import * as kplus27 from 'cdk8s-plus-27';
import * as kplus34 from 'cdk8s-plus-34';
import { Release, type ReleaseProps } from '../../src/cdk8s/release';
import type { BaseRoute, Step, StringMatch } from '../../src/index';

const chart = new Chart(new App(), 'chart');
const manifest = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'api' } };
const base = {
  name: 'api',
  workload: manifest,
  to: '2',
  service: { port: 80 },
  router: { kind: 'istio' },
} as const;
const errors = { kind: 'success-rate', min: 99 } as const;
const latency = { kind: 'latency', quantile: 0.99, max: '1s' } as const;

// the names of the metrics are those in `metrics`
new Release(chart, 'a', {
  ...base,
  metrics: { errors, latency },
  steps: [{ analysis: { metrics: ['errors', 'latency'], duration: '5m' } }],
});

// a metric that does not exist does not compile
new Release(chart, 'b', {
  ...base,
  metrics: { errors },
  // @ts-expect-error there is no metric `latency`
  steps: [{ analysis: { metrics: ['latency'], duration: '5m' } }],
});

// without metrics there is no analysis
new Release(chart, 'c', {
  ...base,
  // @ts-expect-error there are no metrics
  steps: [{ analysis: { metrics: ['errors'], duration: '5m' } }],
});

// a step says one thing
export const said: readonly Step<'errors'>[] = [
  { setWeight: 20 },
  { pause: {} },
  { pause: { duration: '5m' } },
  { analysis: { metrics: ['errors'], duration: '5m' } },
  { setHeaderRoute: { name: 'qa' } },
  { setHeaderRoute: { name: 'qa', match: [{ headerName: 'a', headerValue: { exact: 'b' } }] } },
  { setMirror: { percentage: 50 } },
  { setCanaryScale: { matchTrafficWeight: true } },
  // @ts-expect-error it says two things
  { setWeight: 20, pause: {} },
  // @ts-expect-error it says nothing
  {},
  // @ts-expect-error there is no such step
  { setWeigth: 20 },
  // @ts-expect-error a weight is a number
  { setWeight: '20' },
  // @ts-expect-error these are two sizes
  { setCanaryScale: { replicas: 1, weight: 20 } },
  // @ts-expect-error an analysis takes its time
  { analysis: { metrics: ['errors'] } },
];

// a value is matched in one way
export const matched: StringMatch = { prefix: 'a' };
// @ts-expect-error these are two ways
export const matchedTwice: StringMatch = { exact: 'a', prefix: 'b' };

// the layout `subsets` says who calls from outside the mesh
new Release(chart, 'd', { ...base, layout: 'subsets', outsideMesh: 'none' });
new Release(chart, 'e', { ...base, layout: 'subsets', outsideMesh: 'may-reach-canary' });
// @ts-expect-error it has to say so
new Release(chart, 'f', { ...base, layout: 'subsets' });
// @ts-expect-error in the other layout they never reach the canary
new Release(chart, 'g', { ...base, outsideMesh: 'may-reach-canary' });

// every optional input takes undefined
new Release(chart, 'h', {
  ...base,
  from: undefined,
  replicas: undefined,
  capacity: undefined,
  service: undefined,
  steps: undefined,
  metrics: undefined,
  traffic: undefined,
  trackLabel: undefined,
  names: undefined,
  settle: undefined,
  environment: undefined,
  patch: undefined,
  allow: undefined,
  layout: undefined,
  outsideMesh: undefined,
  to: { name: '2', image: undefined, container: undefined, env: undefined, patch: undefined },
  router: {
    kind: 'istio',
    hosts: undefined,
    gateway: undefined,
    http: undefined,
    mesh: undefined,
    trackHeaders: undefined,
    trafficPolicy: undefined,
    clusterDomain: undefined,
  },
});

// a Service has one port, or several with a name each
new Release(chart, 'i', { ...base, service: { ports: [{ name: 'http', port: 80 }] } });
// @ts-expect-error it has both
new Release(chart, 'j', { ...base, service: { port: 80, ports: [{ name: 'http', port: 80 }] } });
// @ts-expect-error several need names
new Release(chart, 'k', { ...base, service: { ports: [{ port: 80 }, { port: 81 }] } });

// what the plan can patch and allow is known
new Release(chart, 'l', { ...base, patch: { Service: {} }, allow: { 'secret-in-clear': 'why' } });
// @ts-expect-error no such kind
new Release(chart, 'm', { ...base, patch: { Pod: {} } });
// @ts-expect-error no such rule
new Release(chart, 'n', { ...base, allow: { 'weights-increase': 'why' } });
// @ts-expect-error no such router
new Release(chart, 'o', { ...base, router: { kind: 'nginx' } });
// @ts-expect-error a misspelt setting
new Release(chart, 'p', { ...base, replica: 3 });

// base routes have Istio's own fields
export const routes: readonly BaseRoute[] = [
  { match: [{ uri: { prefix: '/v1' } }], timeout: '5s', retries: { attempts: 3 } },
  { servicePort: 80, corsPolicy: { allowOrigins: [{ exact: 'https://a.example' }] } },
  { redirect: { uri: '/', redirectCode: 301 } },
  // @ts-expect-error durations are strings
  { timeout: 5 },
  // @ts-expect-error no such field
  { timeouts: '5s' },
];

// a workload is a function of the version, or what exists
new Release(chart, 'q', { ...base, workload: (scope) => new kplus27.Deployment(scope, 'api') });
new Release(chart, 'r', { ...base, workload: (scope) => new kplus34.Deployment(scope, 'api') });
new Release(chart, 's', {
  ...base,
  workload: (scope, version) => {
    new ApiObject(scope, 'api', { ...manifest, metadata: { name: version.toUpperCase() } });
  },
});
new Release(chart, 't', { ...base, workload: new Include(chart, 'yaml', { url: 'app.yaml' }) });
new Release(chart, 'u', { ...base, workload: [manifest, manifest] });
// @ts-expect-error not a name
new Release(chart, 'v', { ...base, workload: 'api' });
// @ts-expect-error not what it made
new Release(chart, 'w', { ...base, workload: (scope) => scope.node.path });

// a plan may be put together elsewhere, and readonly
export const props: ReleaseProps<'errors'> = { ...base, metrics: { errors }, steps: said };
new Release(chart, 'x', props);
export const shared: Pick<ReleaseProps, 'router' | 'settle'> = {
  router: base.router,
  settle: '1m',
};
new Release(chart, 'y', { ...base, ...shared });
// @ts-expect-error a plan does not change
props.name = 'b';
