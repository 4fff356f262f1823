import { requireInside, requirePositive } from './domain';
import type { LatencyShares } from './latency-check';
import { normalAtMost, normalQuantile } from './normal';

/** Lognormal latencies, told by their median and their 99th percentile, in milliseconds. */
export interface LatencyModel {
  readonly medianMs: number;
  /** Above the median. */
  readonly p99Ms: number;
}

/** The limit lies above the last finite bucket: a quantile is never reported above it. */
export type LimitPlace =
  | { readonly kind: 'never-fails' }
  | ({ readonly kind: 'found' } & LatencyShares);

/**
 * Istio's buckets of `istio_request_duration_milliseconds`, the defaults of Envoy's histograms.
 * Configurable by pod with the annotation `sidecar.istio.io/statsHistogramBuckets`.
 */
export const ISTIO_BOUNDS_MS: readonly number[] = [
  0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 300_000, 600_000,
  1_800_000, 3_600_000,
];

/**
 * Where a limit falls among the buckets of a histogram, and how likely a request is to end there.
 *
 * Domain: ascending bounds, all above 0, without +Inf; limit > 0. Flagger cuts its value to whole
 * milliseconds before it compares, so for its built-in check the limit is one higher than written.
 * @throws RangeError outside the domain
 */
export function latencyShares(
  model: LatencyModel,
  limitMs: number,
  boundsMs: readonly number[] = ISTIO_BOUNDS_MS,
): LimitPlace {
  requirePositive('latency limit', limitMs);
  const index = boundsMs.findIndex((bound) => limitMs <= bound);
  const last = boundsMs.at(-1) ?? 0;
  // at the last bound the estimate can be equal, never above
  if (index === -1 || limitMs === last) return { kind: 'never-fails' };
  const high = boundsMs[index] as number;
  const low = index === 0 ? 0 : (boundsMs[index - 1] as number);
  const above = shareAbove(model, high);
  return {
    kind: 'found',
    inBucket: shareAbove(model, low) - above,
    above,
    position: (limitMs - low) / (high - low),
  };
}

/**
 * P(latency > ms) of a lognormal model. Domain: ms ≥ 0.
 * @throws RangeError for a p99 that is not above the median
 */
export function shareAbove({ medianMs, p99Ms }: LatencyModel, ms: number): number {
  requirePositive('median latency', medianMs);
  requireInside('median / p99', medianMs / p99Ms);
  if (ms <= 0) return 1;
  const sigma = Math.log(p99Ms / medianMs) / normalQuantile(0.99);
  return normalAtMost(-Math.log(ms / medianMs) / sigma);
}
