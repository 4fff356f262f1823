import * as fc from 'fast-check';
import { binomialAtMost, binomialMass } from '../../src/statistics/binomial';
import { latencyFailure } from '../../src/statistics/latency-check';
import { latencyShares } from '../../src/statistics/latency-shares';
import { poissonMass } from '../../src/statistics/poisson';
import { drawPoisson, seedRandom } from '../../src/statistics/random';
import {
  failureOfArrivals,
  failureOfClusters,
  failureOfCount,
} from '../../src/statistics/success-check';
import { allowedErrors, isAtLimit, successLimit } from '../../src/statistics/success-limit';

const rate = () => fc.double({ min: 0, max: 0.2, noNaN: true });
const percent = () => fc.constantFrom(0, 50, 90, 95, 99, 99.5, 99.9, 99.95, 100);

describe('the errors that a success rate allows', () => {
  it('are exact where floating point is not', () => {
    expect(Math.floor(10 * (1 - 0.9))).toBe(0);
    expect(allowedErrors(10, successLimit(90))).toBe(1);
    expect(successLimit(99.95)).toEqual({ allowed: 1, of: 2000 });
    expect(successLimit(100)).toEqual({ allowed: 0, of: 1 });
  });

  it('are the largest number that does not fall below the limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000_000 }),
        fc.integer({ min: 0, max: 10_000 }),
        (requests, tenThousandths) => {
          const limit = successLimit(100 - tenThousandths / 100);
          const most = allowedErrors(requests, limit);
          const passes = (errors: number) =>
            BigInt(errors) * 10_000n <= BigInt(tenThousandths * requests);

          expect(passes(most)).toBe(true);
          expect(passes(most + 1)).toBe(false);
        },
      ),
    );
  });

  it('refuse what is no percentage', () => {
    expect(() => successLimit(100.5)).toThrow(
      'the lowest success rate is 100.5, allowed is a percentage, 0 to 100',
    );
  });
});

describe('a check of the success rate', () => {
  it('fails more often with more errors and a higher limit', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.1, max: 500, noNaN: true }),
        rate(),
        rate(),
        (requests, a, b) => {
          const [low, high] = [Math.min(a, b), Math.max(a, b)];
          const at = (p: number, min: number) => failureOfArrivals(requests, p, successLimit(min));

          expect(at(high, 99)).toBeGreaterThanOrEqual(at(low, 99) - 1e-13);
          expect(at(low, 99.5)).toBeGreaterThanOrEqual(at(low, 99) - 1e-13);
        },
      ),
    );
  });

  it('is the plain double sum over errors and successes', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 30, noNaN: true }),
        rate(),
        percent(),
        (requests, p, min) => {
          const limit = successLimit(min);
          let [fails, unsaid] = [0, 1];
          for (let errors = 0; errors < 40; errors += 1) {
            for (let good = 0; good < 120; good += 1) {
              const mass =
                poissonMass(errors, requests * p) * poissonMass(good, requests * (1 - p));
              unsaid -= mass;
              if (errors + good === 0 || errors > allowedErrors(errors + good, limit))
                fails += mass;
            }
          }

          expect(Math.abs(unsaid)).toBeLessThan(1e-12);
          expect(failureOfArrivals(requests, p, limit)).toBeCloseTo(fails, 12);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('surely fails as traffic goes to 0, unless no data may pass', () => {
    const limit = successLimit(99);
    const failures = [10, 1, 0.1, 1e-3, 1e-9, 0].map((n) => failureOfArrivals(n, 0.001, limit));

    expect([...failures].sort((a, b) => a - b)).toEqual(failures);
    expect(failures.at(-1)).toBe(1);
    expect(failureOfArrivals(0, 0.001, limit, { noData: 0 })).toBe(0);
    expect(failureOfCount(0, 0.001, limit)).toBe(1);
    expect(failureOfClusters(0, 0.1, 0.01, limit)).toBe(1);
  });

  it('may fail at exactly the limit, where floating point decides', () => {
    const limit = successLimit(99);
    const atLimit = failureOfCount(100, 0.01, limit, { atLimit: 0.5 });
    const exactly = binomialMass(1, 100, 0.01);

    expect(isAtLimit(1, 100, limit)).toBe(true);
    expect(atLimit - failureOfCount(100, 0.01, limit)).toBeCloseTo(0.5 * exactly, 14);
    const arrivals = [0, 0.5, 1].map((tie) =>
      failureOfArrivals(100, 0.01, limit, { atLimit: tie }),
    );
    const one = poissonMass(1, 1) * poissonMass(99, 99);
    expect(arrivals[2]! - arrivals[0]!).toBeCloseTo(one, 13);
    expect(arrivals[1]! - arrivals[0]!).toBeCloseTo((arrivals[2]! - arrivals[0]!) / 2, 13);
  });

  it('of very many arrivals nears a known number of them', () => {
    const limit = successLimit(99);

    expect(failureOfArrivals(1e6, 0.0102, limit)).toBeCloseTo(
      failureOfCount(1_000_000, 0.0102, limit),
      3,
    );
    expect(failureOfArrivals(1e6, 0.009, limit)).toBeLessThan(1e-15);
    expect(failureOfArrivals(1e6, 0.02, limit)).toBe(1);
  });

  it('trips less often on single errors where they come in bursts, and more on many', () => {
    const limit = successLimit(99);

    expect(failureOfClusters(36, 0.01, 0.01, limit)).toBeLessThan(failureOfCount(36, 0.01, limit));
    expect(failureOfClusters(3600, 0.005, 0.01, limit)).toBeGreaterThan(
      failureOfCount(3600, 0.005, limit),
    );
  });
});

