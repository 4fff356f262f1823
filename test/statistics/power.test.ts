import { feasibility } from '../../src/statistics/feasibility';
import { incidentRollback, realRollbacks } from '../../src/statistics/false-alarms';
import { powerCurve, powerOf, smallestDetectable } from '../../src/statistics/power';
import type { Observation, PowerCheck, PowerPlan } from '../../src/statistics/power-plan';
import { suggestPlan, type Suggestion } from '../../src/statistics/suggest';
import { SEARCH_SPACE } from '../../src/statistics/suggest-space';
import { WEIGHTS } from './plan-a';

const TRAFFIC = { requestsPerSecond: 12, healthy: { errorRate: 0.001 } };
const GOAL = { regressed: { errorRate: 0.03 }, power: 0.95, falseRollback: 0.01 };
const SUCCESS: PowerCheck = { kind: 'success-rate', minPercent: 99, windowSeconds: 60 };

function plan(failures: number, ...checks: readonly PowerCheck[]): PowerPlan {
  return {
    weights: WEIGHTS,
    intervalSeconds: 60,
    controller: 'flagger',
    gate: { kind: 'threshold', checks: checks.length === 0 ? [SUCCESS] : checks, failures },
  };
}

describe('the power of the example', () => {
  it('is what 36 requests and 99 % make of it, if every request counts', () => {
    const power = powerOf(plan(1), TRAFFIC, GOAL, 'ideal');

    expect(power.steps[0]).toMatchObject({ weight: 0.05, allowedErrors: 0 });
    expect(power.steps[0]!.requests).toBeCloseTo(36, 9);
    expect(power.steps[0]!.seen).toBeCloseTo(36, 9);
    expect(power.steps[0]!.falseFailure).toBeCloseTo(0.03536, 5);
    expect(power.steps[0]!.detection).toBeCloseTo(0.6604, 4);
    expect(power.healthy.rollback).toBeCloseTo(0.1505, 4);
    expect(power.regressed.exposedRequests).toBeCloseTo(115, 0);
    expect(power.regressed.failedRequests).toBeCloseTo(3.46, 2);
    expect(power.regressed.secondsToRollback! / 60).toBeCloseTo(2.4, 1);
    expect(power.meets).toEqual({ power: true, falseRollback: false });
  });

  it('is less in what Prometheus scrapes of it', () => {
    const [first] = powerOf(plan(1), TRAFFIC, GOAL, 'scraped').steps;

    expect(first!.seen).toBeCloseTo(27, 9);
    expect(first!.detection).toBeCloseTo(0.555, 3);
  });

  it('is hardly there at the first check, as series appear with their first error', () => {
    const power = powerOf(plan(1), TRAFFIC, GOAL, 'lazy');

    expect(power.steps[0]!.detection).toBeCloseTo(0.121, 3);
    expect(power.healthy.rollback).toBeCloseTo(0.021, 3);
    expect(power.regressed.rollback).toBeGreaterThan(0.999);
    expect(power.regressed.exposedRequests).toBeCloseTo(239, 0);
    expect(power.regressed.failedRequests).toBeCloseTo(7.2, 1);
  });

  it('with a sequential gate is better: 1 of 1,100 healthy releases, as many requests', () => {
    const gate = {
      kind: 'sequential',
      tolerated: 0.003,
      regressed: 0.03,
      falseRollback: 0.05,
    } as const;
    const power = powerOf({ ...plan(1), gate }, TRAFFIC, GOAL, 'lazy');

    expect(1 / power.healthy.rollback).toBeGreaterThan(1000);
    expect(power.regressed.rollback).toBeGreaterThan(0.999);
    expect(power.regressed.exposedRequests).toBeLessThan(250);
    expect(power.steps.map(({ allowedErrors }) => allowedErrors).slice(0, 4)).toEqual([1, 2, 3, 5]);
    expect(power.meets).toEqual({ power: true, falseRollback: true });
  });

  it('in a curve rises with the error rate', () => {
    for (const observation of ['ideal', 'scraped', 'lazy'] as const) {
      const rates = Array.from({ length: 12 }, (_, index) => 0.0005 * 1.5 ** index);
      const curve = powerCurve(plan(2), TRAFFIC, rates, observation).map(
        ({ rollback }) => rollback,
      );

      expect([...curve].sort((a, b) => a - b)).toEqual(curve);
      expect(curve[0]).toBeLessThan(0.05);
      expect(curve.at(-1)).toBeGreaterThan(0.999);
    }
  });

  it('is told by the smallest error rate that is caught', () => {
    const rate = smallestDetectable(plan(5), TRAFFIC, 0.95, 'ideal')!;
    const [below, above] = powerCurve(plan(5), TRAFFIC, [rate * 0.99, rate * 1.01], 'ideal');

    expect(below!.rollback).toBeLessThan(0.95);
    expect(above!.rollback).toBeGreaterThan(0.95);
    expect(
      smallestDetectable(plan(1, { ...SUCCESS, minPercent: 0 }), TRAFFIC, 0.5, 'ideal'),
    ).toBeUndefined();
  });

  it('counts failed requests under Argo to the moment of the abort', () => {
    const flagger = powerOf(plan(1), TRAFFIC, GOAL, 'ideal').regressed;
    const argo = powerOf({ ...plan(1), controller: 'argo' }, TRAFFIC, GOAL, 'ideal').regressed;

    expect(argo.rollback).toBeCloseTo(flagger.rollback, 12);
    expect(flagger.secondsToRollback! - argo.secondsToRollback!).toBeCloseTo(60, 9);
    expect(argo.exposedRequests).toBeLessThan(flagger.exposedRequests!);
  });
});

