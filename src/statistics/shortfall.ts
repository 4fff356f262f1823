import { poissonAtMost, poissonDensity } from './poisson';
import { successesNeeded, type SuccessLimit } from './success-limit';

/** What a check of the success rate does in the cases that the rate itself leaves open. */
export interface OpenCases {
  /**
   * Chance to fail with exactly as many errors as allowed. The comparison is strict, so it passes;
   * but in floating point 99 good and 1 bad come out below 99 % in 13 % of the cases with one
   * series, and in half of them with two pods.
   * @default 0
   */
  readonly atLimit?: number;
  /** Chance to fail without any request: 1 for Flagger, 0 for a query guarded against NaN. @default 1 */
  readonly noData?: number;
}

/** The chance that a check fails, by the number of errors it sees. */
export interface Shortfall {
  /** With no error: what no data at all means. */
  readonly withoutErrors: number;
  /** The first number of errors, at least 1, with a chance worth counting (above 1e-30). */
  readonly from: number;
  /** Of `from` errors, `from` + 1 and so on. */
  readonly chances: readonly number[];
  /** Of all that are more: 1, unless any number of errors is allowed. */
  readonly beyond: 0 | 1;
}

/**
 * The chance that Poisson successes are too few for each number of errors.
 *
 * Domain: finite successes ≥ 0, the expected number. Absolute error below 1e-15. O(√successes).
 */
export function shortfall(
  successes: number,
  limit: SuccessLimit,
  { atLimit = 0, noData = 1 }: OpenCases = {},
): Shortfall {
  const withoutErrors = Math.exp(-successes) * noData;
  const { allowed, of } = limit;
  if (allowed === 0) return { withoutErrors, from: 1, chances: [], beyond: 1 };
  // nothing fails but the absence of data
  if (allowed === of) return { withoutErrors, from: 1, chances: [], beyond: 0 };
  // 12 standard deviations (and 60 for small means) below, less than 1e-30 is left
  const low = Math.max(0, Math.floor(successes - 12 * Math.sqrt(successes) - 60));
  const from = Math.max(1, Math.floor((low * allowed) / (of - allowed)));
  const chances: number[] = [];
  // P(successes ≤ reached), and P(= reached)
  let reached = Math.max(0, low - 1);
  let below = poissonAtMost(reached, successes);
  let mass = poissonDensity(reached, successes);
  for (let errors = from; below < 1; errors += 1) {
    const needed = successesNeeded(errors, limit);
    while (reached < needed - 1 && below < 1) {
      reached += 1;
      mass *= successes / reached;
      below = reached > successes && mass < 1e-18 ? 1 : below + mass;
    }
    const isExact = atLimit > 0 && errors * (of - allowed) === needed * allowed;
    const tie = isExact ? atLimit * poissonDensity(needed, successes) : 0;
    const lacking = reached > needed - 1 ? poissonAtMost(needed - 1, successes) : below;
    chances.push(Math.min(1, lacking + tie));
  }
  return { withoutErrors, from, chances, beyond: 1 };
}

/** P(X = k) for k of `from` to `to`, from the middle outwards: at the ends it may underflow. */
export function windowOfPoisson(from: number, to: number, mean: number): readonly number[] {
  const masses = new Array<number>(Math.max(0, to - from + 1)).fill(0);
  if (masses.length === 0) return masses;
  const middle = Math.min(to, Math.max(from, Math.floor(mean)));
  const atMiddle = poissonDensity(middle, mean);
  masses[middle - from] = atMiddle;
  for (let k = middle + 1, mass = atMiddle; k <= to; k += 1) {
    mass *= mean / k;
    masses[k - from] = mass;
  }
  for (let k = middle, mass = atMiddle; k > from; k -= 1) {
    mass *= mean === 0 ? 0 : k / mean;
    masses[k - 1 - from] = mass;
  }
  return masses;
}
