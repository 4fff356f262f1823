import fc from 'fast-check';
import { canaryOf, GOOD, run, SUCCESS_RATE } from './app';
import type { JsonObject } from '../../src/manifest/manifest';
import type { TickRecord } from '../../src/flagger/tick-record';

// Ticks count from the one that detects the revision; pods are always ready, gates always open.

const step = fc.integer({ min: 1, max: 100 });
const promotion = fc.integer({ min: 0, max: 100 });
const metrics = [SUCCESS_RATE];

describe('without trouble a run succeeds after a number of ticks that its spec tells', () => {
  it('for linear weights, with or without a mirrored tick', () => {
    const spec = fc.record({
      stepWeight: step,
      maxWeight: step,
      stepWeightPromotion: promotion,
      mirror: fc.boolean(),
    });
    fc.assert(
      fc.property(spec, (analysis) => {
        const count = Math.ceil(analysis.maxWeight / analysis.stepWeight);
        const last = Math.min(100, count * analysis.stepWeight);
        const mirrored = analysis.mirror ? 1 : 0;
        expectSuccess(
          { ...analysis, metrics },
          {
            copied: mirrored + count + 1,
            back: ticksBack(last, analysis.stepWeightPromotion),
            analyses: count + mirrored,
          },
        );
      }),
      { numRuns: 150 },
    );
  });

  it('for listed weights', () => {
    const weights = fc
      .uniqueArray(step, { minLength: 1, maxLength: 6 })
      .map((list) => list.sort((left, right) => left - right));
    fc.assert(
      fc.property(weights, promotion, (stepWeights, stepWeightPromotion) => {
        expectSuccess(
          { stepWeights, stepWeightPromotion, metrics },
          {
            copied: stepWeights.length + 1,
            back: ticksBack(stepWeights.at(-1) ?? 0, stepWeightPromotion),
            analyses: stepWeights.length,
          },
        );
      }),
      { numRuns: 100 },
    );
  });

  it('for iterations, which are one more for Blue/Green than for A/B', () => {
    const iterations = fc.integer({ min: 1, max: 8 });
    fc.assert(
      fc.property(iterations, promotion, fc.boolean(), (count, stepWeightPromotion, isTest) => {
        const match = isTest ? { match: [{ headers: { 'x-qa': { exact: '1' } } }] } : {};
        const analysis = { iterations: count, stepWeightPromotion, ...match, metrics };
        expectSuccess(analysis, {
          copied: isTest ? count + 1 : count + 2,
          back: ticksBack(100, stepWeightPromotion),
          analyses: isTest ? count : count + 1,
        });
      }),
      { numRuns: 100 },
    );
  });
});

describe('a run that fails from some tick on', () => {
  it('is rolled back as many ticks later as the threshold says', () => {
    const first = fc.integer({ min: 2, max: 10 });
    const threshold = fc.integer({ min: -1, max: 5 });
    fc.assert(
      fc.property(first, threshold, (from, limit) => {
        const analysis = { stepWeight: 5, threshold: limit, metrics };
        const ticks = run(canaryOf(analysis), inputs(from + 8, from));
        const failed = ticks.findIndex(({ phase }) => phase === 'Failed');
        expect(failed).toBe(from + Math.max(1, limit));
      }),
      { numRuns: 60 },
    );
  });

  it('counts failures over the whole run: one less than the threshold is made up for by as many ticks', () => {
    const analysis = { stepWeight: 25, maxWeight: 50, threshold: 3, metrics };
    const bad = new Set([2, 4]);
    const ticks = run(
      canaryOf(analysis),
      inputs(9).map((one, tick) =>
        bad.has(tick) ? { ...one, metrics: { 'request-success-rate': 0 } } : one,
      ),
    );
    expect(ticks.findIndex(({ phase }) => phase === 'Succeeded')).toBe(2 + 2 + 1 + 2);
    expect(ticks.at(-1)?.status.failedChecks).toBe(2);
  });
});

interface Expected {
  /** Tick at which the target is copied to the primary. */
  readonly copied: number;
  /** Ticks from there until all traffic is back. */
  readonly back: number;
  /** Ticks in which metrics are asked. */
  readonly analyses: number;
}

function expectSuccess(analysis: JsonObject, { copied, back, analyses }: Expected): void {
  const ticks = run(canaryOf(analysis), inputs(copied + back + 3));
  const at = (phase: TickRecord['phase']): number =>
    ticks.findIndex((tick) => tick.phase === phase);
  expect([at('Promoting'), at('Finalising'), at('Succeeded')]).toEqual([
    copied,
    copied + back,
    copied + back + 1,
  ]);
  expect(ticks.filter((tick) => tick.metrics.length > 0)).toHaveLength(analyses);
}

function ticksBack(weight: number, stepWeightPromotion: number): number {
  return stepWeightPromotion === 0 ? 1 : Math.ceil(weight / stepWeightPromotion);
}

function inputs(count: number, badFrom = Number.POSITIVE_INFINITY): Parameters<typeof run>[1] {
  return Array.from({ length: count }, (_, tick) => ({
    ...(tick >= badFrom ? { metrics: { 'request-success-rate': 0 } } : GOOD),
    ...(tick === 0 ? { image: 'app:2' } : {}),
  }));
}
