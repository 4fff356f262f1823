import { windowOfBinomial } from './binomial-window';
import { requireCount, requireProbability } from './domain';
import type { Controller, RolloutOdds } from './rollout-odds';
import { sequentialBoundary, type SequentialTest } from './sprt';

/**
 * How a rollout under a sequential gate ends, the first failed check being the last.
 *
 * Exact for known numbers of requests: a chain over the errors since the start. Domain: whole
 * requests in each interval. Relative error below 1e-12. O(steps × boundary²).
 * @throws RangeError outside the domain
 */
export function sequentialChain(
  requests: readonly number[],
  errorRate: number,
  test: SequentialTest,
  controller: Controller,
): RolloutOdds {
  requireProbability('error rate', errorRate);
  if (requests.length === 0) throw new RangeError('a rollout has no step, allowed is at least one');
  const extra = controller === 'flagger' ? 1 : 0;
  const sums = { rollback: 0, checks: 0, requests: 0 };
  let alive = new Float64Array([1]);
  let seen = 0;
  const rollbackAt = requests.map((count, index) => {
    requireCount('requests of an interval', count);
    seen += count;
    const boundary = sequentialBoundary(test, seen);
    const step = windowOfBinomial(count, errorRate, boundary);
    const { next, crossed } = advance(alive, step, boundary);
    alive = next;
    sums.rollback += crossed;
    sums.checks += crossed * (index + 1);
    sums.requests += crossed * (seen + extra * count);
    return crossed;
  });
  const promote = alive.reduce((sum, chance) => sum + chance, 0);
  const { rollback } = sums;
  const checks = sums.checks / rollback;
  return {
    promote,
    rollback,
    checks: sums.checks + promote * requests.length,
    requests: sums.requests + promote * seen,
    rollbackAt,
    ifRolledBack:
      rollback > 0
        ? { checks, requests: sums.requests / rollback, intervals: checks + extra }
        : undefined,
    ifPromoted:
      promote > 0
        ? { checks: requests.length, requests: seen, intervals: requests.length }
        : undefined,
  };
}

/** Add the errors of one interval; what reaches the boundary is summed by itself, for its digits. */
function advance(
  alive: Float64Array,
  step: Float64Array,
  boundary: number,
): { readonly next: Float64Array<ArrayBuffer>; readonly crossed: number } {
  const next = new Float64Array(Math.min(boundary, alive.length + step.length - 1));
  let crossed = 0;
  for (let before = 0; before < alive.length; before += 1) {
    const chance = alive[before] as number;
    // far from anything that shows in the sums
    if (chance < 1e-30) continue;
    for (let errors = 0; errors < step.length; errors += 1) {
      const gain = chance * (step[errors] as number);
      const after = before + errors;
      if (after < boundary) next[after] = (next[after] as number) + gain;
      else crossed += gain;
    }
  }
  return { next, crossed };
}
