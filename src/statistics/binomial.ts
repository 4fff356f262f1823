import { requireCount, requireProbability } from './domain';
import { deviance, stirlingError } from './saddle-point';

/**
 * P(X = k) of k hits in n independent tries of probability p.
 *
 * Source: Loader (2000), the saddle-point form. Domain: whole 0 ≤ k ≤ n (0 beyond n), 0 ≤ p ≤ 1.
 * Relative error below 5e-14 up to n = 1e6, below 1e-12 up to n = 1e9, while above 1e-290.
 * @throws RangeError outside the domain
 */
export function binomialMass(k: number, n: number, p: number): number {
  requireCount('k of a binomial', k);
  requireCount('n of a binomial', n);
  requireProbability('p of a binomial', p);
  return k > n ? 0 : mass(k, n, p, 1 - p);
}

/**
 * P(X ≤ k) of k hits in n independent tries of probability p.
 *
 * Summed from the smaller side, so that a small answer keeps its digits. Domain: whole k ≥ −1,
 * n ≥ 0, 0 ≤ p ≤ 1. Relative error below 1e-13 up to n = 1e6. Cost O(√(n p (1−p))).
 * @throws RangeError outside the domain
 */
export function binomialAtMost(k: number, n: number, p: number): number {
  const size = tails(k, n, p);
  return size.isLower ? size.tail : 1 - size.tail;
}

/**
 * P(X > k) of k hits in n independent tries of probability p; not 1 − P(X ≤ k), which would lose
 * the digits of a small answer.
 *
 * Domain, accuracy and cost are those of {@link binomialAtMost}.
 * @throws RangeError outside the domain
 */
export function binomialAbove(k: number, n: number, p: number): number {
  const size = tails(k, n, p);
  return size.isLower ? 1 - size.tail : size.tail;
}

/**
 * Γ(n+1)/(Γ(k+1)Γ(n−k+1)) p^k q^(n−k) for real 0 ≤ k ≤ n and p + q = 1: a binomial probability,
 * and the head of the incomplete beta function. No check of the domain.
 */
export function mass(k: number, n: number, p: number, q: number): number {
  if (p === 0) return k === 0 ? 1 : 0;
  if (q === 0) return k === n ? 1 : 0;
  if (k === 0) return Math.exp(p < 0.5 ? n * Math.log1p(-p) : n * Math.log(q));
  if (k === n) return Math.exp(q < 0.5 ? n * Math.log1p(-q) : n * Math.log(p));
  const rest = n - k;
  const exponent =
    stirlingError(n) -
    stirlingError(k) -
    stirlingError(rest) -
    deviance(k, n * p) -
    deviance(rest, n * q);
  return Math.exp(exponent) * Math.sqrt(n / (2 * Math.PI * k * rest));
}

/** The smaller of P(X ≤ k) and P(X > k), up to rounding of where the middle is. */
interface Tail {
  readonly isLower: boolean;
  readonly tail: number;
}

function tails(k: number, n: number, p: number): Tail {
  if (k !== -1) requireCount('k of a binomial', k);
  requireCount('n of a binomial', n);
  requireProbability('p of a binomial', p);
  if (k < 0) return { isLower: true, tail: 0 };
  if (k >= n) return { isLower: false, tail: 0 };
  return k < n * p
    ? { isLower: true, tail: sumDown(k, n, p) }
    : { isLower: false, tail: sumUp(k + 1, n, p) };
}

function sumDown(from: number, n: number, p: number): number {
  const q = 1 - p;
  let term = mass(from, n, p, q);
  let sum = term;
  for (let k = from; k > 0; k -= 1) {
    term *= (k * q) / ((n - k + 1) * p);
    // `<=`: both may have underflowed to 0
    if (term <= sum * 1e-17) break;
    sum += term;
  }
  return sum;
}

function sumUp(from: number, n: number, p: number): number {
  const q = 1 - p;
  let term = mass(from, n, p, q);
  let sum = term;
  for (let k = from; k < n; k += 1) {
    term *= ((n - k) * p) / ((k + 1) * q);
    if (term <= sum * 1e-17) break;
    sum += term;
  }
  return sum;
}
