import * as fc from 'fast-check';
import { argoChain } from '../../src/statistics/argo-chain';
import { flaggerChain } from '../../src/statistics/flagger-chain';
import { incompleteBeta } from '../../src/statistics/incomplete-beta';
import { jointFailure } from '../../src/statistics/joint-failure';
import {
  effectiveStrikes,
  overlapBounds,
  overlappingChain,
} from '../../src/statistics/overlapping-windows';
import { seedRandom, type Random } from '../../src/statistics/random';
import type { CheckedStep } from '../../src/statistics/rollout-odds';
import { sequentialTest } from '../../src/statistics/sprt';
import { sequentialChain } from '../../src/statistics/sprt-chain';
import { failureOfCount } from '../../src/statistics/success-check';
import { successLimit } from '../../src/statistics/success-limit';
import { planA } from './plan-a';

const chance = () => fc.double({ min: 0, max: 1, noNaN: true });
const steps = () =>
  fc.array(
    fc.record({ failure: chance(), requests: fc.double({ min: 0, max: 1e4, noNaN: true }) }),
    {
      minLength: 1,
      maxLength: 12,
    },
  );
const threshold = () => fc.integer({ min: 1, max: 8 });

describe('the chain of Flagger', () => {
  it('ends in promotion or rollback, and nowhere else', () => {
    fc.assert(
      fc.property(steps(), threshold(), (plan, k) => {
        const odds = flaggerChain(plan, k);
        const sum = odds.rollbackAt.reduce((total, at) => total + at, 0);

        expect(odds.promote + odds.rollback).toBeCloseTo(1, 12);
        expect(sum).toBeCloseTo(odds.rollback, 12);
      }),
    );
  });

  it('rolls back less with a higher threshold, and more with worse checks', () => {
    fc.assert(
      fc.property(steps(), threshold(), chance(), (plan, k, worse) => {
        const { rollback } = flaggerChain(plan, k);
        const worsened = plan.map((step) => ({ ...step, failure: Math.max(step.failure, worse) }));

        expect(flaggerChain(plan, k + 1).rollback).toBeLessThanOrEqual(rollback + 1e-12);
        expect(flaggerChain(worsened, k).rollback).toBeGreaterThanOrEqual(rollback - 1e-12);
      }),
    );
  });

  it('is a negative binomial where all checks are equal', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 30 }),
        threshold(),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (m, k, failure) => {
          const { promote, rollback } = flaggerChain(constant(m, failure), k);
          const beta = incompleteBeta(failure, k, m);

          expect(relative(rollback, beta.lower)).toBeLessThan(1e-11);
          expect(relative(promote, beta.upper)).toBeLessThan(1e-11);
        },
      ),
    );
  });

  it('is the chain of Argo with one failure less over as many measurements as there can be', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20 }), threshold(), chance(), (m, k, failure) => {
        const flagger = flaggerChain(constant(m, failure), k);
        const argo = argoChain(constant(m + k - 1, failure), k - 1);

        expect(flagger.rollback).toBeCloseTo(argo.rollback, 12);
      }),
    );
  });

  it('agrees with 20,000 played rollouts within 4 standard errors', () => {
    for (const [p, k] of [
      [0.003, 2],
      [0.005, 5],
      [0.01, 5],
    ] as const) {
      const plan = planA(p);
      const odds = flaggerChain(plan, k);
      const played = play(plan, k, 20_000, seedRandom(42));

      expect(Math.abs(played.rollback.mean - odds.rollback)).toBeLessThan(
        4 * played.rollback.error,
      );
      expect(Math.abs(played.requests.mean - odds.requests)).toBeLessThan(
        4 * played.requests.error,
      );
      expect(Math.abs(played.checks.mean - odds.checks)).toBeLessThan(4 * played.checks.error);
    }
  });

  it('splits its costs by its ends', () => {
    fc.assert(
      fc.property(steps(), threshold(), (plan, k) => {
        const { promote, rollback, checks, requests, ifPromoted, ifRolledBack } = flaggerChain(
          plan,
          k,
        );
        const mean = (back = 0, on = 0) => rollback * back + promote * on;

        expect(mean(ifRolledBack?.checks, ifPromoted?.checks)).toBeCloseTo(checks, 9);
        expect(relative(mean(ifRolledBack?.requests, ifPromoted?.requests), requests)).toBeLessThan(
          1e-9,
        );
      }),
    );
  });

  it('takes a threshold of 0 for 1, as Flagger does', () => {
    expect(flaggerChain(planA(0.003), 0)).toEqual(flaggerChain(planA(0.003), 1));
  });

  it('knows who can only end in one way', () => {
    expect(flaggerChain(constant(3, 1), 2)).toMatchObject({
      promote: 0,
      rollback: 1,
      ifPromoted: undefined,
    });
    expect(flaggerChain(constant(3, 0), 2)).toMatchObject({
      promote: 1,
      rollback: 0,
      ifRolledBack: undefined,
    });
    expect(argoChain(constant(3, 0), 0)).toMatchObject({ promote: 1, ifRolledBack: undefined });
  });

  it('has steps', () => {
    expect(() => flaggerChain([], 1)).toThrow('a rollout has no step');
    expect(() => argoChain([{ failure: 1.1, requests: 1 }], 1)).toThrow('failure of a step is 1.1');
  });
});

