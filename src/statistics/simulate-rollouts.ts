import { requireCount, requirePositive, requireProbability } from './domain';
import { ScrapedCounters, type Scraping } from './scraped-counters';
import type { RolloutCost } from './rollout-odds';
import { evidenceOf, type SequentialTest } from './sprt';
import type { Random } from './random';
import { successLimit } from './success-limit';

/** What a simulated check asks Prometheus. */
export type SimulatedGate =
  | { readonly kind: 'success-rate'; readonly minPercent: number; readonly windowSeconds: number }
  | { readonly kind: 'sequential'; readonly test: SequentialTest };

/** A Flagger canary to simulate, from its first weight on. */
export interface SimulatedPlan {
  /** Share of all requests at each step, 0-1. */
  readonly weights: readonly number[];
  readonly intervalSeconds: number;
  readonly requestsPerSecond: number;
  readonly threshold: number;
  readonly gate: SimulatedGate;
  readonly scraping: Scraping;
}

/** What became of many simulated rollouts. */
export interface SimulatedOdds {
  readonly runs: number;
  readonly promote: number;
  readonly rollback: number;
  /** Of `rollback`; the truth is within twice this in 95 % of the cases. */
  readonly standardError: number;
  /** Averages among those rolled back; undefined if none is. */
  readonly ifRolledBack: RolloutCost | undefined;
  /** Averages among those promoted; undefined if none is. */
  readonly ifPromoted: RolloutCost | undefined;
  /** Rollouts whose first check failed at each step, of those that came there without a failure. */
  readonly firstFailures: readonly number[];
}

/**
 * Simulate rollouts as Prometheus really sees them: Poisson arrivals, scrapes at a phase of each
 * pod, series that appear with their first event, `rate()` with its extrapolation.
 *
 * Exact but for chance, and the same for the same source of numbers. Leaves out: restarts of pods,
 * missed scrapes, delays of the query. Domain: at least one step, runs ≥ 1.
 * @throws RangeError outside the domain
 */
export function simulateRollouts(
  plan: SimulatedPlan,
  errorRate: number,
  runs: number,
  random: Random,
): SimulatedOdds {
  requirePlan(plan);
  requireProbability('error rate', errorRate);
  requireCount('runs', runs);
  const { weights, intervalSeconds, threshold, scraping } = plan;
  const checks = weights.length + threshold;
  const scrapes = Math.ceil((checks * intervalSeconds) / scraping.scrapeSeconds) + 2;
  const counters = new ScrapedCounters(scraping, scrapes, random);
  const back = { runs: 0, checks: 0, requests: 0 };
  const on = { runs: 0, checks: 0, requests: 0 };
  const arrivals = weights.map(() => 0);
  const failures = weights.map(() => 0);
  for (let run = 0; run < runs; run += 1) {
    counters.start();
    let [step, failed, served] = [0, 0, 0];
    let checked = 0;
    while (step < weights.length && failed < threshold) {
      const traffic = plan.requestsPerSecond * (weights[step] as number);
      counters.serve(intervalSeconds, traffic, errorRate);
      served += traffic * intervalSeconds;
      checked += 1;
      const isFirst = failed === 0;
      if (isFirst) arrivals[step] = (arrivals[step] as number) + 1;
      if (passes(plan.gate, counters)) step += 1;
      else {
        failed += 1;
        if (isFirst) failures[step] = (failures[step] as number) + 1;
      }
    }
    const end = failed < threshold ? on : back;
    end.runs += 1;
    end.checks += checked;
    // the traffic goes back at the tick after the last failure
    const late = end === back ? (weights[step] as number) * intervalSeconds : 0;
    end.requests += served + plan.requestsPerSecond * late;
  }
  const rollback = back.runs / runs;
  return {
    runs,
    promote: on.runs / runs,
    rollback,
    standardError: Math.sqrt((rollback * (1 - rollback)) / runs),
    ifRolledBack: average(back, 1),
    ifPromoted: average(on, 0),
    firstFailures: failures.map((count, step) => count / Math.max(1, arrivals[step] as number)),
  };
}

function average(
  {
    runs,
    checks,
    requests,
  }: { readonly runs: number; readonly checks: number; readonly requests: number },
  extra: number,
): RolloutCost | undefined {
  if (runs === 0) return undefined;
  return { checks: checks / runs, requests: requests / runs, intervals: checks / runs + extra };
}

function passes(gate: SimulatedGate, counters: ScrapedCounters): boolean {
  switch (gate.kind) {
    case 'success-rate':
      return counters.successPercent(gate.windowSeconds) >= gate.minPercent;
    case 'sequential':
      return evidenceOf(gate.test, counters.total(0), counters.total(1)) < gate.test.limit;
  }
}

function requirePlan(plan: SimulatedPlan): void {
  const { weights, scraping } = plan;
  if (weights.length === 0) throw new RangeError('a rollout has no step, allowed is at least one');
  for (const weight of weights) requireProbability('weight', weight);
  requirePositive('interval', plan.intervalSeconds);
  requirePositive('requests per second', plan.requestsPerSecond);
  requirePositive('scrape interval', scraping.scrapeSeconds);
  for (const count of [plan.threshold, scraping.pods, scraping.callers]) {
    requireCount('a number of the plan', count);
    requirePositive('a number of the plan', count);
  }
  if (plan.gate.kind === 'success-rate') successLimit(plan.gate.minPercent);
}
