import { argoChain } from '../../src/statistics/argo-chain';
import { conditionalEvidence } from '../../src/statistics/conditional-evidence';
import { realRollbacks } from '../../src/statistics/false-alarms';
import { flaggerChain } from '../../src/statistics/flagger-chain';
import { latencyFailure } from '../../src/statistics/latency-check';
import { latencyShares } from '../../src/statistics/latency-shares';
import { bestPower, fewestRequests } from '../../src/statistics/neyman-pearson';
import { overlappingChain } from '../../src/statistics/overlapping-windows';
import { fewestForQuantile, quantileInterval } from '../../src/statistics/quantile-interval';
import { anytimeInterval, fixedInterval } from '../../src/statistics/rate-intervals';
import { sequentialBoundary, sequentialTest } from '../../src/statistics/sprt';
import { sequentialChain } from '../../src/statistics/sprt-chain';
import { sequentialOperation } from '../../src/statistics/sprt-operation';
import { failureOfCount } from '../../src/statistics/success-check';
import { successLimit } from '../../src/statistics/success-limit';
import { comparisonRequests, errorShareTest } from '../../src/statistics/two-proportions';
import { rollbackWhileWaiting } from '../../src/statistics/waiting';
import { waldFloor, waldSampleNumbers } from '../../src/statistics/wald';
import { planA, REQUESTS } from './plan-a';

const PERCENT = 0.01;

describe('the plan of 5 to 50 %, every minute, 99 %, at 12 requests/s', () => {
  // threshold, error rate, P(rollback), requests and minutes of those rolled back (0: not told)
  it.each([
    [1, 0.1, 0.151, 293, 3.5],
    [1, 0.3, 0.533, 481, 4.4],
    [1, 0.5, 0.83, 502, 4.4],
    [1, 1, 0.997, 293, 3.5],
    [1, 2, 1, 150, 2.6],
    [1, 3, 1, 115, 2.4],
    [1, 5, 1, 91, 2.2],
    [2, 0.3, 0.197, 0, 0],
    [2, 1, 0.984, 607, 5.7],
    [3, 0.5, 0.314, 0, 0],
    [3, 1, 0.954, 954, 7.7],
    [3, 3, 1, 292, 4.9],
    [5, 0.3, 0.0035, 0, 0],
    [5, 0.5, 0.069, 0, 0],
    [5, 1, 0.821, 1657, 11.2],
    [5, 3, 1, 489, 7.3],
    [10, 1, 0.316, 3190, 18.0],
    [10, 5, 1, 707, 12.0],
  ])(
    'threshold %d, %d %% errors: rolled back with %d after %d requests and %d min',
    (threshold, percent, rollback, requests, minutes) => {
      const odds = flaggerChain(planA(percent * PERCENT), threshold);

      expect(odds.rollback).toBeCloseTo(rollback, rollback < 0.01 ? 4 : 2.9);
      if (requests === 0) return;
      expect(odds.ifRolledBack!.requests).toBeCloseTo(requests, -0.31);
      expect(odds.ifRolledBack!.intervals).toBeCloseTo(minutes, 0.99);
    },
  );

  it('rolls back less under Argo, which goes on after a failed measurement', () => {
    const abort = [1, 2, 3, 5].map((k) => argoChain(planA(0.003), k - 1).rollback);

    expect(abort.map((chance) => Number(chance.toPrecision(2)))).toEqual([
      0.53, 0.16, 0.027, 0.00023,
    ]);
  });

  it('makes three of four rollbacks false where one of twenty releases is bad', () => {
    const { rollback } = flaggerChain(planA(0.001), 1);

    expect(realRollbacks(0.05, 1, rollback)).toBeCloseTo(0.26, 2);
    expect(realRollbacks(0.05, 1, 0.01)).toBeCloseTo(0.84, 2);
  });

  it('rolls nearly every healthy release back that waits overnight behind a gate', () => {
    const failure = planA(0.001)[0]!.failure;

    expect(rollbackWhileWaiting({ failure, checks: 60, threshold: 5 })).toBeCloseTo(0.061, 3);
    expect(rollbackWhileWaiting({ failure, checks: 480, threshold: 5 })).toBeCloseTo(0.9998, 4);
    expect(rollbackWhileWaiting({ failure, checks: 0, threshold: 5, failed: 5 })).toBe(1);
  });
});

