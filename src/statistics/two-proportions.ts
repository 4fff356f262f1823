import { binomialAbove } from './binomial';
import { requireInside } from './domain';
import { normalQuantile } from './normal';

/** Canary and primary side by side for as long as it takes. */
export interface Comparison {
  /** Error rate of the canary under the regression, above 0 and below 1. */
  readonly canary: number;
  /** Error rate of the primary, another one. */
  readonly primary: number;
  /** Share of the requests that the canary gets, above 0 and below 1. */
  readonly weight: number;
  /** Share of false alarms on the side that is tested. */
  readonly level: number;
  readonly power: number;
}

/**
 * Requests of the canary that tell two error rates apart, by the normal approximation.
 *
 * Source: Fleiss (1981), pooled variance under the null; equal to R's power.prop.test at weight ½.
 * A rule of thumb: below some ten expected errors use the exact tools. Relative error of the
 * formula below 1e-12. Domain: rates, weight, level and power inside 0-1.
 * @throws RangeError outside the domain
 */
export function comparisonRequests({ canary, primary, weight, level, power }: Comparison): number {
  for (const value of [canary, primary, weight, level, power]) requireInside('a share', value);
  const ratio = (1 - weight) / weight;
  const pooled = (canary + ratio * primary) / (1 + ratio);
  const apart = normalQuantile(1 - level) * Math.sqrt(pooled * (1 - pooled) * (1 + 1 / ratio));
  const spread = canary * (1 - canary) + (primary * (1 - primary)) / ratio;
  const root = apart + normalQuantile(power) * Math.sqrt(spread);
  return root ** 2 / (canary - primary) ** 2;
}

/**
 * P-value of the canary's share of all errors: given their number, each is the canary's with the
 * chance of its weight.
 *
 * Source: Przyborowski and Wilenski (1940). Domain: whole numbers, weight inside 0-1. Accuracy of
 * {@link binomialAbove}.
 * @throws RangeError outside the domain
 */
export function errorShareTest(
  canaryErrors: number,
  primaryErrors: number,
  weight: number,
): number {
  requireInside('weight', weight);
  return binomialAbove(canaryErrors - 1, canaryErrors + primaryErrors, weight);
}