describe('several checks', () => {
  const latency: PowerCheck = { kind: 'latency', quantile: 0.99, maxMs: 500, windowSeconds: 60 };
  const slow = {
    ...TRAFFIC,
    healthy: { errorRate: 0.001, latency: { medianMs: 80, p99Ms: 450 } },
  };

  it.each<Observation>(['ideal', 'scraped', 'lazy'])(
    'roll back more often together (%s)',
    (observation) => {
      const rollback = (...checks: PowerCheck[]) =>
        powerOf(plan(2, ...checks), slow, GOAL, observation).healthy.rollback;

      expect(rollback(SUCCESS, latency)).toBeGreaterThan(rollback(SUCCESS));
      expect(rollback(SUCCESS, latency)).toBeGreaterThan(rollback(latency) - 1e-12);
    },
  );

  it('of the same rate are the strictest of them', () => {
    const lax: PowerCheck = { ...SUCCESS, minPercent: 95 };

    expect(powerOf(plan(1, lax, SUCCESS), TRAFFIC, GOAL, 'ideal').healthy).toEqual(
      powerOf(plan(1, SUCCESS), TRAFFIC, GOAL, 'ideal').healthy,
    );
  });

  it('of the latency compare whole milliseconds where the controller does', () => {
    const between: PowerCheck = { ...latency, maxMs: 480 };
    const [exact, whole] = (['exact', 'whole-ms'] as const).map(
      (compared) =>
        powerOf(plan(5, { ...between, compared }), slow, GOAL, 'ideal').healthy.rollback,
    );

    expect(whole).toBeLessThan(exact!);
  });

  it('of the latency say nothing where latencies are unknown', () => {
    expect(powerOf(plan(1, latency), TRAFFIC, GOAL, 'ideal').healthy.rollback).toBe(0);
    expect(
      powerOf(plan(1, latency), TRAFFIC, GOAL, 'lazy').steps[0]!.allowedErrors,
    ).toBeUndefined();
  });
});

describe('windows longer than the interval', () => {
  const over = (windowSeconds: number): PowerPlan => plan(2, { ...SUCCESS, windowSeconds });

  it('defeat the threshold', () => {
    const healthy = (seconds: number) => powerOf(over(seconds), TRAFFIC, GOAL, 'ideal').healthy;

    expect(healthy(60).rollback).toBeLessThan(0.016);
    expect(healthy(120).rollback).toBeCloseTo(0.03908, 5);
    expect(healthy(120).method).toBe('exact');
  });

  it('are simulated as Prometheus sees them', () => {
    const { healthy, regressed } = powerOf(over(120), TRAFFIC, GOAL, 'lazy');

    expect(healthy.method).toBe('simulated');
    expect(regressed.rollback).toBeGreaterThan(0.99);
    expect(regressed.failures).toHaveLength(10);
  }, 20_000);
});

describe('whether any gate could', () => {
  const question = { healthy: 0.001, regressed: 0.01, falseRollback: 0.01 };

  it('is told with what would', () => {
    const found = feasibility(36, question, 0.95);

    expect(found).toMatchObject({ kind: 'impossible' });
    if (found.kind !== 'impossible') return;
    expect(found.ceiling).toBeCloseTo(0.119, 3);
    expect(feasibility(found.requestsNeeded, question, 0.95).kind).toBe('possible');
    expect(found.timesNeeded).toBeCloseTo(found.requestsNeeded / 36, 12);
  });

  it('is asked for all requests that a path through the plan can see', () => {
    const tiny = { ...TRAFFIC, requestsPerSecond: 0.1 };
    const power = powerOf(plan(1), tiny, GOAL, 'ideal');

    // 0.1 × 60 × 2.75 requests
    expect(power.feasibility).toMatchObject({ kind: 'impossible' });
    expect(power.regressed.rollback).toBeGreaterThan(0);
    expect(powerOf(plan(5), tiny, GOAL, 'ideal').feasibility!.ceiling).toBeGreaterThan(
      power.feasibility!.ceiling,
    );
  });

  it('takes a service without errors for one with hardly any', () => {
    expect(feasibility(1000, { ...question, healthy: 0 }, 0.95)).toMatchObject({
      kind: 'possible',
    });
    expect(feasibility(0, question, 0.95)).toMatchObject({
      kind: 'impossible',
      timesNeeded: Infinity,
    });
  });

  it('is not asked for what is no regression of errors', () => {
    const goal = {
      ...GOAL,
      regressed: { errorRate: 0.001, latency: { medianMs: 80, p99Ms: 900 } },
    };

    expect(powerOf(plan(1), TRAFFIC, goal, 'ideal').feasibility).toBeUndefined();
  });
});

