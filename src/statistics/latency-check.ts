import { binomialAbove, binomialMass } from './binomial';
import { requireCount, requireProbability } from './domain';

/** The true chances of one request, around a limit T in the bucket from `low` to `high`. */
export interface LatencyShares {
  /** To end in the bucket that holds T, T at its upper end included. 0-1 */
  readonly inBucket: number;
  /** To end in a bucket above. 0-1 */
  readonly above: number;
  /** (T − low) / (high − low), above 0; 1 with T on the boundary, where nothing is interpolated. */
  readonly position: number;
}

/**
 * The chance that `histogram_quantile(quantile, …) > T` with so many requests.
 *
 * The interpolated distribution is continuous and monotone, so the estimate is above T exactly if
 * (1 − position)·inBucket + above > (1 − quantile)·requests; a trinomial sum. Source: Prometheus,
 * promql/quantile.go. Domain: whole requests ≥ 0; without any, `noData`. quantile is taken to nine
 * decimals. Relative error below 1e-12. O(requests × (1 − quantile)) binomial tails.
 * @throws RangeError outside the domain
 */
export function latencyFailure(
  requests: number,
  shares: LatencyShares,
  quantile: number,
  noData = 1,
): number {
  requireCount('requests', requests);
  requireProbability('quantile', quantile);
  const { inBucket, above, position } = shares;
  requireProbability('share in the bucket', inBucket);
  requireProbability('share above', above);
  requireProbability('position of the limit', position);
  if (requests === 0) return noData;
  const slow = (Math.round((1 - quantile) * 1e9) * requests) / 1e9;
  const most = Math.floor(slow);
  let sum = binomialAbove(most, requests, above);
  if (position === 1) return sum;
  const share = above === 1 ? 0 : Math.min(1, inBucket / (1 - above));
  for (let over = 0; over <= most; over += 1) {
    const rest = requests - over;
    const enough = wholeBelow((slow - over) / (1 - position));
    if (enough < rest) {
      sum += binomialMass(over, requests, above) * binomialAbove(enough, rest, share);
    }
  }
  return Math.min(1, sum);
}

/** The largest whole number up to x, with a hair's breadth of rounding forgiven. */
function wholeBelow(x: number): number {
  const nearest = Math.round(x);
  return Math.abs(x - nearest) <= 1e-9 * Math.max(1, x) ? nearest : Math.floor(x);
}
