import * as fc from 'fast-check';
import { extrapolatedIncrease } from '../../src/statistics/extrapolated-increase';
import { flaggerChain } from '../../src/statistics/flagger-chain';
import { histogramQuantile, reportedQuantile } from '../../src/statistics/histogram-quantile';
import { ISTIO_BOUNDS_MS, shareAbove } from '../../src/statistics/latency-shares';
import { lazyChain } from '../../src/statistics/lazy-chain';
import { planOutlook } from '../../src/statistics/plan-outlook';
import { seedRandom } from '../../src/statistics/random';
import { failureOfScraped } from '../../src/statistics/scraped-check';
import { visibleSeconds, visibleWindows } from '../../src/statistics/scrape-window';
import { simulateRollouts, type SimulatedPlan } from '../../src/statistics/simulate-rollouts';
import { sequentialTest } from '../../src/statistics/sprt';
import { successLimit } from '../../src/statistics/success-limit';
import { WEIGHTS } from './plan-a';

const LIMIT = successLimit(99);

describe('increase()', () => {
  /** A counter scraped every so many seconds from 0 on, as `increase(c[window])` at a time sees it. */
  const increase = (first: number, step: number, every: number, window: number, at: number) => {
    const inside = Array.from({ length: 60 }, (_, index) => ({
      time: index * every,
      value: first + index * step,
    })).filter(({ time }) => time > at - window && time <= at);
    const [start, end] = [inside[0]!, inside.at(-1)!];
    return extrapolatedIncrease(
      {
        count: inside.length,
        firstTime: start.time,
        lastTime: end.time,
        firstValue: start.value,
        delta: end.value - start.value,
      },
      at - window,
      at,
    );
  };
  const minutes = (n: number) => 60 * n;

  it('is stretched to the edges of its window', () => {
    expect(increase(0, 10, minutes(5), minutes(50), minutes(50))).toBe(100);
  });

  it('is stretched no further than to where the counter was 0', () => {
    const tenSamples = { count: 11, firstTime: 0, lastTime: minutes(50), delta: 100 };
    const over100 = (firstValue: number) =>
      extrapolatedIncrease({ ...tenSamples, firstValue }, minutes(-50), minutes(50));

    expect(over100(10)).toBe(105);
    expect(over100(1)).toBe(101);
    expect(over100(0)).toBe(100);
  });

  it('of a series that was just born lacks its first error', () => {
    const born = { count: 2, firstTime: 45, lastTime: 60, firstValue: 1, delta: 1 };

    expect(extrapolatedIncrease(born, 0, 60)).toBe(1.5);
  });
});

describe('histogram_quantile()', () => {
  const buckets = [
    { upTo: 0.1, count: 50 },
    { upTo: 0.2, count: 70 },
    { upTo: 1, count: 110 },
    { upTo: Infinity, count: 120 },
  ];

  it('goes straight through a bucket, and ends at the last finite bound', () => {
    expect(histogramQuantile(0.5, buckets)).toBeCloseTo(0.15, 12);
    expect(histogramQuantile(0.8, buckets)).toBeCloseTo(0.72, 12);
    expect(histogramQuantile(0.25, buckets)).toBeCloseTo(0.06, 12);
    expect(histogramQuantile(0.99, buckets)).toBe(1);
  });

  it('is NaN without requests or without buckets', () => {
    expect(
      histogramQuantile(
        0.5,
        buckets.map(({ upTo }) => ({ upTo, count: 0 })),
      ),
    ).toBeNaN();
    expect(histogramQuantile(0.5, [{ upTo: Infinity, count: 3 }])).toBeNaN();
    expect(histogramQuantile(0.5, buckets.slice(0, 3))).toBeNaN();
  });

  it.each([
    [20, 120, 170],
    [40, 200, 240],
    [80, 260, 297],
    [80, 300, 393],
    [80, 400, 467],
    [80, 600, 733],
    [100, 1400, 1887],
  ])(
    'with a median of %d and a p99 of %d ms reports %d ms in wide buckets',
    (medianMs, p99Ms, ms) => {
      const atMost = (value: number) => 1 - shareAbove({ medianMs, p99Ms }, value);

      expect(Math.round(reportedQuantile(0.99, atMost, ISTIO_BOUNDS_MS))).toBe(ms);
    },
  );
});

