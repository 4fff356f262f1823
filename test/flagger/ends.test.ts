import fc from 'fast-check';
import type { JsonObject } from '../../src/manifest/manifest';
import type { MetricAnswer, TickInputs } from '../../src/flagger/tick-inputs';
import { canaryOf, ON_GATEWAY, run, SUCCESS_RATE, ticksOf, trace } from './app';

const weight = fc.integer({ min: 4, max: 100 });
const TEST = [{ headers: { 'x-qa': { exact: '1' } } }];

const strategy: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record({ stepWeight: weight, maxWeight: fc.integer({ min: -5, max: 100 }) }),
  fc
    .uniqueArray(fc.integer({ min: 1, max: 250 }), { minLength: 1, maxLength: 6 })
    .map((list) => ({ stepWeights: list.sort((left, right) => left - right) }))
    .filter(({ stepWeights }) => stepWeights.filter((one) => one >= 100).length < 2),
  fc.record({ iterations: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ iterations: fc.integer({ min: 1, max: 6 }), match: fc.constant(TEST) }),
);
const provider = fc.constantFrom(
  'istio',
  'kubernetes',
  'nginx',
  'gatewayapi:v1',
  'gatewayapi:v1beta1',
  'linkerd',
);
const affinity = fc.constantFrom<JsonObject>(
  {},
  { sessionAffinity: { cookieName: 'release' } },
  { sessionAffinity: { cookieName: 'release', primaryCookieName: 'steady' } },
);
const others = fc.record({
  threshold: fc.integer({ min: -1, max: 5 }),
  stepWeightPromotion: fc.oneof(fc.constant(0), fc.integer({ min: 4, max: 120 })),
});
const status = fc.constantFrom(200, 202, 204, 403, 500);
const inputs: fc.Arbitrary<TickInputs> = fc.record({
  metrics: fc.record({
    'request-success-rate': fc.constantFrom<MetricAnswer[]>(
      100,
      99,
      98,
      'none',
      'nan',
      'inf',
      'error',
    ),
  }),
  webhooks: fc.record({ 'pre-rollout': status, rollout: status, rollback: status }),
  canary: fc.constantFrom('ready', 'ready', 'deadline', 'dead'),
  primary: fc.constantFrom('ready', 'ready', 'ready', 'dead', 'deadline'),
});
const webhooks = ['pre-rollout', 'rollout', 'rollback', 'post-rollout'].map((type) => ({
  name: type,
  type,
  url: `http://hooks/${type}`,
}));

describe('under inputs that stay as they are', () => {
  it('a run with weights that go up, or with iterations, ends in Succeeded or Failed and stays there', () => {
    fc.assert(
      fc.property(
        strategy,
        provider,
        affinity,
        others,
        inputs,
        (steps, name, held, more, given) => {
          const analysis = { ...steps, ...held, ...more, webhooks, metrics: [SUCCESS_RATE] };
          const spec = { provider: name, service: ON_GATEWAY };
          const ticks = run(canaryOf(analysis, spec), constant(given, 80));
          const phases = ticks.map(({ phase }) => phase);
          const ended = phases.findIndex((phase) => phase === 'Succeeded' || phase === 'Failed');
          expect(ended).toBeGreaterThanOrEqual(0);
          expect(new Set(phases.slice(ended)).size).toBe(1);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('the weights stay within 0 and 100, and add up to 100', () => {
    const anySteps = fc.record(
      {
        stepWeight: fc.integer({ min: -50, max: 100 }),
        stepWeights: fc.array(fc.integer({ min: -50, max: 300 }), { maxLength: 5 }),
        maxWeight: fc.integer({ min: -50, max: 300 }),
        iterations: fc.integer({ min: -2, max: 5 }),
        mirror: fc.boolean(),
        match: fc.constant(TEST),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(
        anySteps,
        provider,
        affinity,
        others,
        inputs,
        (steps, name, held, more, given) => {
          const analysis = { ...steps, ...held, ...more, webhooks, metrics: [SUCCESS_RATE] };
          const spec = { provider: name, service: ON_GATEWAY };
          for (const { routes } of run(canaryOf(analysis, spec), constant(given, 40))) {
            if (routes.kind !== 'weights') throw new Error(routes.kind);
            const { primary, canary } = routes.routes;
            const isSound = canary >= 0 && canary <= 100 && primary + canary === 100;
            if (!isSound) throw new Error(`${primary}/${canary}`);
          }
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('weights leave 0 to 100', () => {
  it('where stepWeightPromotion is negative: the traffic goes to the canary and beyond', () => {
    const analysis = { stepWeight: 50, maxWeight: 50, stepWeightPromotion: -30 };
    expect(trace(run(canaryOf(analysis), ticksOf(7)))).toEqual([
      'Progressing/0',
      'Progressing/50',
      'Promoting/50',
      'Promoting/80',
      'Promoting/110',
      'Promoting/140',
      'Promoting/170',
    ]);
  });

  it('where a mirror is followed by a step above 100', () => {
    const ticks = run(canaryOf({ stepWeight: 130, mirror: true }), ticksOf(3));
    expect(ticks.at(-1)?.routes).toEqual({
      kind: 'weights',
      routes: { primary: -30, canary: 130, mirrored: false },
    });
  });

  it('but not on Gateway API, where the API server refuses a weight below 0', () => {
    const analysis = { stepWeight: 50, maxWeight: 50, stepWeightPromotion: -60 };
    const spec = { provider: 'gatewayapi:v1', service: ON_GATEWAY };
    const ticks = run(canaryOf(analysis, spec), ticksOf(5));
    expect(trace(ticks).slice(2)).toEqual(['Promoting/50', 'Promoting/50', 'Promoting/50']);
    expect(ticks[3]?.events[0]?.message).toContain('Invalid value: -10');
  });
});

function constant(given: TickInputs, count: number): readonly TickInputs[] {
  return Array.from({ length: count }, (_, tick) =>
    tick === 0 ? { ...given, primary: 'ready', image: 'app:2' } : given,
  );
}
