import { failureOfArrivals } from '../../src/statistics/success-check';
import type { CheckedStep } from '../../src/statistics/rollout-odds';
import { successLimit } from '../../src/statistics/success-limit';

/** Weights of the reference plan: 12 requests/s, 5 to 50 % by 5, checked every minute, 99 %. */
export const WEIGHTS = Array.from({ length: 10 }, (_, index) => (5 * (index + 1)) / 100);

/** Requests of the canary in a minute at each step: 36, 72 … 360. */
export const REQUESTS = WEIGHTS.map((weight) => Math.round(12 * 60 * weight));

/** The steps of the reference plan as Poisson checks see them. */
export function planA(errorRate: number, minPercent = 99): readonly CheckedStep[] {
  const limit = successLimit(minPercent);
  return REQUESTS.map((requests) => ({
    requests,
    failure: failureOfArrivals(requests, errorRate, limit),
  }));
}
