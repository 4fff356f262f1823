import golden from '../golden/statistics.json';
import { argoChain } from '../../src/statistics/argo-chain';
import { addPoll, logWealth, noEvidence } from '../../src/statistics/evidence';
import { flaggerChain } from '../../src/statistics/flagger-chain';
import { hypergeometricAtLeast } from '../../src/statistics/hypergeometric';
import { divergence } from '../../src/statistics/kullback-leibler';
import { latencyFailure } from '../../src/statistics/latency-check';
import { bestPower } from '../../src/statistics/neyman-pearson';
import { anytimeInterval, fixedInterval } from '../../src/statistics/rate-intervals';
import { sequentialTest } from '../../src/statistics/sprt';
import { sequentialChain } from '../../src/statistics/sprt-chain';
import {
  failureOfArrivals,
  failureOfClusters,
  failureOfCount,
} from '../../src/statistics/success-check';
import { successLimit } from '../../src/statistics/success-limit';
import { waldFloor, waldSampleNumbers } from '../../src/statistics/wald';
import { planA, REQUESTS } from './plan-a';

const LIMIT = successLimit(99);
const POLL = { canaryRequests: 400, canaryErrors: 5, primaryRequests: 7600, primaryErrors: 3 };

/** What computes a value, by the form of its id; the numbers in the id are the arguments. */
const FORMS: readonly (readonly [RegExp, (...numbers: number[]) => number])[] = [
  [/^qFixed-(\d+)-([\d.]+)$/, (n, p) => failureOfCount(n, p, LIMIT)],
  [/^qPoisson-(\d+)-([\d.]+)$/, (n, p) => failureOfArrivals(n, p, LIMIT)],
  [/^qBetaBin-(\d+)-([\d.]+)-([\d.]+)$/, (n, p, icc) => failureOfClusters(n, p, icc, LIMIT)],
  [/^chain-m(\d+)-k(\d+)-q([\d.]+)$/, (m, k, q) => flaggerChain(constant(m, q), k).promote],
  [
    /^argo-q1..10-L1$/,
    () =>
      argoChain(
        constant(10, 0).map((step, j) => ({ ...step, failure: (j + 1) / 100 })),
        1,
      ).rollback,
  ],
  [/^argo-J(\d+)-L(\d+)-q([\d.]+)$/, (j, l, q) => argoChain(constant(j, q), l).promote],
  [/^planA-p([\d.]+)-k(\d+)-rollback$/, (p, k) => flaggerChain(planA(p), k).rollback],
  [/^planA-p([\d.]+)-k(\d+)-requests$/, (p, k) => flaggerChain(planA(p), k).requests],
  [/^hist-(\d+)$/, (n) => latencyFailure(n, { inBucket: 0.02, above: 0.005, position: 0.3 }, 0.99)],
  [/^evalue-rho(\d+)$/, (ratio) => evidence(ratio, 1)],
  [/^evalue-rho(\d+)-rho0_(\d+)$/, (ratio, tolerated) => evidence(ratio, tolerated)],
  [/^fisher-5-3$/, () => hypergeometricAtLeast(5, { marked: 400, others: 7600, drawn: 8 })],
  [/^robbins-(\d+)-(\d+)$/, (x, n) => anytimeInterval(x, n, 0.05).high],
  [/^clopper-(\d+)-(\d+)$/, (x, n) => fixedInterval(x, n, 0.05).high],
  [/^np-(\d+)$/, (n) => bestPower(n, { healthy: 0.001, regressed: 0.03, falseRollback: 0.01 })],
  [/^kl-([\d.]+)-([\d.]+)$/, (p, q) => divergence(p, q)],
  [/^wald-floor$/, () => waldFloor({ healthy: 0.001, regressed: 0.01, falseRollback: 0.01 }, 0.95)],
  [
    /^wald-asn1$/,
    () =>
      waldSampleNumbers({ healthy: 0.01, regressed: 0.03, falseRollback: 0.05 }, 0.95).regressed,
  ],
  [/^sprt-planA-([\d.]+)$/, (p) => sequentialChain(REQUESTS, p, GATE, 'flagger').rollback],
];

const GATE = sequentialTest({ healthy: 0.003, regressed: 0.03, falseRollback: 0.01 });

describe('the reference values', () => {
  it.each(golden)('$id: $desc', ({ id, value }) => {
    const got = compute(id);

    // all sixteen digits of a double but the last two or three
    expect(Math.abs(got - Number(value)) / Number(value)).toBeLessThan(1e-13);
  });

  it('are all of them', () => {
    expect(golden).toHaveLength(52);
  });
});

function compute(id: string): number {
  for (const [form, formula] of FORMS) {
    const match = form.exec(id);
    if (match !== null) return formula(...match.slice(1).map(Number));
  }
  throw new Error(`no formula for ${id}`);
}

function constant(count: number, failure: number) {
  return Array.from({ length: count }, () => ({ failure, requests: 1 }));
}

function evidence(ratio: number, tolerated: number): number {
  const bet = { tolerated, alternatives: [{ ratio, share: 1 }] };
  return Math.exp(logWealth(addPoll(noEvidence(bet), bet, POLL), bet));
}
