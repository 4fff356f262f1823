import { binomialAbove } from './binomial';
import { requireCount, requireProbability } from './domain';

/** A rollout that waits behind a closed gate and is checked all the same. */
export interface Waiting {
  /** The chance that a check fails, 0-1. */
  readonly failure: number;
  /** Checks while the gate is closed: the time over the analysis interval. */
  readonly checks: number;
  /** Failed checks that roll back. */
  readonly threshold: number;
  /** Failed checks so far: they are never forgotten during an analysis. @default 0 */
  readonly failed?: number;
}

/**
 * The chance to be rolled back while waiting: P(Bin(checks, failure) ≥ threshold − failed).
 *
 * Source: Flagger 1.44; a closed confirm-traffic-increase gate keeps the phase Progressing, so checks
 * go on and their failures count. Domain: whole numbers. Accuracy of {@link binomialAbove}.
 * @throws RangeError outside the domain
 */
export function rollbackWhileWaiting({ failure, checks, threshold, failed = 0 }: Waiting): number {
  requireProbability('failure of a check', failure);
  requireCount('checks', checks);
  const left = threshold - failed;
  return left <= 0 ? 1 : binomialAbove(left - 1, checks, failure);
}
