/**
 * The lowest good share of successes as an exact fraction: of `of` requests, `allowed` may fail.
 * Floating point would call 10 × (1 − 0.9) less than 1 and allow no error instead of one.
 */
export interface SuccessLimit {
  /** Whole, 0 to `of`. */
  readonly allowed: number;
  /** Whole, above 0, without a common divisor with `allowed`. */
  readonly of: number;
}

/**
 * The limit that a percentage says: 99.5 allows 1 of 200.
 *
 * Domain: 0 to 100, taken to nine decimals.
 * @throws RangeError outside the domain
 */
export function successLimit(minPercent: number): SuccessLimit {
  if (!(minPercent >= 0 && minPercent <= 100)) {
    throw new RangeError(
      `the lowest success rate is ${minPercent}, allowed is a percentage, 0 to 100`,
    );
  }
  const of = 1e11;
  const allowed = of - Math.round(minPercent * 1e9);
  const divisor = commonDivisor(allowed, of);
  return { allowed: allowed / divisor, of: of / divisor };
}

/**
 * How many of so many requests may fail: the largest x with x ≤ requests × allowed / of.
 *
 * Exact up to requests × allowed of 2^53. At exactly the limit the check passes.
 */
export function allowedErrors(requests: number, { allowed, of }: SuccessLimit): number {
  return Math.floor((Math.floor(requests) * allowed) / of);
}

/**
 * How many successes it takes for a check to pass with so many errors: the smallest g with
 * errors × of ≤ allowed × (errors + g). Infinite where no error is allowed.
 */
export function successesNeeded(errors: number, { allowed, of }: SuccessLimit): number {
  if (errors === 0) return 0;
  return allowed === 0 ? Infinity : Math.ceil((errors * (of - allowed)) / allowed);
}

/** Whether so many errors in so many requests are exactly the limit. */
export function isAtLimit(
  errors: number,
  requests: number,
  { allowed, of }: SuccessLimit,
): boolean {
  return errors > 0 && errors * of === allowed * requests;
}

function commonDivisor(a: number, b: number): number {
  return a === 0 ? b : commonDivisor(b % a, a);
}
