import type { SchemaError } from './compile-validator';

/** What is wrong with a value that breaks a limit, and what is allowed. */
export function limitWords({ keyword, params, message }: SchemaError): {
  readonly message: string;
  readonly allowed?: string;
} {
  const { limit, pattern } = params as { readonly limit?: number; readonly pattern?: string };
  const words = WORDS.get(keyword);
  if (keyword === 'pattern') return { message: 'not of the form', allowed: String(pattern) };
  if (words === undefined || limit === undefined) return { message: message ?? keyword };
  if (limit === 1 && keyword.startsWith('min')) {
    return { message: keyword === 'minimum' ? words[0] : 'empty', allowed: words[1](limit) };
  }
  return { message: words[0], allowed: words[1](limit) };
}

const WORDS: ReadonlyMap<string, readonly [string, (limit: number) => string]> = new Map([
  ['minimum', ['too small', (limit: number) => `${limit} and more`]],
  ['maximum', ['too large', (limit: number) => `at most ${limit}`]],
  ['minLength', ['too short', (limit: number) => `${limit} characters and more`]],
  ['maxLength', ['too long', (limit: number) => `at most ${limit} characters`]],
  ['minItems', ['too few', (limit: number) => `${limit} and more`]],
  ['maxItems', ['too many', (limit: number) => `at most ${limit}`]],
  ['minProperties', ['too few', (limit: number) => `${limit} and more`]],
  ['maxProperties', ['too many', (limit: number) => `at most ${limit}`]],
]);
