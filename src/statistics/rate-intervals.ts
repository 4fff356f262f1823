import { mass } from './binomial';
import { requireCount, requireInside } from './domain';
import { betaQuantile } from './incomplete-beta';

/** Where an error rate may lie, 0-1, both ends included. */
export interface RateInterval {
  readonly low: number;
  readonly high: number;
}

/**
 * The exact interval of an error rate, for a number of requests fixed beforehand.
 *
 * Source: Clopper and Pearson (1934); covers the truth with at least 1 − level. Domain: whole
 * errors ≤ requests, requests ≥ 1, 0 < level < 1 (both sides together). Relative error below 1e-12.
 * @throws RangeError outside the domain
 */
export function fixedInterval(errors: number, requests: number, level: number): RateInterval {
  requireInputs(errors, requests, level);
  const good = requests - errors;
  return {
    low: errors === 0 ? 0 : betaQuantile(level / 2, errors, good + 1),
    high: good === 0 ? 1 : 1 - betaQuantile(level / 2, good, errors + 1),
  };
}

/**
 * The interval of an error rate that holds at every moment: one may look as often as one likes.
 *
 * Source: Robbins (1970), the mixture of the likelihood over Beta(½, ½); covers the truth at all
 * times together with at least 1 − level. Domain: whole errors ≤ requests, requests ≥ 1,
 * 0 < level < 1. Absolute error below 1e-12.
 * @throws RangeError outside the domain
 */
export function anytimeInterval(errors: number, requests: number, level: number): RateInterval {
  requireInputs(errors, requests, level);
  // p is out once its likelihood is below level times the mixture's, x and n − x with ½ each
  const mixture = Math.log(level) + logMixture(errors, requests);
  const isIn = (p: number): boolean => Math.log(mass(errors, requests, p, 1 - p)) > mixture;
  const best = errors / requests;
  return {
    low: errors === 0 ? 0 : edge(best, 0, isIn),
    high: errors === requests ? 1 : edge(best, 1, isIn),
  };
}

/** ln of C(n, x) B(½+x, ½+n−x) / B(½, ½), as a product: ln Γ would lose four digits. */
function logMixture(errors: number, requests: number): number {
  return logCentral(errors) + logCentral(requests - errors);
}

/** ln of Π (i − ½)/i, the chance that a fair walk of 2k steps ends where it began. */
function logCentral(k: number): number {
  return Math.log(mass(k, 2 * k, 0.5, 0.5));
}

/** The last point from `inside` towards `outside` that is in, by bisection. */
function edge(inside: number, outside: number, isIn: (p: number) => boolean): number {
  let [near, far] = [inside, outside];
  for (let round = 0; round < 100; round += 1) {
    const middle = (near + far) / 2;
    if (isIn(middle)) near = middle;
    else far = middle;
  }
  return far;
}

function requireInputs(errors: number, requests: number, level: number): void {
  requireCount('errors', errors);
  requireCount('requests', requests);
  requireInside('level', level);
  if (requests === 0 || errors > requests) {
    throw new RangeError(
      `errors are ${errors} of ${requests} requests, allowed is 0 to ${requests} of at least 1`,
    );
  }
}
