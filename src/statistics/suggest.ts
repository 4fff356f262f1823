import { feasibility, type Feasibility } from './feasibility';
import type { PowerGoal, PowerTraffic } from './power-plan';
import { scrapeSecondsOf } from './step-failures';
import {
  rememberFailures,
  sequentialCandidates,
  thresholdCandidates,
  type Candidate,
} from './suggest-candidates';
import { SEARCH_SPACE, type SearchSpace } from './suggest-space';

/** Bounds on what a plan may cost, beside its goal. */
export interface Budget {
  /** Failed requests of the canary under the regression, on average. @default - any number */
  readonly failedRequests?: number;
  /** Time of a healthy release, on average. @default - any time */
  readonly seconds?: number;
  /** Largest share of all requests at the first step. @default 0.25 */
  readonly firstWeight?: number;
}

/** What a search found. */
export type Suggestion =
  | {
      readonly kind: 'found';
      /** The shortest healthy release. */
      readonly fastest: Candidate;
      /** The fewest failed requests under the regression. */
      readonly gentlest: Candidate;
      /** The shortest release with a plain threshold; undefined where only sequential gates can. */
      readonly plainest: Candidate | undefined;
      /** How many plans meet the goal. */
      readonly met: number;
    }
  | {
      readonly kind: 'none';
      /** Whether any gate could, with the most requests of a plan that was tried. */
      readonly feasibility: Feasibility;
      /** Failed requests that any sequential gate needs on average to catch the regression. */
      readonly leastFailedRequests: number;
    };

/**
 * The cheapest plans that see a regression of errors and leave healthy releases alone.
 *
 * All of the space is searched, `scraped`, with metric windows as long as the interval; score the
 * answer again with `lazy` before it is shown. Deterministic; below 1 s up to 1,000 requests/s.
 * @throws RangeError for numbers outside their domain, or a regression that is none
 */
export function suggestPlan(
  traffic: PowerTraffic,
  goal: PowerGoal,
  budget: Budget = {},
  space: SearchSpace = SEARCH_SPACE,
): Suggestion {
  const search = { traffic, goal, space, failureOf: rememberFailures(traffic) };
  const schedules = space.schedules.filter(([first = 1]) => first <= (budget.firstWeight ?? 0.25));
  const shortest = space.fewestScrapes * scrapeSecondsOf(traffic);
  const intervals = space.intervalSeconds.filter((seconds) => seconds >= shortest);
  const candidates = schedules.flatMap((weights) =>
    intervals.flatMap((seconds) => [
      ...thresholdCandidates(search, weights, seconds),
      ...sequentialCandidates(search, weights, seconds),
    ]),
  );
  const met = candidates.filter((candidate) => meets(candidate, goal, budget));
  const fastest = leastBy(met, secondsOf, failedOf);
  const gentlest = leastBy(met, failedOf, secondsOf);
  if (fastest !== undefined && gentlest !== undefined) {
    const plain = met.filter(({ plan }) => plan.gate.kind === 'threshold');
    const plainest = leastBy(plain, secondsOf, failedOf);
    return { kind: 'found', fastest, gentlest, plainest, met: met.length };
  }
  const question = {
    healthy: traffic.healthy.errorRate,
    regressed: goal.regressed.errorRate,
    falseRollback: goal.falseRollback,
  };
  const weight = Math.max(0, ...schedules.map((weights) => weights.reduce((sum, x) => sum + x, 0)));
  const requests = weight * Math.max(0, ...intervals) * traffic.requestsPerSecond;
  const possible = feasibility(requests, question, goal.power);
  const leastFailedRequests = possible.floor * goal.regressed.errorRate;
  return { kind: 'none', feasibility: possible, leastFailedRequests };
}

function meets({ healthy, regressed }: Candidate, goal: PowerGoal, budget: Budget): boolean {
  return (
    healthy.rollback <= goal.falseRollback &&
    regressed.rollback >= goal.power &&
    (regressed.failedRequests ?? 0) <= (budget.failedRequests ?? Infinity) &&
    healthy.seconds <= (budget.seconds ?? Infinity)
  );
}

function secondsOf({ healthy, plan }: Candidate): number {
  return healthy.seconds + plan.intervalSeconds;
}

function failedOf({ regressed }: Candidate): number {
  return regressed.failedRequests ?? 0;
}

type Cost = (candidate: Candidate) => number;

/** The first of the cheapest, by a second cost where the first is equal. */
function leastBy(
  candidates: readonly Candidate[],
  first: Cost,
  second: Cost,
): Candidate | undefined {
  return candidates.reduce<Candidate | undefined>((least, candidate) => {
    if (least === undefined) return candidate;
    const difference = first(candidate) - first(least) || second(candidate) - second(least);
    return difference < 0 ? candidate : least;
  }, undefined);
}
