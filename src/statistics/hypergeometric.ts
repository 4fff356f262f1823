import { mass } from './binomial';
import { requireCount } from './domain';

/** An urn: `marked` and `others` in it, `drawn` taken without putting back. All whole numbers. */
export interface Urn {
  readonly marked: number;
  readonly others: number;
  readonly drawn: number;
}

/**
 * P(X = k) marked ones among those drawn.
 *
 * As a ratio of three binomial probabilities (Loader 2000, section 5), which keeps their digits.
 * Domain: whole numbers, drawn ≤ marked + others; 0 where k cannot be. Relative error below 1e-13
 * up to 1e6 in the urn.
 * @throws RangeError outside the domain
 */
export function hypergeometricMass(k: number, urn: Urn): number {
  const { marked, others, drawn } = checked(urn);
  requireCount('k of a hypergeometric', k);
  if (k > marked || k > drawn || drawn - k > others) return 0;
  const total = marked + others;
  if (total === 0) return 1;
  const p = drawn / total;
  const q = (total - drawn) / total;
  return (mass(k, marked, p, q) * mass(drawn - k, others, p, q)) / mass(drawn, total, p, q);
}

/**
 * P(X ≥ k): the one-sided p-value of Fisher's exact test, with the canary's requests as the marked
 * ones and all failed requests as the ones drawn.
 *
 * Domain and accuracy are those of {@link hypergeometricMass}; O(drawn).
 * @throws RangeError outside the domain
 */
export function hypergeometricAtLeast(k: number, urn: Urn): number {
  const { marked, others, drawn } = checked(urn);
  requireCount('k of a hypergeometric', k);
  const lowest = Math.max(0, drawn - others);
  if (k <= lowest) return 1;
  const last = Math.min(marked, drawn);
  // from the smaller side
  const mean = (marked * drawn) / Math.max(1, marked + others);
  return k > mean ? sum(k, last, urn) : 1 - sum(lowest, k - 1, urn);
}

function sum(from: number, to: number, urn: Urn): number {
  let total = 0;
  for (let k = from; k <= to; k += 1) total += hypergeometricMass(k, urn);
  return total;
}

function checked(urn: Urn): Urn {
  requireCount('marked of an urn', urn.marked);
  requireCount('others of an urn', urn.others);
  requireCount('drawn of an urn', urn.drawn);
  if (urn.drawn > urn.marked + urn.others) {
    throw new RangeError(
      `drawn of an urn is ${urn.drawn}, allowed is at most ${urn.marked + urn.others}`,
    );
  }
  return urn;
}
