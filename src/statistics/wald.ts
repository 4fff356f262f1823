import { requireInside } from './domain';
import { divergence } from './kullback-leibler';
import { checkedQuestion, type Question } from './neyman-pearson';

/**
 * The fewest requests, on average under the regression, of any sequential gate whatsoever.
 *
 * Source: Wald (1945), from the information inequality: [(1−β) ln((1−β)/α) + β ln(β/(1−α))] /
 * KL(p1 ‖ p0). Domain: healthy < regressed, 0 < power < 1, falseRollback < power. Relative error
 * below 1e-11.
 * @throws RangeError outside the domain
 */
export function waldFloor(question: Question, power: number): number {
  const { healthy, regressed, falseRollback } = checkedQuestion(question);
  requireInside('power', power);
  return bits(power, falseRollback) / divergence(regressed, healthy);
}

/** How many requests Wald's own test takes on average. */
export interface SampleNumbers {
  readonly healthy: number;
  readonly regressed: number;
}

/**
 * Wald's approximation of his test's average sample numbers, with both boundaries.
 *
 * Source: Wald (1945), without the overshoot: the exact numbers are some 5-15 % larger
 * (`sprtOperation`). Domain: as {@link waldFloor}.
 * @throws RangeError outside the domain
 */
export function waldSampleNumbers(question: Question, power: number): SampleNumbers {
  const { healthy, regressed, falseRollback } = checkedQuestion(question);
  requireInside('power', power);
  return {
    healthy: bits(1 - falseRollback, 1 - power) / divergence(healthy, regressed),
    regressed: bits(power, falseRollback) / divergence(regressed, healthy),
  };
}

/** KL of two chances to decide for the truth: what the evidence has to reach on average. */
function bits(truth: number, error: number): number {
  return truth * Math.log(truth / error) + (1 - truth) * Math.log((1 - truth) / (1 - error));
}
