import type { JsonObject } from '../manifest/manifest';

/** What happens around one tick of the controller. Everything that is left out goes well. */
export interface TickInputs {
  /** Image of the target's first container from this tick on: a new revision, or an old one again. */
  readonly image?: string;
  /** Edits of existing objects just before this tick, the Canary's included; they last. */
  readonly patches?: readonly ObjectPatch[];
  /** What each metric answers in this tick. @default that of the simulation, else no value */
  readonly metrics?: Readonly<Record<string, MetricAnswer>>;
  /** HTTP status that each webhook answers in this tick, by name. @default 200, for type rollback 403 */
  readonly webhooks?: Readonly<Record<string, number>>;
  /** The pods of the target. @default ready */
  readonly canary?: Readiness;
  /** The pods of the primary. @default ready */
  readonly primary?: Readiness;
}

/** A JSON merge patch (RFC 7386) of an existing object. */
export interface ObjectPatch {
  readonly kind: string;
  readonly name: string;
  /** @default that of the Canary */
  readonly namespace?: string;
  readonly merge: JsonObject;
}

/**
 * What a metric's query answers: a number (percent for request-success-rate, milliseconds for
 * request-duration), an empty result, not a number, infinity, or an HTTP error.
 */
export type MetricAnswer = number | 'none' | 'nan' | 'inf' | 'error';

/**
 * The state of a Deployment's pods, n being its `spec.replicas`:
 *
 * - `ready`: n of n updated and available
 * - `wait`: none available, since just now
 * - `deadline`: none available, for longer than any progress deadline
 * - `dead`: Kubernetes itself says `ProgressDeadlineExceeded`
 * - `unobserved`: the Deployment controller has not seen the last change
 * - an object: counts that differ from n
 */
export type Readiness = 'ready' | 'wait' | 'deadline' | 'dead' | 'unobserved' | PodCounts;

/** Pods of a Deployment where they differ from `spec.replicas`. */
export interface PodCounts {
  readonly replicas?: number;
  readonly updated?: number;
  readonly available?: number;
  /** Seconds since the Deployment became unavailable. @default it is available */
  readonly unavailableSeconds?: number;
}
