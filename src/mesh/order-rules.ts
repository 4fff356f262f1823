import type { HttpMatch } from './http-match';
import type { HttpRule } from './route-config';

/**
 * Orders rules as the Gateway API demands: exact paths before prefixes before expressions, longer before shorter, then by
 * method, headers and query parameters; equals stay as they are. Each rule has one match.
 */
export function mostSpecificFirst(rules: readonly HttpRule[]): readonly HttpRule[] {
  return rules
    .map((rule) => ({ rule, keys: keysOf(rule.matches[0]) }))
    .sort((one, other) => compareKeys(other.keys, one.keys))
    .map(({ rule }) => rule);
}

const RANKS = { exact: 3, prefix: 2, segments: 2, regex: 1, present: 0 } as const;

function keysOf(match: HttpMatch | undefined): readonly number[] {
  if (match === undefined) return [-1];
  const { uri } = match;
  return [
    uri === undefined ? -1 : RANKS[uri.kind],
    uri === undefined || uri.kind === 'present' ? 0 : uri.value.length,
    match.method === undefined ? 0 : 1,
    match.headers.size,
    match.queryParams.size,
  ];
}

function compareKeys(one: readonly number[], other: readonly number[]): number {
  for (let index = 0; index < one.length; index += 1) {
    const difference = (one[index] ?? 0) - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
