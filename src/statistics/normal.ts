import { requireInside } from './domain';
import { incompleteGamma } from './incomplete-gamma';

/**
 * Φ(z) = P(Z ≤ z) of a standard normal.
 *
 * Source: DLMF 7.11.1, through the incomplete gamma function. Domain: finite z. Relative error below
 * 1e-13 where the answer is below ½, down to 1e-300.
 */
export function normalAtMost(z: number): number {
  const tail = z === 0 ? 0.5 : incompleteGamma(0.5, (z * z) / 2).upper / 2;
  return z < 0 ? tail : 1 - tail;
}

/**
 * The z with Φ(z) = p.
 *
 * Newton's steps on ln Φ, which is concave: from the left they never overshoot. Domain: 0 < p < 1.
 * Absolute error below 1e-13·max(1, |z|), above ½ no better than 1 − p is known.
 * @throws RangeError outside the domain
 */
export function normalQuantile(p: number): number {
  requireInside('p of a normal quantile', p);
  return p <= 0.5 ? lowerQuantile(p) : -lowerQuantile(1 - p);
}

function lowerQuantile(p: number): number {
  const target = Math.log(p);
  // Φ(−t) ≤ ½ exp(−t²/2), so the start is left of the answer
  let z = -Math.sqrt(Math.max(0, -2 * Math.log(2 * p)));
  for (let round = 0; round < 50; round += 1) {
    const below = normalAtMost(z);
    const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
    const step = ((target - Math.log(below)) * below) / density;
    z += step;
    if (Math.abs(step) <= 1e-15 * Math.abs(z)) break;
  }
  return z;
}
