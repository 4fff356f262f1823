import { requireInside, requireProbability } from './domain';
import { checkedQuestion, type Question } from './neyman-pearson';

/** How Wald's test with both boundaries behaves, request by request. */
export interface SequentialOperation {
  /** The chance to end at the upper boundary: roll back. */
  readonly rollback: number;
  /** The chance to end at the lower boundary: accept. */
  readonly accept: number;
  /** Expected number of requests. */
  readonly requests: number;
}

/**
 * Wald's test with both boundaries, ln((1−β)/α) and ln(β/(1−α)), exactly.
 *
 * A chain over the errors, request by request, until less than 1e-15 is undecided. Source: Wald
 * (1945); Aroian (1968) for the direct method. Domain: healthy < regressed, power > falseRollback,
 * 0 ≤ errorRate ≤ 1. Absolute error below 1e-11. O(requests × errors between the boundaries).
 * @throws RangeError outside the domain
 */
export function sequentialOperation(
  question: Question,
  power: number,
  errorRate: number,
): SequentialOperation {
  const { healthy, regressed, falseRollback } = checkedQuestion(question);
  requireInside('power', power);
  requireProbability('error rate', errorRate);
  const upper = Math.log(power / falseRollback);
  const lower = Math.log((1 - power) / (1 - falseRollback));
  const perSuccess = Math.log1p(-healthy) - Math.log1p(-regressed);
  const rise = Math.log(regressed / healthy) + perSuccess;
  const result = { rollback: 0, accept: 0, requests: 0 };
  let alive = new Map([[0, 1]]);
  for (let n = 1; alive.size > 0 && n < 10_000_000; n += 1) {
    const next = new Map<number, number>();
    let undecided = 0;
    const put = (errors: number, chance: number): void => {
      const evidence = errors * rise - n * perSuccess;
      if (evidence >= upper) result.rollback += chance;
      else if (evidence <= lower) result.accept += chance;
      else {
        next.set(errors, (next.get(errors) ?? 0) + chance);
        undecided += chance;
      }
    };
    for (const [errors, chance] of alive) {
      result.requests += chance;
      put(errors, chance * (1 - errorRate));
      put(errors + 1, chance * errorRate);
    }
    if (undecided < 1e-15) break;
    alive = next;
  }
  return result;
}
