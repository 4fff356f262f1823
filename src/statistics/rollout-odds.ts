/** Who acts on a failed check: Flagger one interval later, Argo Rollouts at once. */
export type Controller = 'flagger' | 'argo';

/** How a rollout ends, and what it costs until then. Requests are those that the canary answers. */
export interface RolloutOdds {
  readonly promote: number;
  readonly rollback: number;
  /** Expected number of checks. */
  readonly checks: number;
  /** Expected requests of the canary. Times the error rate: its expected failed requests. */
  readonly requests: number;
  /** The chance to be rolled back at each step. Adds up to `rollback`. */
  readonly rollbackAt: readonly number[];
  /** The same expectations among the rollouts that are rolled back; undefined if none is. */
  readonly ifRolledBack: RolloutCost | undefined;
  /** Among those that are promoted; undefined if none is. */
  readonly ifPromoted: RolloutCost | undefined;
}

/** What a rollout costs on average. */
export interface RolloutCost {
  readonly checks: number;
  /** Requests that the canary answers. */
  readonly requests: number;
  /** Analysis intervals from the first weight until the traffic is back, or the last check passed. */
  readonly intervals: number;
}

/** One step of a rollout, as its checks see it. */
export interface CheckedStep {
  /** The chance that a check at this step fails, 0-1. */
  readonly failure: number;
  /** Expected requests of the canary in one analysis interval at this step. */
  readonly requests: number;
}
