import { requireAmount, requireCount, requireProbability } from './domain';
import type { CheckedStep, RolloutCost, RolloutOdds } from './rollout-odds';

/**
 * How a Flagger canary ends: a passing check goes on to the next step, a failing one stays, and the
 * `threshold`-th failure, counted over the whole analysis, rolls back one interval later.
 *
 * Source: Flagger 1.44, pkg/controller/scheduler.go; the chain visits step i with f failures at most
 * once, so the answer is exact for checks that are independent of each other (metric window not
 * longer than the interval). Domain: at least one step; threshold ≥ 1 (Flagger takes less for 1).
 * Relative error below 1e-13 of every number. O(steps × threshold).
 * @throws RangeError outside the domain
 */
export function flaggerChain(steps: readonly CheckedStep[], threshold: number): RolloutOdds {
  requireSteps(steps);
  requireCount('threshold', threshold);
  const k = Math.max(1, threshold);
  const ends = walkBack(steps, k);
  const rollbackAt = visitForward(steps, k);
  const [promote, rollback] = [ends.promote[0] as number, ends.rollback[0] as number];
  return {
    promote,
    rollback,
    checks: (ends.checksBack[0] as number) + (ends.checksOn[0] as number),
    requests: (ends.requestsBack[0] as number) + (ends.requestsOn[0] as number),
    rollbackAt,
    ifRolledBack: cost(rollback, ends.checksBack, ends.requestsBack, 1),
    ifPromoted: cost(promote, ends.checksOn, ends.requestsOn, 0),
  };
}

/** @throws RangeError without a step, or with one outside its domain */
export function requireSteps(steps: readonly CheckedStep[]): void {
  if (steps.length === 0) throw new RangeError('a rollout has no step, allowed is at least one');
  for (const { failure, requests } of steps) {
    requireProbability('failure of a step', failure);
    requireAmount('requests of a step', requests);
  }
}

/** From each number of failures at the current step: the ends, and the cost times their chance. */
interface Ends {
  readonly promote: readonly number[];
  readonly rollback: readonly number[];
  readonly checksOn: readonly number[];
  readonly checksBack: readonly number[];
  readonly requestsOn: readonly number[];
  readonly requestsBack: readonly number[];
}

function walkBack(steps: readonly CheckedStep[], k: number): Ends {
  const promote = zeros(k + 1).fill(1, 0, k);
  const rollback = zeros(k + 1);
  const checksOn = zeros(k + 1);
  const checksBack = zeros(k + 1);
  const requestsOn = zeros(k + 1);
  const requestsBack = zeros(k + 1);
  rollback[k] = 1;
  for (let i = steps.length - 1; i >= 0; i -= 1) {
    const { failure: q, requests } = steps[i] as CheckedStep;
    // the traffic goes back at the tick after the last failure
    requestsBack[k] = requests;
    const p = 1 - q;
    for (let f = k - 1; f >= 0; f -= 1) {
      const on = p * (promote[f] as number) + q * (promote[f + 1] as number);
      const back = p * (rollback[f] as number) + q * (rollback[f + 1] as number);
      promote[f] = on;
      rollback[f] = back;
      checksOn[f] = p * (checksOn[f] as number) + q * (checksOn[f + 1] as number) + on;
      checksBack[f] = p * (checksBack[f] as number) + q * (checksBack[f + 1] as number) + back;
      requestsOn[f] =
        p * (requestsOn[f] as number) + q * (requestsOn[f + 1] as number) + requests * on;
      requestsBack[f] =
        p * (requestsBack[f] as number) + q * (requestsBack[f + 1] as number) + requests * back;
    }
  }
  return { promote, rollback, checksOn, checksBack, requestsOn, requestsBack };
}

function visitForward(steps: readonly CheckedStep[], k: number): readonly number[] {
  const visits = zeros(k);
  visits[0] = 1;
  return steps.map(({ failure: q }) => {
    let failed = 0;
    for (let f = 0; f < k; f += 1) {
      const visit = (visits[f] as number) + failed;
      failed = visit * q;
      visits[f] = visit * (1 - q);
    }
    return failed;
  });
}

function cost(
  chance: number,
  checks: readonly number[],
  requests: readonly number[],
  extraIntervals: number,
): RolloutCost | undefined {
  if (chance === 0) return undefined;
  const mean = (checks[0] as number) / chance;
  return {
    checks: mean,
    requests: (requests[0] as number) / chance,
    intervals: mean + extraIntervals,
  };
}

/** Small arrays, made by the thousand: plain ones are cheaper than typed ones. */
function zeros(length: number): number[] {
  return new Array<number>(length).fill(0);
}
