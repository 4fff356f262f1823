/**
 * Why a move is refused, as an exit code: 2 not allowed, 3 files differ from what was written,
 * 64 the question is ambiguous, 75 another move is at work.
 */
export type RefusalCode = 2 | 3 | 64 | 75;

/** A move that is not made, and what to do about it. Data, not an exception. */
export interface Refusal {
  readonly kind: 'refuse';
  readonly code: RefusalCode;
  /** What is wrong: lower case, no full stop. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
}

/** Makes a refusal. */
export function refuse(code: RefusalCode, message: string, fix: string): Refusal {
  return { kind: 'refuse', code, message, fix };
}

/** Whether a function answered with a refusal instead of its result. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'refuse';
}
