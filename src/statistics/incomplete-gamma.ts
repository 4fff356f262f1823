import { requireAmount, requirePositive } from './domain';
import { poissonDensity } from './poisson';

/** P(a, x) and Q(a, x) = 1 − P(a, x); both with their own digits where they are small. */
export interface GammaTails {
  readonly lower: number;
  readonly upper: number;
}

/**
 * The regularised incomplete gamma functions, P(a, x) = γ(a, x)/Γ(a).
 *
 * Source: DLMF 8.7.1 (series, below a + 1) and 8.9.2 (continued fraction, above), under the
 * saddle-point head of Loader (2000). Domain: a > 0, x ≥ 0, finite. The smaller of the two has a
 * relative error below 1e-13 for a and x up to 1e6. Cost O(√a) near x = a.
 * @throws RangeError outside the domain
 */
export function incompleteGamma(a: number, x: number): GammaTails {
  requirePositive('a of an incomplete gamma', a);
  requireAmount('x of an incomplete gamma', x);
  if (x === 0) return { lower: 0, upper: 1 };
  const head = poissonDensity(a, x);
  if (x < a + 1) {
    const lower = head * series(a, x);
    return { lower, upper: 1 - lower };
  }
  const upper = head * a * fraction(a, x);
  return { lower: 1 - upper, upper };
}

function series(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > sum * 1e-17; n += 1) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Lentz' way to run the fraction from its top. */
function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < 100_000; n += 1) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    const factor = c * d;
    value *= factor;
    if (Math.abs(factor - 1) < 1e-16) break;
  }
  return value;
}