describe('windows longer than the interval', () => {
  it.each([
    [1, 0.001, [0.13494, 0.05139, 0.0385]],
    [1, 0.005, [0.82098, 0.57672, 0.37559]],
    [2, 0.001, [0.01244, 0.03908, 0.03836]],
    [2, 0.01, [0.98411, 0.9565, 0.90834]],
    [5, 0.01, [0.82149, 0.78397, 0.72793]],
  ])('threshold %d, error rate %d: rolled back with %j for 1, 2, 3 intervals', (k, p, expected) => {
    const rollbacks = [1, 2, 3].map((intervals) => {
      const plan = { requests: REQUESTS, intervals, threshold: k, limit: successLimit(99) };
      return overlappingChain(plan, p).rollback;
    });

    rollbacks.forEach((rollback, index) => expect(rollback).toBeCloseTo(expected[index]!, 5));
  });
});

describe('limits of any gate', () => {
  it.each([
    [36, 0.001, 0.03, 0.01, 0.394],
    [36, 0.001, 0.01, 0.01, 0.119],
    [360, 0.001, 0.01, 0.01, 0.715],
    [360, 0.001, 0.003, 0.01, 0.113],
    [1980, 0.001, 0.003, 0.01, 0.464],
    [1980, 0.01, 0.02, 0.01, 0.924],
    [1980, 0.01, 0.015, 0.05, 0.658],
  ])(
    '%d requests, %d against %d at level %d: at most %d',
    (n, healthy, regressed, level, power) => {
      const question = { healthy, regressed, falseRollback: level };

      expect(bestPower(n, question)).toBeCloseTo(power, 3);
    },
  );

  it.each([
    [0.001, 0.03, 57],
    [0.001, 0.01, 297],
    [0.001, 0.005, 1030],
    [0.01, 0.02, 1067],
    [0.005, 0.01, 2149],
    [0.001, 0.002, 10799],
  ])('%d against %d takes %d requests on average', (healthy, regressed, requests) => {
    const question = { healthy, regressed, falseRollback: 0.01 };

    expect(Math.round(waldFloor(question, 0.95))).toBe(requests);
  });

  it('are reached by no fewer requests than the fewest', () => {
    const question = { healthy: 0.001, regressed: 0.01, falseRollback: 0.01 };
    const fewest = fewestRequests(question, 0.95);

    expect(bestPower(fewest, question)).toBeGreaterThanOrEqual(0.95);
    expect(bestPower(fewest - 1, question)).toBeLessThan(0.95);
    expect(fewestRequests({ ...question, regressed: 0.0010001 }, 0.95)).toBe(Infinity);
  });
});

describe('sequential tests', () => {
  const question = { healthy: 0.01, regressed: 0.03, falseRollback: 0.05 };

  it('take as many requests as Wald said', () => {
    const { healthy, regressed } = waldSampleNumbers(question, 0.95);

    expect(healthy).toBeCloseTo(287.459899067697, 10);
    expect(regressed).toBeCloseTo(201.340431783875, 10);
  });

  it('take more exactly, for what they overshoot', () => {
    const healthy = sequentialOperation(question, 0.95, 0.01);
    const regressed = sequentialOperation(question, 0.95, 0.03);

    expect(healthy.rollback).toBeCloseTo(0.0346531563725, 11);
    expect(healthy.requests).toBeCloseTo(297.188284199, 8);
    expect(regressed.accept).toBeCloseTo(0.0502411065718, 11);
    expect(regressed.requests).toBeCloseTo(230.162148371, 8);
  });

  it('roll back at 3, 4, 5, 7, 26 errors of 36, 108, 216, 360, 1980 requests', () => {
    const test = sequentialTest({ healthy: 0.003, regressed: 0.03, falseRollback: 0.01 });

    expect([36, 108, 216, 360, 1980].map((n) => sequentialBoundary(test, n))).toEqual([
      3, 4, 5, 7, 26,
    ]);
    expect(test.perError).toBeCloseTo(Math.LN10, 13);
    expect(test.perSuccess).toBeCloseTo(0.02745469846441, 13);
    expect(test.limit).toBeCloseTo(2 * Math.LN10, 13);
  });

  it.each([
    [
      0.003,
      0.03,
      0.05,
      [
        [0.001, 0.0008, 0],
        [0.01, 0.413, 650],
        [0.03, 1, 223],
        [0.1, 1, 84],
      ],
    ],
    [
      0.002,
      0.02,
      0.01,
      [
        [0.001, 0.0003, 0],
        [0.01, 0.805, 927],
        [0.03, 1, 245],
        [0.1, 1, 103],
      ],
    ],
  ] as const)('%d against %d at %d walk the plan', (healthy, regressed, falseRollback, rows) => {
    const test = sequentialTest({ healthy, regressed, falseRollback });

    for (const [errorRate, rollback, requests] of rows) {
      const odds = sequentialChain(REQUESTS, errorRate, test, 'flagger');
      expect(odds.rollback).toBeCloseTo(rollback, rollback < 0.01 ? 4 : 3);
      if (requests > 0) expect(odds.ifRolledBack!.requests).toBeCloseTo(requests, -0.31);
    }
  });
});

