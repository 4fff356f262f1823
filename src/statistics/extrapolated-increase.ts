/** What `increase()` needs of the samples of a counter that lie in its window. Seconds. */
export interface WindowSamples {
  /** At least 2. */
  readonly count: number;
  readonly firstTime: number;
  readonly lastTime: number;
  readonly firstValue: number;
  /** Last minus first value, counter resets added. */
  readonly delta: number;
}

/**
 * What `increase()` answers; `rate()` is this over the length of the window.
 *
 * The increase between the samples is stretched to the edges of the window, unless an edge is
 * further away than 1.1 sample intervals (then by half of one), and never below zero. Source:
 * Prometheus 3, promql/functions.go, extrapolatedRate, for counters. Domain: firstTime < lastTime, both in the
 * window. A newborn series lacks its first value: 1, then 2 is an increase of 1.5, not of 2.
 */
export function extrapolatedIncrease(
  samples: WindowSamples,
  windowStart: number,
  windowEnd: number,
): number {
  const { count, firstTime, lastTime, firstValue, delta } = samples;
  const sampled = lastTime - firstTime;
  const interval = sampled / (count - 1);
  let toStart = firstTime - windowStart;
  let toEnd = windowEnd - lastTime;
  if (toStart >= interval * 1.1) toStart = interval / 2;
  if (delta > 0 && firstValue >= 0) toStart = Math.min(toStart, sampled * (firstValue / delta));
  if (toEnd >= interval * 1.1) toEnd = interval / 2;
  return (delta * (sampled + toStart + toEnd)) / sampled;
}
