import fc from 'fast-check';
import { simulateFlagger, type FlaggerSimulation } from '../../src/flagger/simulate-flagger';
import type { MetricAnswer, Readiness, TickInputs } from '../../src/flagger/tick-inputs';
import type { Json, JsonObject, Manifest } from '../../src/manifest/manifest';
import { APP, canaryOf, INGRESS, ON_GATEWAY } from './app';

const PROVIDERS = [
  'istio',
  'kubernetes',
  'nginx',
  'gatewayapi:v1',
  'gatewayapi:v1beta1',
  'linkerd',
  'appmesh',
  'nonsense',
  undefined,
];

const anything = fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>;
const number = fc.oneof(fc.integer({ min: -20, max: 220 }), fc.constantFrom(0, 2.5, 1e12));
const text = fc.constantFrom(
  '',
  '1m',
  '5secs',
  'app',
  'x-qa',
  '=',
  '.*',
  '{{ name }}',
  '{{ nope }}',
);
const stringMatch = fc.record({ exact: text, prefix: text, regex: text }, { requiredKeys: [] });
const match = fc.record(
  {
    uri: stringMatch,
    method: stringMatch,
    headers: fc.dictionary(text, stringMatch, { maxKeys: 2 }),
    queryParams: fc.dictionary(text, stringMatch, { maxKeys: 2 }),
    sourceLabels: fc.dictionary(text, text, { maxKeys: 2 }),
    port: number,
  },
  { requiredKeys: [] },
);
const hookType = fc.constantFrom(
  '',
  'rollout',
  'pre-rollout',
  'post-rollout',
  'confirm-rollout',
  'confirm-promotion',
  'confirm-traffic-increase',
  'rollback',
  'event',
  'nonsense',
);
const hook = fc.record(
  {
    name: text,
    type: hookType,
    url: text,
    timeout: text,
    retries: number,
    muteAlert: fc.boolean(),
  },
  { requiredKeys: ['name'] },
);
const metric = fc.record(
  {
    name: fc.constantFrom('request-success-rate', 'request-duration', 'errors'),
    interval: text,
    threshold: number,
    thresholdRange: fc.record({ min: number, max: number }, { requiredKeys: [] }),
    query: text,
    templateRef: fc.constant({ name: 'errors' }),
    templateVariables: fc.dictionary(text, text, { maxKeys: 1 }),
  },
  { requiredKeys: ['name'] },
);
const analysis = fc.record(
  {
    interval: text,
    threshold: number,
    iterations: number,
    maxWeight: number,
    stepWeight: number,
    stepWeights: fc.array(number, { maxLength: 4 }),
    stepWeightPromotion: number,
    mirror: fc.boolean(),
    mirrorWeight: number,
    canaryReadyThreshold: number,
    primaryReadyThreshold: number,
    match: fc.array(match, { maxLength: 2 }),
    metrics: fc.array(metric, { maxLength: 3 }),
    webhooks: fc.array(hook, { maxLength: 4 }),
    alerts: fc.array(fc.record({ name: text, severity: text }), { maxLength: 1 }),
    sessionAffinity: fc.record(
      { cookieName: text, primaryCookieName: text, maxAge: number, domain: text },
      { requiredKeys: [] },
    ),
  },
  { requiredKeys: [] },
);
const service = fc.record(
  {
    name: text,
    port: number,
    targetPort: fc.oneof(number, text),
    appProtocol: fc.constantFrom('tcp', 'http'),
    portDiscovery: fc.boolean(),
    delegation: fc.boolean(),
    hosts: fc.array(text, { maxLength: 2 }),
    gateways: fc.array(text, { maxLength: 2 }),
    match: fc.array(match, { maxLength: 2 }),
    headers: anything,
    rewrite: anything,
    corsPolicy: anything,
    trafficPolicy: anything,
    apex: anything,
    mirror: anything,
    timeout: text,
  },
  { requiredKeys: [] },
);
const spec = fc.record(
  {
    provider: fc.constantFrom(...PROVIDERS),
    progressDeadlineSeconds: number,
    suspend: fc.boolean(),
    skipAnalysis: fc.boolean(),
    autoscalerRef: fc.constantFrom(
      { kind: 'HorizontalPodAutoscaler', name: 'app' },
      { kind: 'ScaledObject', name: 'app' },
    ),
    ingressRef: fc.constantFrom({ name: 'app' }, { name: '' }),
    targetRef: fc.constantFrom(
      { kind: 'Deployment', name: 'app' },
      { kind: 'DaemonSet', name: 'x' },
    ),
  },
  { requiredKeys: [] },
);
const readiness: fc.Arbitrary<Readiness> = fc.oneof(
  fc.constantFrom<Readiness[]>('ready', 'wait', 'deadline', 'dead', 'unobserved'),
  fc.record({ replicas: number, updated: number, available: number }, { requiredKeys: [] }),
);
const answer: fc.Arbitrary<MetricAnswer> = fc.oneof(
  number,
  fc.constantFrom<MetricAnswer[]>('none', 'nan', 'inf', 'error'),
);
const inputs: fc.Arbitrary<TickInputs> = fc.record(
  {
    image: fc.constantFrom('app:1', 'app:2', 'app:3'),
    metrics: fc.dictionary(fc.constantFrom('request-success-rate', 'errors'), answer),
    webhooks: fc.dictionary(text, fc.constantFrom(200, 202, 204, 403, 429, 500)),
    canary: readiness,
    primary: readiness,
    patches: fc.array(
      fc.record({
        kind: fc.constantFrom('Canary', 'VirtualService', 'HTTPRoute', 'Deployment', 'Ingress'),
        name: fc.constantFrom('app', 'app-primary', 'app-canary'),
        merge: fc.dictionary(fc.constantFrom('spec', 'metadata'), anything),
      }),
      { maxLength: 1 },
    ),
  },
  { requiredKeys: [] },
);

