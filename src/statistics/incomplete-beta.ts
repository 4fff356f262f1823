import { mass } from './binomial';
import { requirePositive, requireProbability } from './domain';

/** I_x(a, b) and 1 − I_x(a, b); both with their own digits where they are small. */
export interface BetaTails {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The regularised incomplete beta function I_x(a, b): the chance of at least a of a + b − 1 hits,
 * and what the quantile of an exact interval inverts.
 *
 * Source: DLMF 8.17.22 (continued fraction) under the saddle-point head of Loader (2000). Domain:
 * 0 ≤ x ≤ 1, a > 0, b > 0. The smaller of the two has a relative error below 1e-13 for a and b up
 * to 1e6. Cost O(√max(a, b)).
 * @throws RangeError outside the domain
 */
export function incompleteBeta(x: number, a: number, b: number): BetaTails {
  requireProbability('x of an incomplete beta', x);
  requirePositive('a of an incomplete beta', a);
  requirePositive('b of an incomplete beta', b);
  if (x === 0) return { lower: 0, upper: 1 };
  if (x === 1) return { lower: 1, upper: 0 };
  const head = mass(a, a + b, x, 1 - x);
  // the fraction converges quickly below the mean
  if (x < (a + 1) / (a + b + 2)) {
    const lower = (head * b * fraction(x, a, b)) / (a + b);
    return { lower, upper: 1 - lower };
  }
  const upper = (head * a * fraction(1 - x, b, a)) / (a + b);
  return { lower: 1 - upper, upper };
}

/**
 * The x with I_x(a, b) = p, by bisection to the last bit.
 *
 * Domain: 0 ≤ p ≤ 1, a > 0, b > 0. Relative error below 1e-12. Cost about 100 µs.
 * @throws RangeError outside the domain
 */
export function betaQuantile(p: number, a: number, b: number): number {
  requireProbability('p of a beta quantile', p);
  if (p === 0 || p === 1) return p;
  let low = 0;
  let high = 1;
  for (let round = 0; round < 1100; round += 1) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (incompleteBeta(middle, a, b).lower < p) low = middle;
    else high = middle;
  }
  return high;
}

/** Lentz' way to run the fraction from its top. */
function fraction(x: number, a: number, b: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 1 / away(1 - ((a + b) * x) / (a + 1), tiny);
  let value = d;
  for (let n = 1; n < 100_000; n += 1) {
    const even = (n * (b - n) * x) / ((a + 2 * n - 1) * (a + 2 * n));
    d = 1 / away(1 + even * d, tiny);
    c = away(1 + even / c, tiny);
    value *= d * c;
    const odd = (-(a + n) * (a + b + n) * x) / ((a + 2 * n) * (a + 2 * n + 1));
    d = 1 / away(1 + odd * d, tiny);
    c = away(1 + odd / c, tiny);
    const factor = d * c;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return value;
}

function away(value: number, tiny: number): number {
  return Math.abs(value) < tiny ? tiny : value;
}