describe('several metrics of one check', () => {
  it('fail at least as often as the worst, at most as their sum, and between if independent', () => {
    fc.assert(
      fc.property(fc.array(chance(), { maxLength: 5 }), (failures) => {
        const { independent, atLeast, atMost } = jointFailure(failures);

        expect(independent).toBeGreaterThanOrEqual(atLeast - 1e-12);
        expect(independent).toBeLessThanOrEqual(atMost + 1e-12);
      }),
    );
  });

  it('keep the digits of small chances', () => {
    expect(jointFailure([1e-20, 2e-20]).independent).toBeCloseTo(3e-20, 30);
    expect(jointFailure([]).independent).toBe(0);
  });
});

describe('overlapping windows', () => {
  const requests = fc.array(fc.integer({ min: 10, max: 150 }), { minLength: 1, maxLength: 4 });
  const rate = fc.double({ min: 0.001, max: 0.05, noNaN: true });
  const limit = successLimit(99);

  it('of one interval are the plain chain', () => {
    fc.assert(
      fc.property(requests, rate, fc.integer({ min: 1, max: 3 }), (counts, p, k) => {
        const plain = flaggerChain(
          counts.map((n) => ({ requests: n, failure: failureOfCount(n, p, limit) })),
          k,
        );
        const odds = overlappingChain({ requests: counts, intervals: 1, threshold: k, limit }, p);

        expect(odds.rollback).toBeCloseTo(plain.rollback, 11);
        expect(odds.ifRolledBack!.requests).toBeCloseTo(plain.ifRolledBack!.requests, 6);
        expect(odds.ifRolledBack!.intervals).toBeCloseTo(plain.ifRolledBack!.intervals, 9);
      }),
      { numRuns: 50 },
    );
  });

  it('lie between the worst check and independent checks at a threshold of 1', () => {
    fc.assert(
      fc.property(requests, rate, fc.integer({ min: 2, max: 3 }), (counts, p, intervals) => {
        const odds = overlappingChain({ requests: counts, intervals, threshold: 1, limit }, p);
        const failures = counts.map((_, index) => {
          const window = counts.slice(Math.max(0, index - intervals + 1), index + 1);
          return failureOfCount(
            window.reduce((sum, n) => sum + n, 0),
            p,
            limit,
          );
        });
        const { low, high } = overlapBounds(failures);

        expect(odds.rollback).toBeGreaterThanOrEqual(low - 1e-12);
        expect(odds.rollback).toBeLessThanOrEqual(high + 1e-12);
      }),
      { numRuns: 50 },
    );
  });

  it('agree with 5,000 played rollouts within 4 standard errors', () => {
    const plan = { requests: [36, 72, 108, 144], intervals: 3, threshold: 2, limit };
    const { rollback } = overlappingChain(plan, 0.006);
    const played = playOverlapping(plan, 0.006, 5000, seedRandom(7));

    expect(Math.abs(played - rollback)).toBeLessThan(
      4 * Math.sqrt((rollback * (1 - rollback)) / 5000),
    );
  });

  it('make one burst count for several failures', () => {
    expect([1, 2, 3, 5, 6].map((k) => effectiveStrikes(k, 3))).toEqual([1, 1, 1, 2, 2]);
    expect(effectiveStrikes(5, 1)).toBe(5);
  });
});

