import type { Json } from '../manifest/manifest';
import { textIn } from './json-field';

/** A condition on a string. */
export type StringMatch =
  | { readonly kind: 'exact'; readonly value: string }
  | { readonly kind: 'prefix'; readonly value: string }
  | { readonly kind: 'segments'; readonly value: string }
  | { readonly kind: 'regex'; readonly value: string; readonly pattern: RegExp | undefined }
  | { readonly kind: 'present' };

/** Reads an Istio StringMatch; one that says nothing asks only for presence. */
export function stringMatchOf(value: Json | undefined): StringMatch {
  const exact = textIn(value, 'exact');
  if (exact) return { kind: 'exact', value: exact };
  const prefix = textIn(value, 'prefix');
  if (prefix) return { kind: 'prefix', value: prefix };
  const regex = textIn(value, 'regex');
  return regex && regex !== '*' ? regexMatch(regex) : { kind: 'present' };
}

/** A condition that the whole string matches an RE2 expression. */
export function regexMatch(value: string): StringMatch {
  return { kind: 'regex', value, pattern: compileRegex(value) };
}

/** A condition on a path by whole segments: `/foo` means `/foo` and `/foo/x`, not `/foobar`. */
export function segmentMatch(value: string): StringMatch {
  const bare = value.replace(/\/+$/u, '');
  return bare === '' ? { kind: 'prefix', value: '/' } : { kind: 'segments', value: bare };
}

/** Whether a string fulfils a condition; undefined when this model cannot say, for an expression that is not JavaScript's. */
export function matchesString(
  match: StringMatch,
  value: string,
  letters: 'as-written' | 'any-case' = 'as-written',
): boolean | undefined {
  if (match.kind === 'present') return true;
  if (match.kind === 'regex') return match.pattern?.test(value);
  const wanted = letters === 'any-case' ? match.value.toLowerCase() : match.value;
  const given = letters === 'any-case' ? value.toLowerCase() : value;
  if (match.kind === 'exact') return given === wanted;
  if (match.kind === 'prefix') return given.startsWith(wanted);
  return given === wanted || given.startsWith(`${wanted}/`);
}

/** RE2 and JavaScript agree on what routes use; leading flags `(?i)` and `(?s)` are translated. */
function compileRegex(source: string): RegExp | undefined {
  const flags = /^\(\?([is]+)\)/u.exec(source);
  const body = source.slice(flags?.[0].length ?? 0);
  // JavaScript without its `u` flag takes an escape that it does not know for the letter: RE2 does not.
  if (FOREIGN_ESCAPE.test(body)) return undefined;
  try {
    return new RegExp(`^(?:${body})$`, [...new Set(flags?.[1] ?? '')].join(''));
  } catch {
    return undefined;
  }
}

const FOREIGN_ESCAPE = /(?<!\\)(?:\\\\)*\\[^dDwWsSbBnrtfv\W]/u;
