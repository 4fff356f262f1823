import { requireAmount, requireInside } from './domain';
import { bestPower, fewestRequests, type Question } from './neyman-pearson';
import { waldFloor } from './wald';

/** Whether any gate at all could see the regression, whatever its rule. */
export type Feasibility =
  | {
      readonly kind: 'possible';
      /** The chance of the best gate to catch the regression. */
      readonly ceiling: number;
      /** The fewest requests of the canary, on average, that a sequential gate needs to catch it. */
      readonly floor: number;
    }
  | {
      readonly kind: 'impossible';
      readonly ceiling: number;
      readonly floor: number;
      /** Requests of the canary that the best gate needs. */
      readonly requestsNeeded: number;
      /** So many times the traffic, or the time, or the weight. */
      readonly timesNeeded: number;
    };

/**
 * Whether a gate with so many requests of the canary can reach a power at all; if not, what could.
 *
 * Source: Neyman and Pearson (1933) for the ceiling, Wald (1945) for the floor. A healthy error rate
 * of 0 is taken as 1e-9. Domain: finite requests ≥ 0, rates and levels inside 0-1.
 * @throws RangeError outside the domain
 */
export function feasibility(requests: number, question: Question, power: number): Feasibility {
  requireAmount('requests', requests);
  requireInside('power', power);
  const asked = { ...question, healthy: Math.max(1e-9, question.healthy) };
  const ceiling = bestPower(Math.floor(requests), asked);
  const floor = power > asked.falseRollback ? waldFloor(asked, power) : 0;
  if (ceiling >= power) return { kind: 'possible', ceiling, floor };
  const requestsNeeded = fewestRequests(asked, power);
  const timesNeeded = requests > 0 ? requestsNeeded / requests : Infinity;
  return { kind: 'impossible', ceiling, floor, requestsNeeded, timesNeeded };
}
