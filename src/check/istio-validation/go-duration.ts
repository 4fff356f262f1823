/** A span of time as protocol buffers hold it. */
export interface GoDuration {
  readonly seconds: number;
  /** 0 to 999 999 999; negative for negative spans. */
  readonly nanos: number;
}

/** A duration as Go's `time.ParseDuration` reads it; undefined for a text that is none. */
export function parseGoDuration(text: string): GoDuration | undefined {
  const sign = text.startsWith('-') ? -1n : 1n;
  const body = text.replace(/^[+-]/u, '');
  if (body === '0') return { seconds: 0, nanos: 0 };
  if (!/^(?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+$/u.test(body)) return undefined;
  let total = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of body.matchAll(
    /(\d*)\.?(\d*)([a-zµμ]+)/gu,
  )) {
    const size = NANOSECONDS[unit] ?? 0n;
    const digits = 10n ** BigInt(fraction.length);
    total += BigInt(whole || '0') * size + (BigInt(fraction || '0') * size) / digits;
  }
  if (total > LONGEST) return undefined;
  const signed = sign * total;
  return { seconds: Number(signed / SECOND), nanos: Number(signed % SECOND) };
}

const SECOND = 1_000_000_000n;

/** Go counts nanoseconds in 64 bits. */
const LONGEST = 2n ** 63n - 1n;

const NANOSECONDS: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ms: 1_000_000n,
  s: SECOND,
  m: 60n * SECOND,
  h: 3600n * SECOND,
};
