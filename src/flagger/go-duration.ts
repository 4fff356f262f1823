/** A duration as Go reads it, or Go's words on why it cannot. */
export type GoDuration =
  | { readonly kind: 'duration'; readonly seconds: number }
  | { readonly kind: 'invalid'; readonly error: string };

/** Read a duration as Go's `time.ParseDuration` does. */
export function parseGoDuration(text: string): GoDuration {
  const sign = /^[+-]/.exec(text)?.[0] ?? '';
  let rest = text.slice(sign.length);
  if (rest === '0') return { kind: 'duration', seconds: 0 };
  if (rest === '') return invalid(`invalid duration ${quote(text)}`);
  let seconds = 0;
  while (rest !== '') {
    const amount = /^(\d+(\.\d*)?|\.\d+)/.exec(rest)?.[0];
    if (amount === undefined) return invalid(`invalid duration ${quote(text)}`);
    const unit = /^[^0-9.]*/.exec(rest.slice(amount.length))?.[0] ?? '';
    if (unit === '') return invalid(`missing unit in duration ${quote(text)}`);
    const size = UNIT_SECONDS[unit];
    if (size === undefined) {
      return invalid(`unknown unit ${quote(unit)} in duration ${quote(text)}`);
    }
    seconds += Number(amount) * size;
    rest = rest.slice(amount.length + unit.length);
  }
  return { kind: 'duration', seconds: sign === '-' ? -seconds : seconds };
}

/** Milliseconds as Go prints a `time.Duration`: `350ms`, `1.5s`, `1m0.25s`. */
export function formatGoDuration(milliseconds: number): string {
  const size = Math.abs(milliseconds);
  const sign = milliseconds < 0 ? '-' : '';
  if (size === 0) return '0s';
  if (size < 1000) return `${sign}${size}ms`;
  const hours = Math.floor(size / 3_600_000);
  const minutes = Math.floor((size % 3_600_000) / 60_000);
  const seconds = (size % 60_000) / 1000;
  const above = hours > 0 ? `${hours}h${minutes}m` : minutes > 0 ? `${minutes}m` : '';
  return `${sign}${above}${Number(seconds.toFixed(3))}s`;
}

/**
 * Milliseconds as Flagger holds them: cut to whole ones and kept as nanoseconds in 64 bits, where
 * what is too large wraps round. So an infinite value becomes 0.
 */
export function toMilliseconds(value: number): number {
  const whole = value >= -(2 ** 63) && value < 2 ** 63 ? Math.trunc(value) : -(2 ** 63);
  if (Math.abs(whole) < LARGEST_MILLISECONDS) return whole + 0;
  return Number(BigInt.asIntN(64, BigInt(whole) * 1_000_000n)) / 1_000_000;
}

/** 2^63 nanoseconds. */
const LARGEST_MILLISECONDS = 9_223_372_036_854;

const UNIT_SECONDS: Readonly<Record<string, number>> = {
  ns: 1e-9,
  us: 1e-6,
  µs: 1e-6,
  μs: 1e-6,
  ms: 1e-3,
  s: 1,
  m: 60,
  h: 3600,
};

function invalid(error: string): GoDuration {
  return { kind: 'invalid', error: `time: ${error}` };
}

function quote(text: string): string {
  return JSON.stringify(text);
}
