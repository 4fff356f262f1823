import { requireAmount, requireCount } from './domain';
import { deviance, stirlingError } from './saddle-point';

/**
 * P(X = k) of k arrivals where `mean` are expected.
 *
 * Source: Loader (2000), the saddle-point form. Domain: whole k ≥ 0, finite mean ≥ 0.
 * Relative error below 5e-14 up to a mean of 1e6, below 1e-12 up to 1e9, while above 1e-290.
 * @throws RangeError outside the domain
 */
export function poissonMass(k: number, mean: number): number {
  requireCount('k of a Poisson', k);
  requireAmount('mean of a Poisson', mean);
  return poissonDensity(k, mean);
}

/**
 * P(X ≤ k) of k arrivals where `mean` are expected.
 *
 * Summed from the smaller side, so that a small answer keeps its digits. Domain: whole k ≥ −1,
 * finite mean ≥ 0. Relative error below 1e-13 up to a mean of 1e6. Cost O(√mean).
 * @throws RangeError outside the domain
 */
export function poissonAtMost(k: number, mean: number): number {
  const { isLower, tail } = tails(k, mean);
  return isLower ? tail : 1 - tail;
}

/**
 * P(X > k) of k arrivals where `mean` are expected.
 *
 * Domain, accuracy and cost are those of {@link poissonAtMost}.
 * @throws RangeError outside the domain
 */
export function poissonAbove(k: number, mean: number): number {
  const { isLower, tail } = tails(k, mean);
  return isLower ? 1 - tail : tail;
}

/** mean^k e^−mean / Γ(k+1) for real k ≥ 0: also the head of the incomplete gamma function. */
export function poissonDensity(k: number, mean: number): number {
  if (mean === 0) return k === 0 ? 1 : 0;
  if (k === 0) return Math.exp(-mean);
  return Math.exp(-stirlingError(k) - deviance(k, mean)) / Math.sqrt(2 * Math.PI * k);
}

interface Tail {
  readonly isLower: boolean;
  readonly tail: number;
}

function tails(k: number, mean: number): Tail {
  if (k !== -1) requireCount('k of a Poisson', k);
  requireAmount('mean of a Poisson', mean);
  if (k < 0) return { isLower: true, tail: 0 };
  return k < mean
    ? { isLower: true, tail: sumDown(k, mean) }
    : { isLower: false, tail: sumUp(k + 1, mean) };
}

function sumDown(from: number, mean: number): number {
  let term = poissonDensity(from, mean);
  let sum = term;
  for (let k = from; k > 0; k -= 1) {
    term *= k / mean;
    // `<=`: both may have underflowed to 0
    if (term <= sum * 1e-17) break;
    sum += term;
  }
  return sum;
}

function sumUp(from: number, mean: number): number {
  let term = poissonDensity(from, mean);
  let sum = term;
  for (let k = from + 1; term > sum * 1e-17; k += 1) {
    term *= mean / k;
    sum += term;
  }
  return sum;
}
