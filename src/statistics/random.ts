import { logGamma } from './saddle-point';

/** A source of numbers from 0 up to 1, 1 excluded. The rooms below the command know no other chance. */
export type Random = () => number;

/**
 * A source that gives the same numbers for the same seed, on every machine.
 *
 * Source: Chris Doty-Humphrey's sfc32 (PractRand), 128 bits of state, seeded through 15 rounds.
 * Domain: any number, taken as 32 bits. Period at least 2^32, resolution 2^-32.
 */
export function seedRandom(seed: number): Random {
  let a = 0x9e3779b9;
  let b = 0x243f6a88;
  let c = seed | 0;
  let counter = 1;
  const next = (): number => {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let round = 0; round < 15; round += 1) next();
  return next;
}

/**
 * A number of arrivals where `mean` are expected.
 *
 * Source: inversion below 10, above it Hörmann, The transformed rejection method for generating
 * Poisson random variables (1993), algorithm PTRS. Domain: finite mean ≥ 0, up to 1e9.
 */
export function drawPoisson(mean: number, random: Random): number {
  return mean < 10 ? drawFew(mean, Math.exp(-mean), random) : reject(mean, random);
}

/** The same for a mean below 10 with exp(−mean) at hand, for many draws of one mean. */
export function drawFew(mean: number, none: number, random: Random): number {
  let term = none;
  let left = random() - term;
  let k = 0;
  // the resolution of the source ends the search long before 150
  while (left >= 0 && k < 150) {
    k += 1;
    term *= mean / k;
    left -= term;
  }
  return k;
}

function reject(mean: number, random: Random): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const inside = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = random() - 0.5;
    const v = random();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= inside) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const proposed = Math.log((v * inverseAlpha) / (a / (us * us) + b));
    if (proposed <= k * Math.log(mean) - mean - logGamma(k + 1)) return k;
  }
}
