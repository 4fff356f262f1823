import { requireProbability } from './domain';

/** The chance that at least one of several checks fails. */
export interface JointFailure {
  /** If they fail independently: 1 − Π (1 − q). */
  readonly independent: number;
  /** Whatever their dependence, never less: the largest q. */
  readonly atLeast: number;
  /** Whatever their dependence, never more: their sum, at most 1. */
  readonly atMost: number;
}

/**
 * Several metrics and webhooks of one check: the first that fails makes it fail, a webhook too.
 *
 * Domain: probabilities. Without any, nothing fails. Relative error below 1e-15 for each.
 * @throws RangeError outside the domain
 */
export function jointFailure(failures: readonly number[]): JointFailure {
  for (const failure of failures) requireProbability('failure of a metric', failure);
  // through logarithms: 1 − Π (1 − q) would lose the digits of small chances
  const passes = failures.reduce((sum, failure) => sum + Math.log1p(-failure), 0);
  return {
    independent: 0 - Math.expm1(passes),
    atLeast: Math.max(0, ...failures),
    atMost: Math.min(
      1,
      failures.reduce((sum, failure) => sum + failure, 0),
    ),
  };
}
