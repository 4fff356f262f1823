/** What has to be true of the canary's traffic before an `analysis` lets the release go on. */
export type Metric = SuccessRate | Latency;

/** The percentage of requests that are answered without a 5xx. */
export interface SuccessRate {
  readonly kind: 'success-rate';
  /** The lowest good percentage, above 0 and up to 100. */
  readonly min: number;
}

/** A quantile of the time that requests take. */
export interface Latency {
  readonly kind: 'latency';
  /** Above 0 and below 1, such as 0.99. */
  readonly quantile: number;
  /** The longest good time, such as `1s` or `250ms`. */
  readonly max: string;
}

/** What is known of the application's traffic; makes the exposure of each phase a number of requests. */
export interface Traffic {
  /** Requests per second over all callers. */
  readonly requestsPerSecond: number;
  /**
   * Share of the requests that fail in normal times, 0-1.
   * @default - unknown
   */
  readonly errorRate?: number | undefined;
}