describe('the chain of a sequential gate', () => {
  const test = { healthy: 0.003, regressed: 0.03, falseRollback: 0.05 };

  it('rolls back at most the promised share of tolerable releases, at any schedule', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 15 }),
        fc.double({ min: 0, max: 0.003, noNaN: true }),
        (counts, p) => {
          const odds = sequentialChain(counts, p, sequentialTest(test), 'flagger');

          expect(odds.rollback).toBeLessThanOrEqual(0.05);
          expect(odds.promote + odds.rollback).toBeCloseTo(1, 11);
        },
      ),
    );
  });

  it('costs one interval less under Argo, which aborts at once', () => {
    const [flagger, argo] = (['flagger', 'argo'] as const).map((controller) =>
      sequentialChain([36, 72, 108], 0.05, sequentialTest(test), controller),
    );

    expect(flagger!.rollback).toBe(argo!.rollback);
    expect(flagger!.ifRolledBack!.intervals - argo!.ifRolledBack!.intervals).toBeCloseTo(1, 12);
    expect(flagger!.ifRolledBack!.requests).toBeGreaterThan(argo!.ifRolledBack!.requests);
  });
});

function constant(count: number, failure: number): readonly CheckedStep[] {
  return Array.from({ length: count }, () => ({ failure, requests: 10 }));
}

function relative(got: number, wanted: number): number {
  return got === wanted ? 0 : Math.abs(got - wanted) / Math.max(Math.abs(wanted), 1e-290);
}

/** Flagger's rule, told again: slow, obvious, and played. */
function play(plan: readonly CheckedStep[], k: number, runs: number, random: Random) {
  const results = Array.from({ length: runs }, () => {
    let [step, failed, checks, requests] = [0, 0, 0, 0];
    while (step < plan.length && failed < k) {
      const { failure, requests: served } = plan[step]!;
      checks += 1;
      requests += served;
      if (random() < failure) failed += 1;
      else step += 1;
      if (failed === k) requests += served;
    }
    return { rollback: Number(failed === k), checks, requests };
  });
  const summary = (of: (result: (typeof results)[number]) => number) => {
    const values = results.map(of);
    const mean = values.reduce((sum, x) => sum + x, 0) / runs;
    const variance = values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (runs - 1);
    return { mean, error: Math.sqrt(variance / runs) };
  };
  return {
    rollback: summary(({ rollback }) => rollback),
    checks: summary(({ checks }) => checks),
    requests: summary(({ requests }) => requests),
  };
}

function playOverlapping(
  {
    requests,
    intervals,
    threshold: k,
  }: { requests: readonly number[]; intervals: number; threshold: number },
  p: number,
  runs: number,
  random: Random,
): number {
  let rolledBack = 0;
  for (let run = 0; run < runs; run += 1) {
    const past: { count: number; errors: number }[] = [];
    let [step, failed] = [0, 0];
    while (step < requests.length && failed < k) {
      const count = requests[step]!;
      const errors = Array.from({ length: count }, () => Number(random() < p)).reduce(
        (a, b) => a + b,
      );
      past.push({ count, errors });
      const window = past.slice(-intervals);
      const all = window.reduce((sum, interval) => sum + interval.count, 0);
      const bad = window.reduce((sum, interval) => sum + interval.errors, 0);
      // more than 1 %
      if (bad * 100 > all) failed += 1;
      else step += 1;
    }
    rolledBack += Number(failed === k);
  }
  return rolledBack / runs;
}
