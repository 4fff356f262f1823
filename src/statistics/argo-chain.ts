import { requireSteps } from './flagger-chain';
import { requireCount } from './domain';
import type { CheckedStep, RolloutCost, RolloutOdds } from './rollout-odds';

/**
 * How a rollout with a background analysis of Argo Rollouts ends: the steps advance by the clock
 * whatever a measurement says, and more than `failureLimit` failed ones abort at once.
 *
 * Source: Argo Rollouts, analysis/analysis.go: `failed > failureLimit`, so Flagger's threshold k is a
 * limit of k − 1. One entry for each measurement, with the requests since the one before. Exact for
 * independent measurements; a Poisson-binomial tail. Relative error below 1e-13. O(measurements ×
 * limit).
 * @throws RangeError without a measurement, or outside the domain
 */
export function argoChain(measurements: readonly CheckedStep[], failureLimit: number): RolloutOdds {
  requireSteps(measurements);
  requireCount('failureLimit', failureLimit);
  const alive = new Float64Array(failureLimit + 1);
  alive[0] = 1;
  let spent = 0;
  let rollback = 0;
  let checksBack = 0;
  let requestsBack = 0;
  const rollbackAt = measurements.map(({ failure: q, requests }, index) => {
    spent += requests;
    const aborted = (alive[failureLimit] as number) * q;
    for (let f = failureLimit; f > 0; f -= 1) {
      alive[f] = (alive[f] as number) * (1 - q) + (alive[f - 1] as number) * q;
    }
    alive[0] = (alive[0] as number) * (1 - q);
    rollback += aborted;
    checksBack += aborted * (index + 1);
    requestsBack += aborted * spent;
    return aborted;
  });
  const promote = alive.reduce((sum, chance) => sum + chance, 0);
  const count = measurements.length;
  return {
    promote,
    rollback,
    checks: checksBack + promote * count,
    requests: requestsBack + promote * spent,
    rollbackAt,
    ifRolledBack: cost(rollback, checksBack / rollback, requestsBack / rollback),
    ifPromoted: cost(promote, count, spent),
  };
}

function cost(chance: number, checks: number, requests: number): RolloutCost | undefined {
  return chance === 0 ? undefined : { checks, requests, intervals: checks };
}
