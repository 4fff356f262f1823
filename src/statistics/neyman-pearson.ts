import { binomialAbove, binomialAtMost, binomialMass } from './binomial';
import { requireCount, requireInside } from './domain';

/** Two error rates to tell apart, and how often one may err. All above 0 and below 1. */
export interface Question {
  /** Error rate of a healthy release. */
  readonly healthy: number;
  /** Error rate of the regression to catch, above `healthy`. */
  readonly regressed: number;
  /** Share of healthy releases that may be rolled back. */
  readonly falseRollback: number;
}

/**
 * The best chance of any gate whatsoever to catch the regression with so many requests of the canary.
 *
 * Source: Neyman and Pearson (1933): the most powerful test of one binomial count, randomised at its
 * boundary so that it spends the level exactly. Domain: whole requests ≥ 0, healthy < regressed.
 * Relative error below 1e-11.
 * @throws RangeError outside the domain
 */
export function bestPower(requests: number, question: Question): number {
  requireCount('requests', requests);
  const { healthy, regressed, falseRollback } = checkedQuestion(question);
  const most = smallestBoundary(requests, healthy, falseRollback);
  const spent = binomialAbove(most, requests, healthy);
  const share = (falseRollback - spent) / binomialMass(most, requests, healthy);
  return (
    binomialAbove(most, requests, regressed) +
    Math.min(1, Math.max(0, share)) * binomialMass(most, requests, regressed)
  );
}

/**
 * The fewest requests with which the best gate reaches a power: with fewer, no gate can.
 *
 * By bisection: more requests never hurt the best test. Domain: 0 < power < 1. Infinity beyond 1e9
 * requests.
 * @throws RangeError outside the domain
 */
export function fewestRequests(question: Question, power: number): number {
  requireInside('power', power);
  checkedQuestion(question);
  let high = 1;
  while (bestPower(high, question) < power) {
    high *= 2;
    if (high > 1e9) return Infinity;
  }
  let low = Math.floor(high / 2);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (bestPower(middle, question) < power) low = middle;
    else high = middle;
  }
  return high;
}

/** @throws RangeError for a rate or level outside 0-1, or a regression that is none */
export function checkedQuestion(question: Question): Question {
  const { healthy, regressed, falseRollback } = question;
  requireInside('error rate of a healthy release', healthy);
  requireInside('error rate of a regression', regressed);
  requireInside('false rollback', falseRollback);
  if (regressed <= healthy) {
    throw new RangeError(
      `error rate of a regression is ${regressed}, allowed is above that of a healthy release, ${healthy}`,
    );
  }
  return question;
}

/** min { c : P(X > c) ≤ level }, by bisection. */
function smallestBoundary(n: number, p: number, level: number): number {
  if (1 - binomialAtMost(0, n, p) <= level) return 0;
  let low = 0;
  let high = n;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (binomialAbove(middle, n, p) <= level) high = middle;
    else low = middle;
  }
  return high;
}
