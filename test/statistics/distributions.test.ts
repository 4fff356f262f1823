import golden from '../golden/distributions.json';
import { betaBinomialAbove } from '../../src/statistics/beta-binomial';
import { binomialAbove, binomialAtMost, binomialMass } from '../../src/statistics/binomial';
import { hypergeometricAtLeast, hypergeometricMass } from '../../src/statistics/hypergeometric';
import { betaQuantile, incompleteBeta } from '../../src/statistics/incomplete-beta';
import { incompleteGamma } from '../../src/statistics/incomplete-gamma';
import { normalAtMost, normalQuantile } from '../../src/statistics/normal';
import { poissonAbove, poissonAtMost, poissonMass } from '../../src/statistics/poisson';
import { logGamma } from '../../src/statistics/saddle-point';

type Numbers = readonly number[];

/** Every function of the file, and the relative error that its comment promises. */
const FUNCTIONS: Record<string, readonly [(...values: number[]) => number, number]> = {
  binomialMass: [binomialMass, 5e-14],
  binomialAtMost: [binomialAtMost, 1e-13],
  binomialAbove: [binomialAbove, 1e-13],
  poissonMass: [poissonMass, 5e-14],
  poissonAtMost: [poissonAtMost, 1e-13],
  poissonAbove: [poissonAbove, 1e-13],
  'incompleteGamma.lower': [(a, x) => incompleteGamma(a, x).lower, 1e-13],
  'incompleteGamma.upper': [(a, x) => incompleteGamma(a, x).upper, 1e-13],
  'incompleteBeta.lower': [(x, a, b) => incompleteBeta(x, a, b).lower, 1e-13],
  'incompleteBeta.upper': [(x, a, b) => incompleteBeta(x, a, b).upper, 1e-13],
  logGamma: [logGamma, 1e-14],
  normalAtMost: [normalAtMost, 1e-13],
  normalQuantile: [normalQuantile, 1e-13],
  hypergeometricMass: [
    (k, marked, others, drawn) =>
      hypergeometricMass(k, { marked: marked, others: others, drawn: drawn }),
    1e-13,
  ],
  hypergeometricAtLeast: [
    (k, marked, others, drawn) =>
      hypergeometricAtLeast(k, { marked: marked, others: others, drawn: drawn }),
    1e-13,
  ],
  betaBinomialAbove: [
    (k, n, mean, correlation) => betaBinomialAbove(k, n, { mean: mean, correlation: correlation }),
    1e-11,
  ],
};

describe('the distributions', () => {
  it.each(Object.keys(FUNCTIONS))('%s has the digits of a 60-digit reference', (name) => {
    const [compute, tolerance] = FUNCTIONS[name]!;
    const cases = golden.filter((value) => value.function === name);

    const wrong = cases
      .map((value) => ({ ...value, got: compute(...(value.arguments as Numbers)) }))
      .map((value) => ({ ...value, error: relativeError(value.got, Number(value.value)) }))
      .filter(({ error }) => !(error <= tolerance));

    expect(wrong).toEqual([]);
    expect(cases.length).toBeGreaterThanOrEqual(5);
  });

  it('have a function for every reference value', () => {
    expect(golden.filter((value) => FUNCTIONS[value.function] === undefined)).toEqual([]);
  });

  it('end where everything underflows', () => {
    expect(binomialAtMost(0, 1_000_000, 0.5)).toBe(0);
    expect(binomialAbove(999_999, 1_000_000, 0.5)).toBe(0);
    expect(poissonAtMost(0, 1e6)).toBe(0);
    expect(poissonAbove(1e6, 1)).toBe(0);
    expect(betaBinomialAbove(0, 100_000, { mean: 0.3, correlation: 1e-6 })).toBeCloseTo(1, 12);
  });

  it('know their corners', () => {
    expect(binomialMass(0, 0, 0.3)).toBe(1);
    expect(binomialMass(4, 3, 0.3)).toBe(0);
    expect([0, 1].map((p) => binomialAbove(2, 5, p))).toEqual([0, 1]);
    expect(binomialAtMost(-1, 5, 0.5)).toBe(0);
    expect(poissonMass(0, 0)).toBe(1);
    expect(poissonAbove(0, 0)).toBe(0);
    expect(logGamma(1)).toBeCloseTo(0, 14);
    expect(incompleteBeta(0, 2, 3)).toEqual({ lower: 0, upper: 1 });
    expect(incompleteBeta(1, 2, 3)).toEqual({ lower: 1, upper: 0 });
    expect(incompleteGamma(2, 0)).toEqual({ lower: 0, upper: 1 });
  });

  it('of which one is the quantile of another agree', () => {
    for (const p of [1e-9, 0.025, 0.5, 0.975]) {
      expect(incompleteBeta(betaQuantile(p, 4, 33), 4, 33).lower).toBeCloseTo(p, 14);
    }
    expect([0, 1].map((p) => betaQuantile(p, 2, 3))).toEqual([0, 1]);
  });

  it('refuse what makes no sense, and say so', () => {
    expect(() => binomialMass(1, 2, 1.5)).toThrow(
      'p of a binomial is 1.5, allowed is a probability, 0 to 1',
    );
    expect(() => poissonAbove(0.5, 2)).toThrow('k of a Poisson is 0.5, allowed is a whole number');
    expect(() => poissonMass(1, NaN)).toThrow('mean of a Poisson is NaN');
    expect(() => hypergeometricMass(1, { marked: 2, others: 3, drawn: 6 })).toThrow(
      'drawn of an urn is 6, allowed is at most 5',
    );
    expect(() => normalQuantile(1)).toThrow('above 0 and below 1');
    expect(() => incompleteBeta(0.5, 0, 1)).toThrow('a finite number above 0');
  });
});

function relativeError(got: number, wanted: number): number {
  return got === wanted ? 0 : Math.abs(got - wanted) / Math.max(Math.abs(wanted), Number.MIN_VALUE);
}
