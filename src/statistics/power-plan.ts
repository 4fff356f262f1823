import type { LatencyModel } from './latency-shares';
import type { Controller } from './rollout-odds';

/** A release as far as its odds go: plain numbers, whatever wrote them. */
export interface PowerPlan {
  /** Share of all requests that the canary gets at each step, 0-1; one interval each. */
  readonly weights: readonly number[];
  /** Time from one check to the next. */
  readonly intervalSeconds: number;
  readonly controller: Controller;
  readonly gate: PowerGate;
}

/** What decides between going on and rolling back. */
export type PowerGate = ThresholdGate | SequentialGate;

/** Checks of a window each; so many failed ones roll back. */
export interface ThresholdGate {
  readonly kind: 'threshold';
  /** All have to pass. Of several success rates the highest counts, as it includes the others. */
  readonly checks: readonly PowerCheck[];
  /** Failed checks that roll back: Flagger's `threshold`, Argo's `failureLimit` + 1. At least 1. */
  readonly failures: number;
}

/** Evidence of errors since the canary began; the first check above its limit rolls back. */
export interface SequentialGate {
  readonly kind: 'sequential';
  /** The highest error rate that is tolerated, above 0 and below 1. */
  readonly tolerated: number;
  /** The error rate that it is tuned to, above `tolerated`. */
  readonly regressed: number;
  /** Share of tolerable releases that may be rolled back. */
  readonly falseRollback: number;
}

/** One query with its limit. */
export type PowerCheck =
  | {
      readonly kind: 'success-rate';
      /** The lowest good percentage. */
      readonly minPercent: number;
      readonly windowSeconds: number;
    }
  | {
      readonly kind: 'latency';
      /** Such as 0.99. */
      readonly quantile: number;
      /** The highest good value. */
      readonly maxMs: number;
      readonly windowSeconds: number;
      /** Upper bounds of the histogram's buckets, ascending. @default - Istio's */
      readonly boundsMs?: readonly number[];
      /** Flagger's built-in check cuts its value to whole milliseconds. @default 'exact' */
      readonly compared?: 'exact' | 'whole-ms';
    };

/** How a version behaves. */
export interface Behaviour {
  /** Share of requests that fail, 0-1. */
  readonly errorRate: number;
  /** @default - unknown: checks of the latency are left out */
  readonly latency?: LatencyModel;
}

/** What arrives, and how it is observed. */
export interface PowerTraffic {
  /** Over all callers, above 0. */
  readonly requestsPerSecond: number;
  readonly healthy: Behaviour;
  /** Time between two scrapes of a pod. @default 15 */
  readonly scrapeSeconds?: number;
  /** Pods of the canary, for the number of its series. @default 2 */
  readonly pods?: number;
  /** Error series of each pod: source workloads times response codes. @default 1 */
  readonly callers?: number;
}

/** What a release has to be able to see, and how often it may be wrong. */
export interface PowerGoal {
  readonly regressed: Behaviour;
  /** The least chance to catch the regression, such as 0.95. */
  readonly power: number;
  /** The largest chance to roll back a healthy release, such as 0.01. */
  readonly falseRollback: number;
}

/**
 * How faithfully observation is modelled: every request counts (`ideal`), only those between the
 * first and the last scrape of a window (`scraped`), and series that appear with their first error
 * (`lazy`), which is what Prometheus does.
 */
export type Observation = 'ideal' | 'scraped' | 'lazy';
