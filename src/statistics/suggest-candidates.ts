import { argoChain } from './argo-chain';
import { flaggerChain } from './flagger-chain';
import { outlookOf, type Outlook } from './outlook';
import type { PowerGoal, PowerPlan, PowerTraffic } from './power-plan';
import type { RolloutOdds } from './rollout-odds';
import { failureOfScraped } from './scraped-check';
import { sequentialOutlook } from './sequential-outlook';
import { scrapeSecondsOf } from './step-failures';
import { successLimit } from './success-limit';
import type { SearchSpace } from './suggest-space';

/** A plan with its outlooks, `scraped`. */
export interface Candidate {
  readonly plan: PowerPlan;
  readonly healthy: Outlook;
  readonly regressed: Outlook;
}

/** What a search is about. */
export interface Search {
  readonly traffic: PowerTraffic;
  readonly goal: PowerGoal;
  readonly space: SearchSpace;
  /** The chance that a check fails: requests per second, seconds, percentage, error rate. */
  readonly failureOf: (rate: number, seconds: number, min: number, errorRate: number) => number;
}

/** Schedules share weights, and so checks: most of their work is done once. */
export function rememberFailures(traffic: PowerTraffic): Search['failureOf'] {
  const known = new Map<string, number>();
  const scrapeSeconds = scrapeSecondsOf(traffic);
  return (requestsPerSecond, windowSeconds, minPercent, errorRate) => {
    const key = `${requestsPerSecond} ${windowSeconds} ${minPercent} ${errorRate}`;
    let failure = known.get(key);
    if (failure === undefined) {
      const window = { requestsPerSecond, windowSeconds, scrapeSeconds };
      failure = failureOfScraped(window, errorRate, successLimit(minPercent));
      known.set(key, failure);
    }
    return failure;
  };
}

/**
 * The plans with a threshold: for each success rate the smallest number of failures that leaves
 * healthy releases alone. More of them only cost time and failed requests.
 */
export function thresholdCandidates(
  search: Search,
  weights: readonly number[],
  intervalSeconds: number,
): readonly Candidate[] {
  const { space, goal, traffic } = search;
  return space.minPercents.flatMap((minPercent) => {
    const failuresAt = (errorRate: number): readonly number[] =>
      weights.map((weight) =>
        search.failureOf(
          weight * traffic.requestsPerSecond,
          intervalSeconds,
          minPercent,
          errorRate,
        ),
      );
    const outlook = (errorRate: number, failed: readonly number[], failures: number): Outlook => {
      const steps = weights.map((weight, index) => ({
        failure: failed[index] as number,
        requests: weight * traffic.requestsPerSecond * intervalSeconds,
      }));
      const odds = oddsOf(space, steps, failures);
      return outlookOf(odds, intervalSeconds, errorRate, failed);
    };
    const [p0, p1] = [traffic.healthy.errorRate, goal.regressed.errorRate];
    const quiet = failuresAt(p0);
    for (let failures = 1; failures <= space.mostFailures; failures += 1) {
      const healthy = outlook(p0, quiet, failures);
      if (healthy.rollback > goal.falseRollback) continue;
      const check = { kind: 'success-rate' as const, minPercent, windowSeconds: intervalSeconds };
      const gate = { kind: 'threshold' as const, checks: [check], failures };
      const plan = { weights, intervalSeconds, controller: space.controller, gate };
      return [{ plan, healthy, regressed: outlook(p1, failuresAt(p1), failures) }];
    }
    return [];
  });
}

/** The plans with a sequential gate, for some error rates between healthy and regressed. */
export function sequentialCandidates(
  { traffic, goal, space }: Search,
  weights: readonly number[],
  intervalSeconds: number,
): readonly Candidate[] {
  const healthy = Math.max(1e-6, traffic.healthy.errorRate);
  const limit = goal.regressed.errorRate;
  const between = [1.5, 2, 3, 5].map((times) => times * healthy);
  const tolerances = between.filter((tolerated) => tolerated < limit / 1.5);
  return tolerances.flatMap((tolerated) => {
    const { falseRollback } = goal;
    const gate = { kind: 'sequential' as const, tolerated, regressed: limit, falseRollback };
    const plan = { weights, intervalSeconds, controller: space.controller, gate };
    const regressed = sequentialOutlook(plan, traffic, goal.regressed, 'scraped');
    if (regressed.rollback < goal.power) return [];
    return [
      { plan, healthy: sequentialOutlook(plan, traffic, traffic.healthy, 'scraped'), regressed },
    ];
  });
}

function oddsOf(
  { controller }: SearchSpace,
  steps: Parameters<typeof flaggerChain>[0],
  failures: number,
): RolloutOdds {
  return controller === 'argo' ? argoChain(steps, failures - 1) : flaggerChain(steps, failures);
}