describe('intervals and comparisons', () => {
  it.each([
    [0, 36, 0, 0.0973937559145],
    [1, 36, 0.000703025205905, 0.145289264747],
    [3, 36, 0.0175264959239, 0.224689760557],
    [10, 1000, 0.00480551069105, 0.0183132430551],
    [682, 925, 0.707668264079, 0.765406558242],
  ])('%d of %d is between %d and %d (R: binom.test)', (x, n, low, high) => {
    const interval = fixedInterval(x, n, 0.05);

    expect(interval.low).toBeCloseTo(low, 11);
    expect(interval.high).toBeCloseTo(high, 11);
  });

  it('are wider if one may look at any time', () => {
    const rows = [
      [3, 300, 0.00051120343695, 0.0446301809041],
      [30, 3000, 0.00457573979489, 0.0185509054121],
    ] as const;
    for (const [x, n, low, high] of rows) {
      expect(anytimeInterval(x, n, 0.05).low).toBeCloseTo(low, 12);
      expect(anytimeInterval(x, n, 0.05).high).toBeCloseTo(high, 12);
    }
    expect(anytimeInterval(5, 5, 0.05).high).toBe(1);
  });

  it('of p99 need 299 requests for an upper bound', () => {
    expect(fewestForQuantile(0.99, 0.05)).toBe(299);
    expect(fewestForQuantile(0.99, 0.025)).toBe(368);
    const interval = quantileInterval(1000, 0.99, 0.05);
    expect(interval).toMatchObject({ low: 983, high: 997 });
    expect(interval.coverage).toBeCloseTo(0.976094763498, 11);
  });

  it('of two versions take what R says (power.prop.test, to its tolerance)', () => {
    const compared = { canary: 0.03, primary: 0.01, level: 0.05, power: 0.8 };
    const requests = (weight: number) => comparisonRequests({ ...compared, weight });

    expect(requests(0.5)).toBeCloseTo(604.843389024, 4);
    expect(requests(0.05)).toBeCloseTo(257.391702548, 4);
    expect(requests(0.1)).toBeCloseTo(280.640369818, 4);
    expect(requests(0.2)).toBeCloseTo(334.187333667, 4);
    const twoSided = comparisonRequests({ ...compared, weight: 0.5, level: 0.025 });
    expect(twoSided).toBeCloseTo(768.010222454, 4);
    const halves = { canary: 0.75, primary: 0.5, weight: 0.5, level: 0.025, power: 0.9 };
    expect(comparisonRequests(halves)).toBeCloseTo(76.7069301141, 4);
  });

  it('by the share of errors agree with poisson.test', () => {
    expect(errorShareTest(5, 3, 0.05)).toBeCloseTo(1.54048828125e-5, 15);
  });

  it('given the number of errors agree with the closed form', () => {
    const poll = { canaryRequests: 400, canaryErrors: 5, primaryRequests: 7600, primaryErrors: 3 };

    expect(conditionalEvidence(poll, 2)).toBeCloseTo(21.662124972368, 10);
    expect(conditionalEvidence(poll, 10)).toBeCloseTo(5150.3209460513, 8);
  });
});

describe('checks of a p99', () => {
  it.each([
    [450, [0.2175, 0.1963, 0.2301, 0.0428]],
    [600, [0.464, 0.613, 0.867, 0.992]],
  ])('of %d ms against 500 ms fail with %j for 36, 120, 360, 1800 requests', (p99Ms, expected) => {
    const place = latencyShares({ medianMs: 80, p99Ms }, 500);
    if (place.kind !== 'found') throw new Error(place.kind);
    const failures = [36, 120, 360, 1800].map((n) => latencyFailure(n, place, 0.99));

    expect(place.position).toBe(1);
    failures.forEach((failure, index) => expect(failure).toBeCloseTo(expected[index]!, 3));
  });
});

describe('the smallest error rate that one check sees in four of five cases', () => {
  it.each([
    [36, 0.0437],
    [99, 0.0161],
    [100, 0.0296],
    [360, 0.0153],
    [3600, 0.0117],
  ])('of %d requests is %d', (requests, rate) => {
    const limit = successLimit(99);

    expect(failureOfCount(requests, rate - 0.0001, limit)).toBeLessThan(0.8);
    expect(failureOfCount(requests, rate + 0.0001, limit)).toBeGreaterThan(0.8);
  });
});
