import type { Controller } from './rollout-odds';

/** What a search for a plan may vary. */
export interface SearchSpace {
  /** Rising shares of all requests, 0-1. */
  readonly schedules: readonly (readonly number[])[];
  readonly intervalSeconds: readonly number[];
  readonly minPercents: readonly number[];
  /** Most failed checks that roll back. */
  readonly mostFailures: number;
  /** Fewest scrapes in an interval, which is the metric window too. At least 2. */
  readonly fewestScrapes: number;
  readonly controller: Controller;
}

/**
 * What is tried where nobody says otherwise: 16 schedules, intervals from 30 s to 10 min, ten success
 * rates, up to ten failures; some 12,000 plans, and the sequential gates.
 */
export const SEARCH_SPACE: SearchSpace = {
  schedules: [
    linear(5, 50),
    linear(5, 100),
    linear(10, 50),
    linear(10, 100),
    linear(20, 60),
    linear(20, 100),
    linear(25, 100),
    linear(1, 10),
    linear(2, 20),
    [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64],
    [0.01, 0.05, 0.25, 0.5],
    [0.05, 0.2, 0.5],
    [0.05, 0.1],
    [0.1, 0.3],
    [0.5, 1],
    [0.1],
  ],
  intervalSeconds: [30, 60, 120, 300, 600],
  minPercents: [90, 95, 97, 98, 98.5, 99, 99.5, 99.8, 99.9, 99.95],
  mostFailures: 10,
  fewestScrapes: 4,
  controller: 'flagger',
};

/** Equal steps up to a highest weight, in percent. */
function linear(step: number, most: number): readonly number[] {
  return Array.from({ length: Math.floor(most / step) }, (_, index) => (step * (index + 1)) / 100);
}
