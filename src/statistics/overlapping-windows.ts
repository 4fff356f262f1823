import { windowOfBinomial } from './binomial-window';
import { requireCount, requireProbability } from './domain';
import type { RolloutCost, RolloutOdds } from './rollout-odds';
import { allowedErrors, type SuccessLimit } from './success-limit';

/** Checks whose metric window is longer than the analysis interval: one error is seen again. */
export interface OverlappingPlan {
  /** Whole requests of the canary in one interval at each step. */
  readonly requests: readonly number[];
  /** Length of the metric window in analysis intervals, at least 1; 1 is no overlap. */
  readonly intervals: number;
  readonly threshold: number;
  readonly limit: SuccessLimit;
}

/** What overlapping windows make of a rollout. */
export interface OverlappingOdds extends Omit<RolloutOdds, 'rollbackAt' | 'checks' | 'requests'> {
  /** The chance that the first check at each step fails, having come there without a failure. */
  readonly failures: readonly number[];
}

/**
 * How a Flagger canary ends when its windows overlap, with known numbers of requests.
 *
 * Exact, over states of step, failures, and the errors of the last intervals; errors beyond what any
 * window allows are one state. Before the first weight there are no requests. The states grow with
 * the power of `intervals`: a thousand at 3, so use up to 4, and simulation beyond. Domain: whole
 * numbers, threshold ≥ 1. Absolute error below 1e-12.
 * @throws RangeError outside the domain
 */
export function overlappingChain(plan: OverlappingPlan, errorRate: number): OverlappingOdds {
  const { requests, intervals, threshold, limit } = plan;
  requireProbability('error rate', errorRate);
  for (const count of [...requests, intervals, threshold])
    requireCount('a number of the plan', count);
  if (requests.length === 0) throw new RangeError('a rollout has no step, allowed is at least one');
  const largest = Math.max(...requests) * intervals;
  const cap = allowedErrors(largest, limit) + 1;
  const masses = requests.map((count) => windowOfBinomial(count, errorRate, cap));
  let states = new Map<string, State>([['', START]]);
  const back = noEnd();
  const on = noEnd();
  const came = requests.map(() => 0);
  const failedFirst = requests.map(() => 0);
  for (let checks = 1; states.size > 0; checks += 1) {
    const next = new Map<string, State>();
    for (const state of states.values()) {
      const count = requests[state.step] as number;
      const isFirst = state.failed === 0;
      if (isFirst) came[state.step] = (came[state.step] as number) + state.chance;
      (masses[state.step] as Float64Array).forEach((mass, errors) => {
        const chance = state.chance * mass;
        if (chance === 0) return;
        const window = [...state.recent, { count, errors }];
        const isFailure = fails(window, limit);
        if (isFailure && isFirst) {
          failedFirst[state.step] = (failedFirst[state.step] as number) + chance;
        }
        const failed = state.failed + Number(isFailure);
        const step = isFailure ? state.step : state.step + 1;
        const served = state.served * mass + chance * count;
        // the traffic goes back at the tick after the last failure
        if (failed >= threshold) end(back, chance, checks, served + chance * count);
        else if (step >= requests.length) end(on, chance, checks, served);
        else
          add(next, {
            step,
            failed,
            recent: window.slice(window.length - kept(window, intervals)),
            chance,
            served,
          });
      });
    }
    states = next;
  }
  return {
    promote: on.chance,
    rollback: back.chance,
    ifRolledBack: cost(back, 1),
    ifPromoted: cost(on, 0),
    failures: failedFirst.map((chance, step) => chance / Math.max(came[step] as number, 1e-300)),
  };
}

/**
 * Bounds of the chance to be rolled back by the first failed check, whatever the overlap: windows
 * share errors, so their failures are positively associated (Harris 1960). Ignoring the overlap is
 * the upper bound; with a threshold of 2 and more it is no bound at all.
 */
export function overlapBounds(failures: readonly number[]): {
  readonly low: number;
  readonly high: number;
} {
  const passes = failures.reduce((sum, failure) => sum + Math.log1p(-failure), 0);
  return { low: Math.max(0, ...failures), high: -Math.expm1(passes) };
}

/**
 * How many bursts of errors it really takes to roll back: one burst fails as many checks in a row as
 * windows hold it. `intervals` is the window in analysis intervals.
 */
export function effectiveStrikes(threshold: number, intervals: number): number {
  return Math.floor((Math.max(1, threshold) - 1) / Math.max(1, Math.ceil(intervals))) + 1;
}

interface Interval {
  readonly count: number;
  readonly errors: number;
}

interface State {
  readonly step: number;
  readonly failed: number;
  readonly recent: readonly Interval[];
  readonly chance: number;
  /** Requests so far, times the chance. */
  readonly served: number;
}

const START: State = { step: 0, failed: 0, recent: [], chance: 1, served: 0 };

/** How many intervals the next window shares with this one. */
function kept(window: readonly Interval[], intervals: number): number {
  return Math.min(window.length, intervals - 1);
}

function fails(window: readonly Interval[], limit: SuccessLimit): boolean {
  let count = 0;
  let errors = 0;
  for (const interval of window) {
    count += interval.count;
    errors += interval.errors;
  }
  return count === 0 || errors > allowedErrors(count, limit);
}

function add(states: Map<string, State>, state: State): void {
  const recent = state.recent.map(({ count, errors }) => `${count}:${errors}`).join();
  const key = `${state.step} ${state.failed} ${recent}`;
  const known = states.get(key);
  const sum =
    known === undefined
      ? state
      : { ...known, chance: known.chance + state.chance, served: known.served + state.served };
  states.set(key, sum);
}

/** Sums over the rollouts with one end, each times its chance. */
interface End {
  chance: number;
  checks: number;
  requests: number;
}

function noEnd(): End {
  return { chance: 0, checks: 0, requests: 0 };
}

function end(sum: End, chance: number, checks: number, requests: number): void {
  sum.chance += chance;
  sum.checks += chance * checks;
  sum.requests += requests;
}

function cost({ chance, checks, requests }: End, extra: number): RolloutCost | undefined {
  if (chance === 0) return undefined;
  const mean = checks / chance;
  return { checks: mean, requests: requests / chance, intervals: mean + extra };
}
