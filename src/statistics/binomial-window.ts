import { binomialAbove, mass } from './binomial';

/**
 * P(X = k) for k of 0 to `cap` − 1, and P(X ≥ cap) at `cap`, of n tries of probability p. Ends
 * before the cap where what is left is below 1e-40.
 */
export function windowOfBinomial(n: number, p: number, cap: number): Float64Array {
  const size = Math.min(n, cap - 1);
  const q = 1 - p;
  const middle = Math.min(size, Math.floor(n * p));
  const masses = new Float64Array(Math.min(n, cap) + 1);
  const atMiddle = mass(middle, n, p, q);
  masses[middle] = atMiddle;
  for (let k = middle, term = atMiddle; k > 0 && term > 0; k -= 1) {
    term *= p === 0 ? 0 : (k * q) / ((n - k + 1) * p);
    masses[k - 1] = term;
  }
  for (let k = middle, term = atMiddle; k < size; k += 1) {
    term *= q === 0 ? 0 : ((n - k) * p) / ((k + 1) * q);
    if (term < 1e-42) return masses.slice(0, k + 1);
    masses[k + 1] = term;
  }
  if (n >= cap) masses[cap] = binomialAbove(cap - 1, n, p);
  return masses;
}
