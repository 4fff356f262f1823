import { outlookOf, type Outlook } from './outlook';
import type { Behaviour, Observation, PowerPlan, PowerTraffic, SequentialGate } from './power-plan';
import type { RolloutOdds } from './rollout-odds';
import { sequentialTest } from './sprt';
import { sequentialChain } from './sprt-chain';
import { scrapeSecondsOf } from './step-failures';

/** A plan whose gate is sequential. */
export type SequentialPlan = PowerPlan & { readonly gate: SequentialGate };

/**
 * The outlook of a sequential gate. It reads raw counters, so that observation costs it no more than
 * what comes after the last scrape, half a scrape interval on average; numbers of requests are
 * rounded.
 * @throws RangeError for numbers outside their domain
 */
export function sequentialOutlook(
  plan: SequentialPlan,
  traffic: PowerTraffic,
  behaviour: Behaviour,
  observation: Observation,
): Outlook {
  const { gate, intervalSeconds } = plan;
  const counts = seenByCheck(plan, traffic, observation);
  const test = sequentialTest({ ...gate, healthy: gate.tolerated });
  const odds = sequentialChain(counts, behaviour.errorRate, test, plan.controller);
  let left = 1;
  const failures = odds.rollbackAt.map((chance) => {
    const failure = left > 0 ? Math.min(1, chance / left) : 1;
    left -= chance;
    return failure;
  });
  const served = plan.weights.map((weight) => weight * traffic.requestsPerSecond * intervalSeconds);
  const exposed = costOfAll(odds, served, plan.controller === 'flagger' ? 1 : 0);
  return outlookOf({ ...odds, ...exposed }, intervalSeconds, behaviour.errorRate, failures);
}

/** The chain counts what is seen; users meet what is served, unseen requests too. */
function costOfAll(
  { rollback, rollbackAt, ifRolledBack, ifPromoted }: RolloutOdds,
  served: readonly number[],
  extra: number,
): Pick<RolloutOdds, 'ifRolledBack' | 'ifPromoted'> {
  let sum = 0;
  const exposed = rollbackAt.reduce((total, chance, step) => {
    const requests = served[step] as number;
    sum += requests;
    return total + chance * (sum + extra * requests);
  }, 0);
  return {
    ifRolledBack: ifRolledBack && { ...ifRolledBack, requests: exposed / rollback },
    ifPromoted: ifPromoted && { ...ifPromoted, requests: sum },
  };
}

/** What each check sees that the check before did not; whole numbers. */
export function seenByCheck(
  { weights, intervalSeconds }: PowerPlan,
  traffic: PowerTraffic,
  observation: Observation,
): readonly number[] {
  const late = observation === 'ideal' ? 0 : scrapeSecondsOf(traffic) / 2;
  let [before, sum, given] = [0, 0, 0];
  return weights.map((weight) => {
    const rate = weight * traffic.requestsPerSecond;
    sum += Math.max(0, rate * (intervalSeconds - late) + before * late);
    before = rate;
    // so that sums are never more than ½ away
    const count = Math.max(0, Math.round(sum) - given);
    given += count;
    return count;
  });
}