type Start = NonNullable<FlaggerSimulation['start']>;

const HPA: Manifest = {
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'app', namespace: 'shop' },
  spec: { minReplicas: 2, maxReplicas: 4, scaleTargetRef: { kind: 'Deployment', name: 'app' } },
};

describe('the simulator', () => {
  it('throws for no Canary and no inputs, and leaves what it is given alone', () => {
    fc.assert(
      fc.property(
        analysis,
        spec,
        service,
        fc.array(inputs, { maxLength: 8 }),
        fc.constantFrom<Start[]>('initialized', 'nothing'),
        (given, other, own, ticks, start) => {
          const canary = canaryOf(given, { ...other, service: { ...ON_GATEWAY, ...own } });
          const simulation = {
            canary,
            workload: APP,
            objects: [INGRESS, HPA],
            ticks,
            start,
          };
          const before = JSON.stringify(simulation);
          const first = simulateFlagger(simulation);
          expect(JSON.stringify(simulation)).toBe(before);
          expect(first.ticks).toHaveLength(ticks.length);
          expect(simulateFlagger(simulation).ticks).toEqual(first.ticks);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('throws for no object in the place of a Canary, nor for odd objects around it', () => {
    const odd = fc.record({
      apiVersion: fc.constant('v1'),
      kind: fc.constantFrom('Ingress', 'VirtualService', 'Service', 'HorizontalPodAutoscaler'),
      metadata: fc.constant({ name: 'app', namespace: 'shop' }),
      spec: anything,
    });
    fc.assert(
      fc.property(
        anything,
        anything,
        fc.array(odd, { maxLength: 3 }),
        fc.constantFrom(...PROVIDERS.slice(0, 5)),
        (written, pods, objects, provider) => {
          const canary = { ...canaryOf({ stepWeight: 50 }, { provider }), ...asSpec(written) };
          const workload = { ...APP, spec: { ...(APP['spec'] as JsonObject), template: pods } };
          const ticks = [{ image: 'app:2' }, {}, {}, {}];
          expect(simulateFlagger({ canary, workload, objects, ticks }).ticks).toHaveLength(4);
        },
      ),
      { numRuns: 300 },
    );
  });
});

function asSpec(written: Json): JsonObject {
  return typeof written === 'object' && written !== null ? { spec: written } : {};
}
