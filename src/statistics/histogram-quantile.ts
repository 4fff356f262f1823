/** One bucket of a Prometheus histogram: how many are at most `upTo`; the last one is +Inf. */
export interface CumulativeBucket {
  readonly upTo: number;
  readonly count: number;
}

/**
 * What Prometheus' `histogram_quantile` answers for classic buckets.
 *
 * Source: Prometheus, promql/quantile.go, BucketQuantile: linear inside a bucket, from 0 in the first
 * one, the last finite bound in +Inf. Domain: ascending buckets, the last with `upTo` Infinity,
 * monotone counts; 0 ≤ quantile ≤ 1. NaN without a request or with a single bucket.
 */
export function histogramQuantile(quantile: number, buckets: readonly CumulativeBucket[]): number {
  const last = buckets.at(-1);
  if (last === undefined || last.upTo !== Infinity || buckets.length < 2) return NaN;
  if (!(last.count > 0)) return NaN;
  const rank = quantile * last.count;
  const index = buckets.findIndex(({ count }) => count >= rank);
  const bucket = buckets[index] as CumulativeBucket;
  const before = buckets[index - 1];
  if (bucket.upTo === Infinity) return (before as CumulativeBucket).upTo;
  if (before === undefined)
    return bucket.upTo <= 0 ? bucket.upTo : (bucket.upTo * rank) / bucket.count;
  const share = (rank - before.count) / (bucket.count - before.count);
  return before.upTo + (bucket.upTo - before.upTo) * share;
}

/**
 * What the estimate tends to with ever more requests, for a true distribution: the bias of wide
 * buckets. `atMost` is the true share at or below a value, monotone from 0 to 1.
 */
export function reportedQuantile(
  quantile: number,
  atMost: (value: number) => number,
  bounds: readonly number[],
): number {
  const buckets = bounds.map((upTo) => ({ upTo, count: atMost(upTo) }));
  return histogramQuantile(quantile, [...buckets, { upTo: Infinity, count: 1 }]);
}
