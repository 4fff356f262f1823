import * as fc from 'fast-check';
import { binomialMass } from '../../src/statistics/binomial';
import { conditionalEvidence } from '../../src/statistics/conditional-evidence';
import {
  addPoll,
  averageWealth,
  healthBet,
  logWealth,
  noEvidence,
  regressionBet,
  type Bet,
  type Poll,
} from '../../src/statistics/evidence';
import { secondsToDecide } from '../../src/statistics/evidence-drift';
import { judge } from '../../src/statistics/judge';
import { hypergeometricMass } from '../../src/statistics/hypergeometric';
import { drawPoisson, seedRandom, type Random } from '../../src/statistics/random';

const wealthOf = (polls: readonly Poll[], bet: Bet): number =>
  logWealth(
    polls.reduce((evidence, poll) => addPoll(evidence, bet, poll), noEvidence(bet)),
    bet,
  );

const poll = (): fc.Arbitrary<Poll> =>
  fc
    .tuple(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 1, max: 3000 }))
    .chain(([canaryRequests, primaryRequests]) =>
      fc.record({
        canaryRequests: fc.constant(canaryRequests),
        primaryRequests: fc.constant(primaryRequests),
        canaryErrors: fc.integer({ min: 0, max: Math.min(8, canaryRequests) }),
        primaryErrors: fc.integer({ min: 0, max: 12 }).map((y) => Math.min(y, primaryRequests)),
      }),
    );

describe('the evidence for a regression', () => {
  it('is at most 1 on average under every tolerated pair of error rates, by enumeration', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 8 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(1, 1.5, 2),
        (n, m, primary, share, tolerated) => {
          const canary = Math.min(1, primary * tolerated) * share;
          const bet = regressionBet(tolerated);

          expect(expectation(n, m, canary, primary, bet)).toBeLessThanOrEqual(1 + 1e-12);
        },
      ),
    );
  });

  it('is at most 1 on average for the proof of health under every unacceptable pair', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 8 }),
        fc.double({ min: 0, max: 0.3, noNaN: true }),
        fc.double({ min: 3, max: 3.3, noNaN: true }),
        (n, m, primary, ratio) => {
          const bet = healthBet(3, 1);

          expect(expectation(n, m, primary * ratio, primary, bet)).toBeLessThanOrEqual(1 + 1e-12);
        },
      ),
    );
  });

  it('does not depend on the order of the polls', () => {
    fc.assert(
      fc.property(fc.array(poll(), { minLength: 2, maxLength: 8 }), (polls) => {
        const bet = regressionBet(1.5);

        expect(wealthOf([...polls].reverse(), bet)).toBeCloseTo(wealthOf(polls, bet), 9);
      }),
    );
  });

  it('does not depend on how often one looks while the weight stays', () => {
    fc.assert(
      fc.property(poll(), fc.integer({ min: 2, max: 5 }), (part, times) => {
        const bet = regressionBet(1);
        const many = Array.from({ length: times }, () => part);
        const once = {
          canaryRequests: part.canaryRequests * times,
          canaryErrors: part.canaryErrors * times,
          primaryRequests: part.primaryRequests * times,
          primaryErrors: part.primaryErrors * times,
        };

        expect(wealthOf(many, bet)).toBeCloseTo(wealthOf([once], bet), 8);
      }),
    );
  });

  it('comes from errors alone', () => {
    const bet = regressionBet(2);
    const quiet = { canaryRequests: 500, canaryErrors: 0, primaryRequests: 500, primaryErrors: 0 };

    expect(wealthOf([quiet], bet)).toBeCloseTo(0, 14);
  });

  it('falls when both versions share an incident', () => {
    const incident = {
      canaryRequests: 50,
      canaryErrors: 10,
      primaryRequests: 950,
      primaryErrors: 190,
    };

    expect(wealthOf([incident], regressionBet(1))).toBeLessThan(Math.log(2));
  });

  it('of several metrics is their average', () => {
    expect(averageWealth([Math.log(3), Math.log(5)])).toBeCloseTo(Math.log(4), 12);
    expect(averageWealth([-Infinity, 0])).toBeCloseTo(-Math.log(2), 12);
    expect(averageWealth([-Infinity])).toBe(-Infinity);
    expect(averageWealth([900, 900])).toBeCloseTo(900, 9);
  });

  it('grows slower by the size of bursts', () => {
    const bad = { canaryRequests: 50, canaryErrors: 9, primaryRequests: 950, primaryErrors: 1 };
    const bet = { tolerated: 1, alternatives: [{ ratio: 10, share: 1 }] };

    expect(wealthOf([bad], { ...bet, burst: 3 })).toBeCloseTo(wealthOf([bad], bet) / 3, 12);
  });

  it('refuses amounts below 0', () => {
    const bad = { canaryRequests: -1, canaryErrors: 0, primaryRequests: 0, primaryErrors: 0 };

    expect(() => wealthOf([bad], regressionBet(1))).toThrow('a number of the poll is -1');
    expect(() => healthBet(1, 2)).toThrow('expected / unacceptable ratio is 2');
  });
});

