import { requireCount, requirePositive, requireProbability } from './domain';
import { lazyCheck, type LazyCheck } from './lazy-check';
import type { RolloutOdds } from './rollout-odds';
import { visibleWindows } from './scrape-window';
import { shortfall, type OpenCases } from './shortfall';
import type { SuccessLimit } from './success-limit';

/** A Flagger canary whose error series appear with their first error. */
export interface LazyPlan {
  /** Requests of the canary per second at each step. */
  readonly traffic: readonly number[];
  readonly intervalSeconds: number;
  /** Not longer than the interval. */
  readonly windowSeconds: number;
  readonly scrapeSeconds: number;
  /** Independent error series: pods × callers × response codes. */
  readonly series: number;
  readonly limit: SuccessLimit;
  readonly threshold: number;
  /** The chance that something else fails the check, at each step. @default - nothing else */
  readonly others?: readonly number[];
}

/** How such a rollout ends, and what a check is worth. */
export interface LazyOdds extends RolloutOdds {
  /** The chance that the first check at each step fails, having come there without a failure. */
  readonly firstFailures: readonly number[];
}

/**
 * How a Flagger canary ends as Prometheus sees it: `rate()` never sees the error that creates a
 * series, and canary pods are always fresh.
 *
 * A chain over step, failures and the series that exist; exact for independent phases of the scrapes
 * where no error is allowed, within 0.02 of simulation elsewhere. Domain: windows no longer than
 * the interval, at least one step and one series, threshold ≥ 1. O(steps × threshold × series²).
 * @throws RangeError outside the domain
 */
export function lazyChain(plan: LazyPlan, errorRate: number, cases: OpenCases = {}): LazyOdds {
  requirePlan(plan, errorRate);
  const { traffic, series, threshold, intervalSeconds } = plan;
  const sums = { rollback: 0, checks: 0, requests: 0, on: 0, requestsOn: 0, checksOn: 0 };
  // by failures, then by existing series: the chance, and the requests times the chance
  let arriving = blank(threshold, series);
  (arriving[0] as Place).chance[0] = 1;
  const firstFailures: number[] = [];
  const rollbackAt = traffic.map((rate, step) => {
    const before = step === 0 ? 0 : (traffic[step - 1] as number);
    const first = checksAt(plan, errorRate, [before, rate], cases);
    // a threshold of 1 never checks a step twice
    const again = threshold === 1 ? first : checksAt(plan, errorRate, [rate, rate], cases);
    const other = plan.others?.[step] ?? 0;
    const requests = rate * intervalSeconds;
    const leaving = blank(threshold, series);
    let staying = place(series);
    let rolledBack = 0;
    for (let failed = 0; failed < threshold; failed += 1) {
      const next = place(series);
      const leave = leaving[failed] as Place;
      take(arriving[failed] as Place, first, { requests, other }, { leave, stay: next });
      if (failed === 0)
        firstFailures.push(total(next.chance) / total((arriving[0] as Place).chance));
      take(staying, again, { requests, other }, { leave, stay: next });
      staying = next;
      if (failed < threshold - 1) continue;
      rolledBack = total(next.chance);
      sums.rollback += rolledBack;
      sums.checks += rolledBack * (step + threshold);
      sums.requests += total(next.requests) + rolledBack * requests;
    }
    arriving = leaving;
    return rolledBack;
  });
  arriving.forEach(({ chance, requests }, failed) => {
    sums.on += total(chance);
    sums.checksOn += total(chance) * (traffic.length + failed);
    sums.requestsOn += total(requests);
  });
  return {
    promote: sums.on,
    rollback: sums.rollback,
    checks: sums.checks + sums.checksOn,
    requests: sums.requests + sums.requestsOn,
    rollbackAt,
    firstFailures,
    ifRolledBack: cost(sums.rollback, sums.checks, sums.requests, 1),
    ifPromoted: cost(sums.on, sums.checksOn, sums.requestsOn, 0),
  };
}

interface Place {
  readonly chance: number[];
  readonly requests: number[];
}

interface WeightedCheck {
  readonly chance: number;
  readonly check: LazyCheck;
}

/** The check for each number of samples that the window may hold. */
function checksAt(
  plan: LazyPlan,
  errorRate: number,
  [before, now]: readonly [number, number],
  cases: OpenCases,
): readonly WeightedCheck[] {
  const { scrapeSeconds, series, limit } = plan;
  const perSeries = errorRate / series;
  return visibleWindows(plan.windowSeconds, scrapeSeconds).map(({ chance, seconds, gaps }) => {
    const unseen = plan.intervalSeconds - plan.windowSeconds;
    const stillNone =
      meanExp(before * perSeries * scrapeSeconds, now * perSeries * scrapeSeconds) *
      Math.exp(-now * perSeries * unseen);
    const table = shortfall(now * (1 - errorRate) * seconds, limit, cases);
    const errors = { stillNone, perGap: now * perSeries * scrapeSeconds, gaps };
    return { chance, check: lazyCheck(series, errors, table) };
  });
}

/** The average of exp(−(1 − u) a − u b) over u of 0 to 1: a scrape falls anywhere. */
function meanExp(a: number, b: number): number {
  const difference = b - a;
  if (Math.abs(difference) < 1e-12) return Math.exp(-a);
  return (Math.exp(-a) * -Math.expm1(-difference)) / difference;
}

function take(
  from: Place,
  checks: readonly WeightedCheck[],
  { requests, other }: { readonly requests: number; readonly other: number },
  { leave, stay }: { readonly leave: Place; readonly stay: Place },
): void {
  from.chance.forEach((chance, born) => {
    if (chance === 0) return;
    const spent = (from.requests[born] as number) + chance * requests;
    for (const { chance: share, check } of checks) {
      const [passes, fails] = [check.passes[born], check.fails[born]] as [
        readonly number[],
        readonly number[],
      ];
      move(passes, leave, born, share * (1 - other) * chance, share * (1 - other) * spent);
      move(fails, stay, born, share * chance, share * spent);
      if (other > 0) move(passes, stay, born, share * other * chance, share * other * spent);
    }
  });
}

function move(
  masses: readonly number[],
  to: Place,
  born: number,
  chance: number,
  spent: number,
): void {
  masses.forEach((mass, more) => {
    to.chance[born + more] = (to.chance[born + more] as number) + mass * chance;
    to.requests[born + more] = (to.requests[born + more] as number) + mass * spent;
  });
}

function blank(threshold: number, series: number): readonly Place[] {
  return Array.from({ length: threshold }, () => place(series));
}

function place(series: number): Place {
  return {
    chance: new Array<number>(series + 1).fill(0),
    requests: new Array<number>(series + 1).fill(0),
  };
}

function total(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

function cost(
  chance: number,
  checks: number,
  requests: number,
  extraIntervals: number,
): LazyOdds['ifRolledBack'] {
  if (chance === 0) return undefined;
  const mean = checks / chance;
  return { checks: mean, requests: requests / chance, intervals: mean + extraIntervals };
}

function requirePlan(plan: LazyPlan, errorRate: number): void {
  const { traffic, series, threshold, intervalSeconds, windowSeconds } = plan;
  requireProbability('error rate', errorRate);
  requireCount('series', series);
  requireCount('threshold', threshold);
  requirePositive('series', series);
  requirePositive('threshold', threshold);
  if (traffic.length === 0) throw new RangeError('a rollout has no step, allowed is at least one');
  if (windowSeconds > intervalSeconds) {
    throw new RangeError(
      `the metric window is ${windowSeconds} s, allowed is at most the interval, ${intervalSeconds} s`,
    );
  }
}
