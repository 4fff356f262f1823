// Event texts print numbers as Go's fmt does, which differs from JavaScript in rounding and exponents.

/** A number as Go prints it with `%.2f`: two digits, a tie goes to the even one. */
export function formatFixed(value: number): string {
  if (!Number.isFinite(value)) return formatInfinite(value);
  if (Math.abs(value) >= 1e21) return `${BigInt(value)}.00`;
  // toFixed rounds a tie up; only odd eighths are exact ties at two digits
  const eighths = Math.abs(value) * 8;
  const isTie = Number.isInteger(eighths) && eighths % 2 === 1;
  if (!isTie) return value.toFixed(2);
  const below = Math.floor(Math.abs(value) * 100);
  const even = below % 2 === 0 ? below : below + 1;
  return `${value < 0 ? '-' : ''}${(even / 100).toFixed(2)}`;
}

/** A number as Go prints it with `%v`: the shortest text that reads back, an exponent below 1e-4 and from 1e21. */
export function formatFloat(value: number): string {
  if (!Number.isFinite(value)) return formatInfinite(value);
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e21)) {
    const [digits = '', exponent = ''] = value.toExponential().split('e');
    return `${digits}e${exponent.slice(0, 1)}${exponent.slice(1).padStart(2, '0')}`;
  }
  return String(value);
}

function formatInfinite(value: number): string {
  if (Number.isNaN(value)) return 'NaN';
  return value > 0 ? '+Inf' : '-Inf';
}
