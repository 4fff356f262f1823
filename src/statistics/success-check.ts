import { betaBinomialAbove } from './beta-binomial';
import { binomialAbove, binomialMass } from './binomial';
import { requireAmount, requireCount, requireProbability } from './domain';
import { poissonAbove } from './poisson';
import { shortfall, windowOfPoisson, type OpenCases } from './shortfall';
import { allowedErrors, isAtLimit, type SuccessLimit } from './success-limit';

/**
 * The chance that a check of the success rate fails, with a known number of requests.
 *
 * q = P(Bin(requests, errorRate) > allowed). Domain: whole requests ≥ 0. Accuracy of
 * {@link binomialAbove}.
 * @throws RangeError outside the domain
 */
export function failureOfCount(
  requests: number,
  errorRate: number,
  limit: SuccessLimit,
  { atLimit = 0, noData = 1 }: OpenCases = {},
): number {
  requireCount('requests', requests);
  requireProbability('error rate', errorRate);
  if (requests === 0) return noData;
  const allowed = allowedErrors(requests, limit);
  const above = binomialAbove(allowed, requests, errorRate);
  return atLimit > 0 && isAtLimit(allowed, requests, limit)
    ? above + atLimit * binomialMass(allowed, requests, errorRate)
    : above;
}

/**
 * The chance that a check of the success rate fails, with requests that arrive as a Poisson stream.
 *
 * q = Σ_e P(e errors) P(too few successes for e errors): errors and successes are independent.
 * Domain: finite requests ≥ 0, the expected number. Absolute error below 1e-15, relative below 1e-12
 * while above 1e-25. O(√requests).
 * @throws RangeError outside the domain
 */
export function failureOfArrivals(
  requests: number,
  errorRate: number,
  limit: SuccessLimit,
  cases: OpenCases = {},
): number {
  requireAmount('requests', requests);
  requireProbability('error rate', errorRate);
  const errors = requests * errorRate;
  const table = shortfall(requests * (1 - errorRate), limit, cases);
  const last = table.from + table.chances.length - 1;
  const masses = windowOfPoisson(table.from, last, errors);
  let sum = Math.exp(-errors) * table.withoutErrors + table.beyond * poissonAbove(last, errors);
  for (let index = 0; index < masses.length; index += 1) {
    sum += (table.chances[index] as number) * (masses[index] as number);
  }
  return Math.min(1, sum);
}

/**
 * The chance that a check of the success rate fails, with a known number of requests whose errors
 * come in bursts.
 *
 * q = P(beta-binomial > allowed). Domain: whole requests ≥ 0, errorRate and correlation above 0 and
 * below 1. Accuracy of {@link betaBinomialAbove}.
 * @throws RangeError outside the domain
 */
export function failureOfClusters(
  requests: number,
  errorRate: number,
  correlation: number,
  limit: SuccessLimit,
): number {
  requireCount('requests', requests);
  if (requests === 0) return 1;
  return betaBinomialAbove(allowedErrors(requests, limit), requests, {
    mean: errorRate,
    correlation,
  });
}