describe('a window of rate()', () => {
  it('is one scrape interval short', () => {
    expect(visibleWindows(60, 15)).toEqual([{ chance: 1, seconds: 45, gaps: 3 }]);
    expect([30, 20, 5].map((scrape) => visibleSeconds(60, scrape))).toEqual([30, 40, 55]);
  });

  it('holds one sample more or less by luck where the scrapes do not divide it', () => {
    const windows = visibleWindows(60, 25);

    expect(windows.map(({ gaps }) => gaps)).toEqual([2, 1]);
    expect(windows[0]!.chance).toBeCloseTo(0.4, 12);
    expect(visibleSeconds(60, 25)).toBeCloseTo(35, 12);
  });

  it('has no value with less than two scrapes, which fails the check', () => {
    const failure = (scrapeSeconds: number) =>
      failureOfScraped({ requestsPerSecond: 10, windowSeconds: 60, scrapeSeconds }, 0, LIMIT);

    expect(failure(60)).toBe(1);
    expect(failure(59)).toBeCloseTo(58 / 59, 3);
    expect(failure(30)).toBeLessThan(1e-12);
  });

  it.each([
    [15, 0.238],
    [30, 0.165],
    [20, 0.214],
    [5, 0.282],
  ])('at a scrape of %d s shows an error in %d of the cases', (scrapeSeconds, seen) => {
    const failure = 1 - 0.99 ** (0.6 * visibleSeconds(60, scrapeSeconds));

    expect(failure).toBeCloseTo(seen, 3);
  });
});

describe('error series that appear with their first error', () => {
  const first = (series: number, errorRate: number) =>
    lazyChain(
      {
        traffic: [0.6],
        intervalSeconds: 60,
        windowSeconds: 60,
        scrapeSeconds: 15,
        series,
        limit: LIMIT,
        threshold: 1,
      },
      errorRate,
    ).firstFailures[0]!;

  it('hide from the first check what few errors there are', () => {
    expect([1, 2, 6, 12].map((series) => Number(first(series, 0.03).toFixed(3)))).toEqual([
      0.193, 0.121, 0.049, 0.026,
    ]);
    expect(first(2, 0.001)).toBeCloseTo(0.0002, 4);
    expect(first(2, 0.1)).toBeCloseTo(0.62, 2);
  });

  it('hide them by the closed form, whatever the traffic', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.double({ min: 0.001, max: 0.2, noNaN: true }),
        (series, p) => {
          // one gap of random length, then three of 15 s: at most one of them has errors
          const mean = (0.6 * p * 15) / series;
          let nothing = 0;
          for (let step = 0; step < 1000; step += 1) {
            const partial = ((step + 0.5) / 1000) * mean;
            const some = Math.expm1(partial) + 3 * Math.expm1(mean);
            nothing += (Math.exp(-partial - 3 * mean) * (1 + some)) / 1000;
          }

          expect(first(series, p)).toBeCloseTo(1 - nothing ** series, 6);
        },
      ),
    );
  });

  it.each([
    [2, 1, 1, 0.01, 99],
    [2, 1, 3, 0.01, 99],
    [4, 3, 1, 0.01, 99],
    [2, 1, 1, 0.05, 95],
    [4, 3, 3, 0.05, 95],
  ])(
    'make a plan on %d pods with %d callers, threshold %d, as blind as simulated (%d errors, %d %%)',
    (pods, callers, threshold, errorRate, minPercent) => {
      const scraping = { pods, callers, scrapeSeconds: 15 };
      const simulated = simulateRollouts(
        { ...FAITHFUL, scraping, threshold, gate: { ...CHECK, minPercent } },
        errorRate,
        1500,
        seedRandom(5),
      );
      const odds = lazyChain(
        {
          traffic: WEIGHTS.map((weight) => 12 * weight),
          intervalSeconds: 60,
          windowSeconds: 60,
          scrapeSeconds: 15,
          series: pods * callers,
          limit: successLimit(minPercent),
          threshold,
        },
        errorRate,
      );

      // the promise of the chain, and four standard errors
      const tolerance = 0.02 + 4 * simulated.standardError;
      expect(Math.abs(simulated.rollback - odds.rollback)).toBeLessThan(tolerance);
      expect(odds.promote + odds.rollback).toBeCloseTo(1, 9);
      expect(odds.rollbackAt.reduce((sum, at) => sum + at)).toBeCloseTo(odds.rollback, 9);
    },
  );

  it('are nothing special once each of them exists', () => {
    const traffic = WEIGHTS.map((weight) => 200 * weight);
    const plan = {
      traffic,
      intervalSeconds: 60,
      windowSeconds: 60,
      scrapeSeconds: 15,
      threshold: 2,
    };
    // hundreds of errors in each window: a new series hides next to nothing
    const many = lazyChain({ ...plan, series: 1, limit: successLimit(90) }, 0.09);
    const scraped = flaggerChain(
      traffic.map((rate) => ({
        requests: rate * 60,
        failure: failureOfScraped(
          { requestsPerSecond: rate, windowSeconds: 60, scrapeSeconds: 15 },
          0.09,
          successLimit(90),
        ),
      })),
      2,
    );

    expect(Math.abs(many.rollback - scraped.rollback)).toBeLessThan(0.01);
    expect(Math.abs(many.requests / scraped.requests - 1)).toBeLessThan(0.01);
  });

  it('are counted with hundreds of errors allowed, with none, and with any number', () => {
    const plan = { intervalSeconds: 60, windowSeconds: 60, scrapeSeconds: 15, threshold: 1 };
    const rollback = (traffic: number, minPercent: number, errorRate: number) =>
      lazyChain(
        { ...plan, traffic: [traffic], series: 4, limit: successLimit(minPercent) },
        errorRate,
      ).rollback;

    expect(rollback(1000, 99, 0.0102)).toBeCloseTo(
      failureOfScraped(
        { requestsPerSecond: 1000, windowSeconds: 60, scrapeSeconds: 15 },
        0.0102,
        LIMIT,
      ),
      12,
    );
    expect(rollback(1, 100, 0.5)).toBeGreaterThan(0.99);
    expect(rollback(1, 0, 0.5)).toBeLessThan(1e-6);
    expect(rollback(0, 0, 0.5)).toBe(1);
  });

  it('are no model for windows longer than the interval', () => {
    const plan = { traffic: [1], intervalSeconds: 30, windowSeconds: 60, scrapeSeconds: 15 };

    expect(() => lazyChain({ ...plan, series: 1, limit: LIMIT, threshold: 1 }, 0.1)).toThrow(
      'the metric window is 60 s, allowed is at most the interval, 30 s',
    );
  });
});

