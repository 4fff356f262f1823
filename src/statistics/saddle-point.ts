/*
 * The pieces that make binomial and Poisson probabilities exact far into the tails: differences of
 * ln Γ lose digits, these do not. Loader, Fast and Accurate Computation of Binomial Probabilities
 * (2000), sections 2 and 3.
 */

/** ln √(2π) */
const HALF_LOG_TWO_PI = 0.91893853320467274178;

/** δ(0) is not defined; of 1 to 15 to 20 digits. */
const SMALL: readonly number[] = [
  0, 0.08106146679532725822, 0.041340695955409294094, 0.027677925684998339149,
  0.020790672103765093112, 0.016644691189821192163, 0.013876128823070747999,
  0.011896709945891770095, 0.010411265261972096497, 0.0092554621827127329177,
  0.0083305634333628712565, 0.007573675487951840795, 0.0069428401072095298657,
  0.0064089941880042070684, 0.0059513701127588477356, 0.005554733551962801371,
];

/**
 * δ(x) = ln Γ(x+1) − (x+½) ln x + x − ½ ln 2π, what Stirling's formula leaves.
 * Domain: x > 0, real. Absolute error below 4e-15.
 */
export function stirlingError(x: number): number {
  if (x < 16) {
    const known = SMALL[x];
    return known !== undefined && x > 0 ? known : stepUp(x);
  }
  const s = 1 / (x * x);
  return (1 / 12 - (1 / 360 - (1 / 1260 - (1 / 1680 - (1 / 1188) * s) * s) * s) * s) / x;
}

/**
 * D(x, m) = x ln(x/m) + m − x, the deviance of seeing x where m was expected; 0 where they agree.
 * Domain: x ≥ 0, m > 0. Near x = m by the series in (x−m)/(x+m), where the formula cancels.
 */
export function deviance(x: number, m: number): number {
  if (x === 0) return m;
  const difference = x - m;
  if (Math.abs(difference) >= 0.1 * (x + m)) return x * Math.log(x / m) - difference;
  const v = difference / (x + m);
  const square = v * v;
  let sum = difference * v;
  let term = 2 * x * v;
  for (let odd = 3; odd < 60; odd += 2) {
    term *= square;
    const next = sum + term / odd;
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/**
 * ln Γ(x) for x > 0. Absolute error below 1e-14·max(1, |ln Γ(x)|); for ratios of Γ use the
 * probabilities themselves, which do not cancel.
 */
export function logGamma(x: number): number {
  return (x + 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingError(x) - Math.log(x);
}

/** δ(x) = δ(x+1) + (x+½) ln(1+1/x) − 1, up to where the series holds. */
function stepUp(x: number): number {
  let sum = 0;
  let at = x;
  for (; at < 16; at += 1) sum += (at + 0.5) * Math.log1p(1 / at) - 1;
  return sum + stirlingError(at);
}
