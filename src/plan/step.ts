import type { OneOf } from './one-of';

/** How a header's value is matched; Argo Rollouts' words, which are Istio's. */
export type StringMatch = OneOf<{ exact: string; prefix: string; regex: string }>;

/** A header that leads a request to the canary. */
export interface HeaderMatch {
  readonly headerName: string;
  readonly headerValue: StringMatch;
}

/** Requests with one of these headers go to the canary, whatever the weight. */
export interface HeaderRoute {
  /** Name of the route: lower-case letters, digits and `-`; it becomes part of the phase's name. */
  readonly name: string;
  /**
   * Any of these sends a request to the canary.
   * @default - the route of this name is taken away
   */
  readonly match?: readonly HeaderMatch[] | undefined;
}

/** How many pods the canary gets. */
export type CanaryScale = OneOf<{
  /** At least this many pods. */
  replicas: number;
  /** At least this percentage of the capacity, 1-100. */
  weight: number;
  /** As many as the traffic needs: ends an earlier scale. */
  matchTrafficWeight: true;
}>;

/** What a step can say, in Argo Rollouts' words. */
export interface StepChoices<MetricName extends string> {
  /** Percentage of the requests that the canary answers from here on: an integer from 1 to 100. */
  setWeight: number;
  /** Stay: for a `duration` such as `5m`, or until somebody approves when there is none. */
  pause: { readonly duration?: string | undefined };
  /** Stay for the duration and go on only when the metrics are good. */
  analysis: { readonly metrics: readonly MetricName[]; readonly duration: string };
  /** Lead requests with a header to the canary, or take such a route away. */
  setHeaderRoute: HeaderRoute;
  /** Send the canary a copy of this percentage of the requests, 0-100; its answers are thrown away. */
  setMirror: { readonly percentage: number };
  /** Give the canary more pods than its traffic needs. */
  setCanaryScale: CanaryScale;
}

/** One step of a release: exactly one of the choices. */
export type Step<MetricName extends string = never> = OneOf<StepChoices<MetricName>>;