const CHECK = { kind: 'success-rate', minPercent: 99, windowSeconds: 60 } as const;

const FAITHFUL: SimulatedPlan = {
  weights: WEIGHTS,
  intervalSeconds: 60,
  requestsPerSecond: 12,
  threshold: 1,
  gate: CHECK,
  scraping: { pods: 2, callers: 1, scrapeSeconds: 15 },
};

describe('simulated rollouts', () => {
  it.each([
    [0.001, 0.021],
    [0.003, 0.27],
    [0.01, 0.98],
    [0.03, 1],
  ])('with an error rate of %d are rolled back with %d', (errorRate, rollback) => {
    const odds = simulateRollouts(FAITHFUL, errorRate, 1500, seedRandom(9));

    expect(Math.abs(odds.rollback - rollback)).toBeLessThan(4 * odds.standardError + 0.005);
  });

  it('meet twice as many requests of a regression as ideal counters would', () => {
    const odds = simulateRollouts(FAITHFUL, 0.03, 4000, seedRandom(9));

    expect(odds.ifRolledBack!.requests).toBeGreaterThan(230);
    expect(odds.ifRolledBack!.requests).toBeLessThan(248);
    expect(odds.ifPromoted).toBeUndefined();
  });

  it('under a sequential gate lose next to nothing to observation', () => {
    const test = sequentialTest({ healthy: 0.003, regressed: 0.03, falseRollback: 0.05 });
    const odds = simulateRollouts(
      { ...FAITHFUL, gate: { kind: 'sequential', test } },
      0.01,
      1500,
      seedRandom(4),
    );
    const gate = {
      kind: 'sequential',
      tolerated: 0.003,
      regressed: 0.03,
      falseRollback: 0.05,
    } as const;
    const traffic = { requestsPerSecond: 12, healthy: { errorRate: 0.001 } };
    const plan = { weights: WEIGHTS, intervalSeconds: 60, controller: 'flagger', gate } as const;
    const outlook = planOutlook(plan, traffic, { errorRate: 0.01 }, 'scraped');

    expect(Math.abs(odds.rollback - outlook.rollback)).toBeLessThan(4 * odds.standardError);
    expect(odds.ifRolledBack!.requests / outlook.exposedRequests!).toBeCloseTo(1, 0.5);
    // half a scrape interval comes too late for each check: 223 with ideal counters
    const regressed = planOutlook(plan, traffic, { errorRate: 0.03 }, 'scraped');
    expect(regressed.exposedRequests! / 247).toBeCloseTo(1, 1.5);
  });

  it('are the same for the same seed', () => {
    const [a, b] = [1, 1].map((seed) => simulateRollouts(FAITHFUL, 0.01, 200, seedRandom(seed)));

    expect(a).toEqual(b);
  });

  it('are refused without a step or with a share above 1', () => {
    expect(() => simulateRollouts({ ...FAITHFUL, weights: [] }, 0, 1, seedRandom(1))).toThrow(
      'a rollout has no step',
    );
    expect(() => simulateRollouts({ ...FAITHFUL, weights: [5] }, 0, 1, seedRandom(1))).toThrow(
      'weight is 5, allowed is a probability, 0 to 1',
    );
  });
});
