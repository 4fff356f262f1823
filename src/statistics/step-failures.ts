import { jointFailure } from './joint-failure';
import { latencyFailure } from './latency-check';
import { latencyShares } from './latency-shares';
import type { Behaviour, Observation, PowerCheck, PowerTraffic } from './power-plan';
import { visibleSeconds, visibleWindows, type VisibleWindow } from './scrape-window';
import { failureOfArrivals } from './success-check';
import { successLimit } from './success-limit';

/** A check of the success rate. */
export type SuccessCheck = Extract<PowerCheck, { kind: 'success-rate' }>;

/** A check at a step: who calls, and what is seen of it. */
export interface CheckedTraffic {
  /** Requests of the canary per second. */
  readonly requestsPerSecond: number;
  readonly behaviour: Behaviour;
  readonly scrapeSeconds: number;
  readonly observation: Observation;
}

/**
 * The chance that at least one of the checks fails, taken as independent.
 *
 * Without checks, nothing fails. A check of the latency counts where the behaviour tells latencies;
 * its number of requests is rounded.
 */
export function stepFailure(checks: readonly PowerCheck[], traffic: CheckedTraffic): number {
  return jointFailure(checks.map((check) => checkFailure(check, traffic))).independent;
}

/** The check of the success rate that decides: the strictest of them. */
export function strictestSuccess(checks: readonly PowerCheck[]): SuccessCheck | undefined {
  return checks
    .filter((check) => check.kind === 'success-rate')
    .reduce<SuccessCheck | undefined>(
      (strictest, check) => (check.minPercent > (strictest?.minPercent ?? -1) ? check : strictest),
      undefined,
    );
}

/** The checks that decide: the strictest success rate and all others. */
export function decidingChecks(checks: readonly PowerCheck[]): readonly PowerCheck[] {
  const strictest = strictestSuccess(checks);
  return checks.filter((check) => check.kind !== 'success-rate' || check === strictest);
}

/** Requests of one window that a check can see, on average. */
export function seenRequests(
  requestsPerSecond: number,
  windowSeconds: number,
  scrapeSeconds: number,
  observation: Observation,
): number {
  const seconds =
    observation === 'ideal' ? windowSeconds : visibleSeconds(windowSeconds, scrapeSeconds);
  return requestsPerSecond * seconds;
}

/** Time between two scrapes, where the traffic does not say: what Prometheus' operator starts with. */
export function scrapeSecondsOf({ scrapeSeconds = 15 }: PowerTraffic): number {
  return scrapeSeconds;
}

function checkFailure(check: PowerCheck, traffic: CheckedTraffic): number {
  const { requestsPerSecond, scrapeSeconds, observation } = traffic;
  const windows: readonly VisibleWindow[] =
    observation === 'ideal'
      ? [{ chance: 1, seconds: check.windowSeconds, gaps: 1 }]
      : visibleWindows(check.windowSeconds, scrapeSeconds);
  return windows.reduce(
    (sum, { chance, seconds }) =>
      sum + chance * failureOf(check, requestsPerSecond * seconds, traffic.behaviour),
    0,
  );
}

function failureOf(check: PowerCheck, requests: number, behaviour: Behaviour): number {
  switch (check.kind) {
    case 'success-rate':
      return failureOfArrivals(requests, behaviour.errorRate, successLimit(check.minPercent));
    case 'latency': {
      if (behaviour.latency === undefined) return 0;
      // a value cut to whole milliseconds is above 400 from 401 on
      const limit = check.maxMs + (check.compared === 'whole-ms' ? 1 : 0);
      const place = latencyShares(behaviour.latency, limit, check.boundsMs);
      return place.kind === 'never-fails'
        ? 0
        : latencyFailure(Math.round(requests), place, check.quantile);
    }
  }
}
