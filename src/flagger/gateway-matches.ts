import type { Json, JsonObject } from '../manifest/manifest';
import { asObject, hasField, listIn, objectIn, textIn } from '../mesh/json-field';

/** `matches` of an HTTPRoute, or Flagger's words on what Gateway API cannot say. */
export type MatchMapping =
  | { readonly kind: 'matches'; readonly matches: readonly JsonObject[] }
  | { readonly kind: 'refused'; readonly error: string };

/** Istio's match conditions as those of an HTTPRoute. What has no counterpart is left out or refused. */
export function mapMatches(list: readonly Json[]): MatchMapping {
  const matches: JsonObject[] = [];
  for (const one of list) {
    const parts = [mapPath(one), mapMethod(one), ...PAIRS.map((pair) => mapPairs(one, pair))];
    const match: Record<string, Json> = {};
    for (const part of parts) {
      if (typeof part === 'string') return { kind: 'refused', error: part };
      Object.assign(match, part);
    }
    if (Object.keys(match).length > 0) matches.push(match);
  }
  return { kind: 'matches', matches };
}

/**
 * The conditions of a test or a sticky rule: each of its own with each of the service's, whose
 * headers and query parameters it replaces. Without any of its own the service's are left as they are.
 */
export function mergeRouteMatches(
  own: readonly JsonObject[],
  service: readonly JsonObject[],
): readonly JsonObject[] {
  if (own.length === 0) return service;
  if (service.length === 0) return own;
  return own.flatMap((one) =>
    service.map((base) => ({
      ...base,
      ...pick(one, 'headers'),
      ...pick(one, 'queryParams'),
    })),
  );
}

/** A condition that a header fits a pattern. */
export function headerPattern(name: string, value: string): JsonObject {
  return { name, type: 'RegularExpression', value };
}

interface Pair {
  readonly field: 'headers' | 'queryParams';
  readonly word: string;
}

const PAIRS: readonly Pair[] = [
  { field: 'headers', word: 'header' },
  { field: 'queryParams', word: 'query' },
];

function mapPath(match: Json): JsonObject | string {
  if (!hasField(match, 'uri')) return {};
  const uri = objectIn(match, 'uri');
  for (const [field, type] of PATH_TYPES) {
    const value = textIn(uri, field) ?? '';
    if (value !== '') return { path: { type, value } };
  }
  return `Gateway API doesn't support the specified path matching selector: &${printMatch(uri)}\n`;
}

const PATH_TYPES = [
  ['regex', 'RegularExpression'],
  ['exact', 'Exact'],
  ['prefix', 'PathPrefix'],
] as const;

function mapMethod(match: Json): JsonObject | string {
  if (!hasField(match, 'method')) return {};
  const method = textIn(objectIn(match, 'method'), 'exact') ?? '';
  return method === '' ? unsupported('header', objectIn(match, 'headers')) : { method };
}

function mapPairs(match: Json, { field, word }: Pair): JsonObject | string {
  const written = objectIn(match, field);
  const mapped: JsonObject[] = [];
  for (const name of Object.keys(written).sort()) {
    const exact = textIn(written[name], 'exact') ?? '';
    const regex = textIn(written[name], 'regex') ?? '';
    if (exact === '' && regex === '') return unsupported(word, written);
    mapped.push(exact === '' ? headerPattern(name, regex) : { name, type: 'Exact', value: exact });
  }
  return mapped.length === 0 ? {} : { [field]: mapped };
}

function unsupported(word: string, written: JsonObject): string {
  const pairs = Object.keys(written)
    .sort()
    .map((name) => `${name}:${printMatch(asObject(written[name]))}`);
  const printed = `map[${pairs.join(' ')}]`;
  return `Gateway API doesn't support the specified ${word} matching selector: ${printed}\n`;
}

/** As Go prints the struct. */
function printMatch(match: JsonObject): string {
  const field = (name: string): string => textIn(match, name) ?? '';
  return `{Exact:${field('exact')} Prefix:${field('prefix')} Suffix:${field('suffix')} Regex:${field('regex')}}`;
}

function pick(match: JsonObject, field: string): JsonObject {
  return listIn(match, field).length === 0 ? {} : { [field]: listIn(match, field) };
}
