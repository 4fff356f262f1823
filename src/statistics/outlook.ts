import type { RolloutCost } from './rollout-odds';

/** How a plan ends for one behaviour. */
export interface Outlook {
  /** A formula, or seeded simulations where windows overlap too much for one. */
  readonly method: 'exact' | 'simulated';
  readonly rollback: number;
  /** Expected requests of the canary among the rollouts rolled back; undefined if none is. */
  readonly exposedRequests: number | undefined;
  /** Expected failed requests of the canary, likewise. */
  readonly failedRequests: number | undefined;
  /** Expected time from the first weight until the traffic is back, likewise. */
  readonly secondsToRollback: number | undefined;
  /** Expected time from the first weight to the end, whichever. */
  readonly seconds: number;
  /** The chance that the first check at each step fails, having come there without a failure. */
  readonly failures: readonly number[];
}

/** The ends of a rollout with what each costs. */
export interface Ends {
  readonly rollback: number;
  readonly promote: number;
  readonly ifRolledBack: RolloutCost | undefined;
  readonly ifPromoted: RolloutCost | undefined;
}

/** The ends of a rollout in time and requests. */
export function outlookOf(
  { rollback, promote, ifRolledBack, ifPromoted }: Ends,
  intervalSeconds: number,
  errorRate: number,
  failures: readonly number[],
): Outlook {
  const back = ifRolledBack?.intervals ?? 0;
  const on = ifPromoted?.intervals ?? 0;
  return {
    method: 'exact',
    rollback,
    exposedRequests: ifRolledBack?.requests,
    failedRequests: ifRolledBack && ifRolledBack.requests * errorRate,
    secondsToRollback: ifRolledBack && back * intervalSeconds,
    seconds: (rollback * back + promote * on) * intervalSeconds,
    failures,
  };
}
