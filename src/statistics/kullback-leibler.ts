import { requireInside, requireProbability } from './domain';

/**
 * KL(p ‖ q) of two error rates, in nats: the evidence against q that one request of a service with
 * rate p carries on average.
 *
 * Source: Kullback and Leibler (1951). Domain: 0 ≤ p ≤ 1, 0 < q < 1. Relative error below 1e-12
 * unless p and q agree to more than 4 digits.
 * @throws RangeError outside the domain
 */
export function divergence(p: number, q: number): number {
  requireProbability('p of a divergence', p);
  requireInside('q of a divergence', q);
  const bad = p === 0 ? 0 : p * Math.log(p / q);
  const good = p === 1 ? 0 : (1 - p) * (Math.log1p(-p) - Math.log1p(-q));
  return bad + good;
}
