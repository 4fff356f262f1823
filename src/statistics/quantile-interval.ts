import { binomialAtMost } from './binomial';
import { requireCount, requireInside } from './domain';

/** Ranks of the sorted values, from 1, between which the true quantile lies. */
export interface RankInterval {
  /** 0 where no value bounds it from below. */
  readonly low: number;
  /** One more than there are values where none bounds it from above. */
  readonly high: number;
  /** The exact chance that it does. */
  readonly coverage: number;
}

/**
 * Between which of `count` sorted values the true quantile lies, whatever the distribution.
 *
 * Source: order statistics, David and Nagaraja (2003), 7.1. Domain: whole count ≥ 1, 0 < quantile
 * < 1, 0 < level < 1 (both sides together). Accuracy of {@link binomialAtMost}.
 * @throws RangeError outside the domain
 */
export function quantileInterval(count: number, quantile: number, level: number): RankInterval {
  requireCount('count', count);
  requireInside('quantile', quantile);
  requireInside('level', level);
  const low = lowestReaching(level / 2, count, quantile);
  const high = lowestReaching(1 - level / 2, count, quantile) + 1;
  const coverage =
    binomialAtMost(Math.min(count, high - 1), count, quantile) -
    binomialAtMost(low - 1, count, quantile);
  return { low, high, coverage };
}

/**
 * The fewest values of which the largest is above the quantile with a chance of at least 1 − level:
 * with fewer there is no upper bound at all. 299 for p99 at 5 %.
 * @throws RangeError outside 0-1
 */
export function fewestForQuantile(quantile: number, level: number): number {
  requireInside('quantile', quantile);
  requireInside('level', level);
  return Math.ceil(Math.log(level) / Math.log(quantile));
}

/** min { k : P(X ≤ k) ≥ p } of a binomial, by bisection. */
function lowestReaching(p: number, n: number, q: number): number {
  let low = -1;
  let high = n;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (binomialAtMost(middle, n, q) >= p) high = middle;
    else low = middle;
  }
  return high;
}
