import { requireCount, requireInside } from './domain';

/** Errors that come in bursts: requests share a fate. */
export interface Clustering {
  /** Mean share of errors, above 0 and below 1. */
  readonly mean: number;
  /**
   * Intra-class correlation of two requests of the same window, above 0 and below 1; the variance
   * of a count of n is 1 + (n − 1)·correlation times that of independent requests.
   */
  readonly correlation: number;
}

/**
 * P(X > k) of k errors in n requests whose error rate varies from window to window as a beta
 * distribution.
 *
 * The mass runs from P(0) = Π (b+i)/(a+b+i) by its recurrence: differences of ln Γ lose four
 * digits. Domain: whole k ≥ 0, n ≥ 0. Relative error below 1e-11 up to n = 1e5. O(n).
 * @throws RangeError outside the domain
 */
export function betaBinomialAbove(k: number, n: number, { mean, correlation }: Clustering): number {
  requireCount('k of a beta-binomial', k);
  requireCount('n of a beta-binomial', n);
  requireInside('mean of a beta-binomial', mean);
  requireInside('correlation of a beta-binomial', correlation);
  if (k >= n) return 0;
  const scale = (1 - correlation) / correlation;
  const a = mean * scale;
  const b = (1 - mean) * scale;
  let term = 1;
  let unit = logNone(n, a, b);
  let upper = 0;
  for (let x = 0; x < n; x += 1) {
    term *= ((n - x) * (a + x)) / ((x + 1) * (b + n - x - 1));
    if (x >= k) {
      upper += term;
      if (x > n * mean && term <= upper * 1e-17) break;
    }
    if (term > 1e200) {
      term /= 1e200;
      upper /= 1e200;
      unit += 200 * Math.LN10;
    }
  }
  return Math.min(1, upper * Math.exp(unit));
}

/** ln P(no error), as a product: it may be far below the smallest number. */
function logNone(n: number, a: number, b: number): number {
  let product = 1;
  let sum = 0;
  for (let i = 0; i < n; i += 1) {
    product *= (b + i) / (a + b + i);
    if (product < 1e-200) {
      sum += Math.log(product);
      product = 1;
    }
  }
  return sum + Math.log(product);
}
