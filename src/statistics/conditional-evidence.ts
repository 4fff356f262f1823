import { hypergeometricMass } from './hypergeometric';
import { requirePositive } from './domain';
import type { Poll } from './evidence';

/**
 * The evidence of one fixed sample for an odds ratio against another, given the number of errors.
 *
 * e = (ratio/tolerated)^x Z(tolerated)/Z(ratio), Z(r) = Σ hyp(u) r^u. Exact where error rates are too
 * high (above some 10 %) for the Poisson form. Source: Turner, Ly and Grünwald (2024). Domain: whole
 * numbers, errors ≤ requests, ratios above 0. Relative error below 1e-12. O(errors).
 * @throws RangeError outside the domain
 */
export function conditionalEvidence(poll: Poll, ratio: number, tolerated = 1): number {
  requirePositive('ratio', ratio);
  requirePositive('tolerated ratio', tolerated);
  return (
    ((ratio / tolerated) ** poll.canaryErrors * normaliser(poll, tolerated)) /
    normaliser(poll, ratio)
  );
}

function normaliser(poll: Poll, ratio: number): number {
  const drawn = poll.canaryErrors + poll.primaryErrors;
  const urn = { marked: poll.canaryRequests, others: poll.primaryRequests, drawn };
  let sum = 0;
  for (let u = 0; u <= Math.min(drawn, urn.marked); u += 1) {
    sum += hypergeometricMass(u, urn) * ratio ** u;
  }
  return sum;
}
