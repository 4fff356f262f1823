import { requireInside, requirePositive } from './domain';
import type { Bet } from './evidence';

/** Canary and primary in steady traffic. */
export interface Comparing {
  readonly requestsPerSecond: number;
  /** Share of the requests that the canary gets, above 0 and below 1. */
  readonly weight: number;
  /** Error rate of the canary, above 0 and below 1. */
  readonly canary: number;
  /** Error rate of the primary, above 0 and below 1. */
  readonly primary: number;
}

/**
 * Seconds that a bet takes to win 1/level in steady traffic, by its average growth.
 *
 * The first alternative to get there decides. No account of the overshoot and of luck: some 10-30 %
 * off; Infinity if nothing grows. Domain: weight, rates and level inside 0-1, traffic above 0.
 * @throws RangeError outside the domain
 */
export function secondsToDecide(bet: Bet, comparing: Comparing, level: number): number {
  const { requestsPerSecond, weight, canary, primary } = comparing;
  requirePositive('requests per second', requestsPerSecond);
  for (const share of [weight, canary, primary, level]) requireInside('a share', share);
  const { tolerated, alternatives, burst = 1 } = bet;
  const times = alternatives.map(({ ratio, share }) => {
    const gain = weight * canary * Math.log(ratio / tolerated);
    const errors = weight * canary + (1 - weight) * primary;
    const price =
      errors * (Math.log1p(weight * (ratio - 1)) - Math.log1p(weight * (tolerated - 1)));
    const drift = (requestsPerSecond * (gain - price)) / burst;
    return drift > 0 ? -Math.log(level * share) / drift : Infinity;
  });
  return Math.min(...times);
}