describe('the evidence given the number of errors', () => {
  it('is exactly 1 on average where the odds are equal', () => {
    const sample = { canaryRequests: 30, primaryRequests: 90 };
    let expected = 0;
    for (let x = 0; x <= 7; x += 1) {
      const found = { ...sample, canaryErrors: x, primaryErrors: 7 - x };
      const chance = hypergeometricMass(x, { marked: 30, others: 90, drawn: 7 });
      expected += chance * conditionalEvidence(found, 4);
    }

    expect(expected).toBeCloseTo(1, 12);
  });
});

describe('a judgement', () => {
  const judgement = { regression: regressionBet(1), falseRollback: 0.01 };
  const bad = { canaryRequests: 45, canaryErrors: 4, primaryRequests: 855, primaryErrors: 1 };
  const good = { canaryRequests: 450, canaryErrors: 1, primaryRequests: 450, primaryErrors: 2 };

  it('rolls back at the first poll that proves a regression, whatever comes later', () => {
    const verdict = judge([bad, bad, good, good, good, good], judgement);

    expect(verdict).toMatchObject({ kind: 'roll-back', poll: 0 });
    expect(verdict.regression).toBeGreaterThan(Math.log(100));
  });

  it('promotes at the first poll that proves health', () => {
    const health = healthBet(3, 1);
    const polls = Array.from({ length: 40 }, () => good);
    const verdict = judge(polls, { ...judgement, health });

    expect(verdict.kind).toBe('promote');
    expect(verdict.health).toBeGreaterThan(Math.log(20));
    expect(judge(polls.slice(0, verdict.poll), { ...judgement, health }).kind).toBe('not-yet');
  });

  it('is open without data', () => {
    expect(judge([], judgement)).toEqual({ kind: 'not-yet', regression: 0 });
    expect(judge([], { ...judgement, health: healthBet(3, 1) })).toEqual({
      kind: 'not-yet',
      regression: 0,
      health: 0,
    });
  });

  it('rolls back hardly any of 1,000 healthy releases, however often it looks', () => {
    const rolledBack = playMany(1000, 0.003, 0.003, seedRandom(1));

    // at most 1 %, and four standard errors
    expect(rolledBack / 1000).toBeLessThan(0.01 + 4 * Math.sqrt((0.01 * 0.99) / 1000));
  });

  it('finds a tenfold error rate in most of 500 releases', () => {
    const rolledBack = playMany(500, 0.01, 0.001, seedRandom(2)) / 500;

    // 0.955 by an independent simulation
    expect(Math.abs(rolledBack - 0.955)).toBeLessThan(4 * Math.sqrt((0.955 * 0.045) / 500) + 0.005);
  });

  function playMany(runs: number, canary: number, primary: number, random: Random): number {
    let count = 0;
    for (let run = 0; run < runs; run += 1) {
      const polls = Array.from({ length: 40 }, (_, index) => {
        const weight = 0.05 * (Math.floor(index / 4) + 1);
        const [canaryRequests, primaryRequests] = [180 * weight, 180 * (1 - weight)];
        return {
          canaryRequests,
          primaryRequests,
          canaryErrors: drawPoisson(canaryRequests * canary, random),
          primaryErrors: drawPoisson(primaryRequests * primary, random),
        };
      });
      count += Number(judge(polls, judgement).kind === 'roll-back');
    }
    return count;
  }
});

describe('the time that evidence takes', () => {
  it.each([
    [0.05, 0.03, 3.1],
    [0.05, 0.01, 14.9],
    [0.05, 0.005, 49.6],
    [0.2, 0.01, 5.3],
  ])(
    'at %d of 12 requests/s is for an error rate of %d about %d min',
    (weight, canary, minutes) => {
      const comparing = { requestsPerSecond: 12, weight, canary, primary: 0.001 };
      const best = { tolerated: 1, alternatives: [{ ratio: canary / 0.001, share: 1 }] };
      const known = secondsToDecide(best, comparing, 0.01) / 60;
      const mixed = secondsToDecide(regressionBet(1), comparing, 0.01) / 60;

      // between knowing the ratio and paying for seven of them
      expect(known).toBeLessThan(minutes * 1.05);
      expect(mixed).toBeGreaterThan(minutes * 0.9);
      expect(mixed).toBeLessThan(minutes * 1.6);
    },
  );

  it('never ends without a regression', () => {
    const comparing = { requestsPerSecond: 12, weight: 0.1, canary: 0.001, primary: 0.001 };

    expect(secondsToDecide(regressionBet(1), comparing, 0.01)).toBe(Infinity);
  });
});

/** The average of one poll's wealth over everything that can happen. */
function expectation(n: number, m: number, canary: number, primary: number, bet: Bet): number {
  let sum = 0;
  for (let x = 0; x <= n; x += 1) {
    for (let y = 0; y <= m; y += 1) {
      const chance = binomialMass(x, n, canary) * binomialMass(y, m, primary);
      const seen = { canaryRequests: n, canaryErrors: x, primaryRequests: m, primaryErrors: y };
      sum += chance * Math.exp(wealthOf([seen], bet));
    }
  }
  return sum;
}