describe('false alarms', () => {
  it('are all of them where no release is bad', () => {
    expect(realRollbacks(0, 1, 0.1)).toBe(0);
    expect(realRollbacks(0.1, 0, 0)).toBe(0);
  });

  it('come from incidents in proportion to the time of the plan', () => {
    expect(incidentRollback(1 / 86_400, 600)).toBeCloseTo(1 - Math.exp(-600 / 86_400), 15);
  });
});

describe('the cheapest plan', () => {
  const space = { ...SEARCH_SPACE, fewestScrapes: 2 };

  // the plainest plan of an independent search: weights, seconds, %, failures, and its odds
  it.each([
    [12, 0.001, 0.03, 20, '50/100', 30, 98.5, 1, 0.0049, 0.975, 14.5],
    [
      12,
      0.001,
      0.005,
      20,
      '5/10/15/20/25/30/35/40/45/50/55/60/65/70/75/80/85/90/95/100',
      60,
      99.5,
      5,
      0.0098,
      0.994,
      14,
    ],
    [100, 0.001, 0.03, 20, '5/10', 30, 99, 2, 0.006, 0.982, 16.4],
    [100, 0.005, 0.01, 100, '5/10/15/20/25/30/35/40/45/50', 60, 99, 3, 0.0074, 0.971, 70.3],
    [1000, 0.001, 0.01, 100, '10', 30, 99.5, 1, 0.00017, 0.982, 60],
  ])(
    'for %d requests/s, %d against %d and %d failed requests is %s',
    (requestsPerSecond, p0, p1, failedRequests, weights, seconds, percent, k, frb, power, bad) => {
      const traffic = { requestsPerSecond, healthy: { errorRate: p0 } };
      const goal = { ...GOAL, regressed: { errorRate: p1 } };
      const found = foundBy(suggestPlan(traffic, goal, { failedRequests, firstWeight: 1 }, space));
      const { plan: best, healthy, regressed } = found.plainest!;

      expect(best.weights.map((weight) => Math.round(weight * 100)).join('/')).toBe(weights);
      expect(best.intervalSeconds).toBe(seconds);
      const check = { kind: 'success-rate', minPercent: percent, windowSeconds: seconds };
      expect(best.gate).toEqual({ kind: 'threshold', checks: [check], failures: k });
      expect(healthy.rollback).toBeCloseTo(frb, 4);
      expect(regressed.rollback).toBeCloseTo(power, 2.9);
      expect(regressed.failedRequests! / bad).toBeCloseTo(1, 1.9);
    },
  );

  it('keeps its promises when asked again', () => {
    const goal = { ...GOAL, regressed: { errorRate: 0.01 } };
    const found = foundBy(suggestPlan(TRAFFIC, goal));

    for (const candidate of [found.fastest, found.gentlest, found.plainest!]) {
      const power = powerOf(candidate.plan, TRAFFIC, goal, 'scraped');
      expect(power.meets).toEqual({ power: true, falseRollback: true });
      expect(power.healthy.rollback).toBeCloseTo(candidate.healthy.rollback, 12);
      expect(candidate.plan.weights[0]).toBeLessThanOrEqual(0.25);
      expect(candidate.plan.intervalSeconds).toBeGreaterThanOrEqual(60);
    }
    expect(found.fastest.healthy.seconds).toBeLessThanOrEqual(found.gentlest.healthy.seconds);
    expect(found.gentlest.regressed.failedRequests!).toBeLessThanOrEqual(
      found.fastest.regressed.failedRequests!,
    );
  });

  it('is none where the budget is below what any gate needs', () => {
    const traffic = { requestsPerSecond: 12, healthy: { errorRate: 0.005 } };
    const goal = { ...GOAL, regressed: { errorRate: 0.01 } };
    const none = suggestPlan(traffic, goal, { failedRequests: 20, firstWeight: 1 }, space);

    expect(none).toMatchObject({ kind: 'none', feasibility: { kind: 'possible' } });
    if (none.kind === 'none') expect(none.leastFailedRequests).toBeCloseTo(21.5, 1);
  });

  it('is none where the traffic is not enough for any gate', () => {
    const goal = { ...GOAL, regressed: { errorRate: 0.0012 } };
    const none = suggestPlan({ ...TRAFFIC, requestsPerSecond: 0.2 }, goal);

    expect(none).toMatchObject({ kind: 'none', feasibility: { kind: 'impossible' } });
  });
});

function foundBy(suggestion: Suggestion): Extract<Suggestion, { kind: 'found' }> {
  if (suggestion.kind !== 'found') throw new Error('no plan was found');
  return suggestion;
}