describe('a check of a latency', () => {
  it('on a boundary of a bucket counts the requests above', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), rate(), (n, above) => {
        const failure = latencyFailure(n, { inBucket: 0.3, above, position: 1 }, 0.99);

        expect(failure).toBeCloseTo(1 - binomialAtMost(Math.floor(n / 100), n, above), 12);
      }),
    );
  });

  it('fails more often with a lower limit inside the bucket', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 400 }),
        fc.double({ min: 0, max: 0.9, noNaN: true }),
        (n, at) => {
          const shares = { inBucket: 0.02, above: 0.004 };
          const [lower, higher] = [at, at + 0.1].map((position) =>
            latencyFailure(n, { ...shares, position }, 0.99),
          );

          expect(lower).toBeGreaterThanOrEqual(higher! - 1e-12);
        },
      ),
    );
  });

  it('agrees with 20,000 drawn histograms within 4 standard errors', () => {
    const place = latencyShares({ medianMs: 80, p99Ms: 420 }, 400);
    if (place.kind !== 'found') throw new Error(place.kind);
    const random = seedRandom(3);
    let failed = 0;
    for (let run = 0; run < 20_000; run += 1) {
      // in fifths: 400 is at 3/5 of its bucket, and 3 × 2/5 is no more than 1 % of 120
      let fifths = 0;
      for (let n = 0; n < 120; n += 1) {
        const u = random();
        if (u < place.above) fifths += 5;
        else if (u < place.above + place.inBucket) fifths += 2;
      }
      failed += Number(fifths > 6);
    }
    const exact = latencyFailure(120, place, 0.99);

    expect(Math.abs(failed / 20_000 - exact)).toBeLessThan(
      4 * Math.sqrt((exact * (1 - exact)) / 20_000),
    );
  });

  it('never fails above the last bucket, and fails without requests', () => {
    const model = { medianMs: 80, p99Ms: 300 };

    expect(latencyShares(model, 5000, [100, 1000]).kind).toBe('never-fails');
    expect(latencyShares(model, 1000, [100, 1000]).kind).toBe('never-fails');
    expect(latencyShares(model, 50, [100, 1000])).toMatchObject({ kind: 'found', position: 0.5 });
    expect(latencyFailure(0, { inBucket: 0, above: 0, position: 1 }, 0.99)).toBe(1);
  });
});

describe('drawn arrivals', () => {
  it.each([0, 0.02, 3, 9.9, 10.1, 250])('of mean %d have the mean and the variance', (mean) => {
    const random = seedRandom(11);
    const draws = Array.from({ length: 40_000 }, () => drawPoisson(mean, random));
    const average = draws.reduce((sum, x) => sum + x, 0) / draws.length;
    const variance = draws.reduce((sum, x) => sum + (x - mean) ** 2, 0) / draws.length;
    const error = Math.sqrt(mean / draws.length);

    expect(Math.abs(average - mean)).toBeLessThanOrEqual(4 * error);
    // the variance of (X − m)² is m + 2 m²
    const spread = Math.sqrt((mean + 2 * mean ** 2) / draws.length);
    expect(Math.abs(variance - mean)).toBeLessThanOrEqual(4 * spread);
  });

  it('are the same for the same seed, and others for another', () => {
    const [a, b, c] = [1, 1, 2].map((seed) => {
      const random = seedRandom(seed);
      return Array.from({ length: 50 }, random);
    });

    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
    expect(a!.every((x) => x >= 0 && x < 1)).toBe(true);
  });
});
