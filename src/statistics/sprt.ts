import { requireCount } from './domain';
import { checkedQuestion, type Question } from './neyman-pearson';

/** Evidence of a regression as a sum over requests; compiles to one line of PromQL. In nats. */
export interface SequentialTest {
  /** What an error adds: ln(p1/p0). */
  readonly perError: number;
  /** What a success takes away: ln((1 − p0)/(1 − p1)). */
  readonly perSuccess: number;
  /** Roll back at this evidence: ln(1/α). */
  readonly limit: number;
}

/**
 * The sequential test of an error rate that is tolerated against one that is not: may be looked at
 * any number of times, with any weights and pauses, and rolls back at most `falseRollback` of the
 * releases whose error rate never exceeds `healthy`.
 *
 * Source: Wald (1945), upper boundary alone; the guarantee is Ville's inequality (1939).
 * Domain: healthy < regressed, all above 0 and below 1. Relative error below 1e-14.
 * @throws RangeError outside the domain
 */
export function sequentialTest(question: Question): SequentialTest {
  const { healthy, regressed, falseRollback } = checkedQuestion(question);
  return {
    perError: Math.log(regressed / healthy),
    perSuccess: Math.log1p(-healthy) - Math.log1p(-regressed),
    limit: -Math.log(falseRollback),
  };
}

/** The evidence, in nats, of errors and successes since the canary's pods began. */
export function evidenceOf(test: SequentialTest, errors: number, successes: number): number {
  return errors * test.perError - successes * test.perSuccess;
}

/**
 * The fewest errors among so many requests that roll back.
 *
 * Domain: whole requests ≥ 0. Exact, but for evidence within 1e-12 of the limit.
 * @throws RangeError outside the domain
 */
export function sequentialBoundary(test: SequentialTest, requests: number): number {
  requireCount('requests', requests);
  return Math.ceil((test.limit + requests * test.perSuccess) / (test.perError + test.perSuccess));
}
