import { isList, isObject } from '../../manifest/equal';
import type { Json } from '../../manifest/manifest';
import type { Spot } from './spot';

/** One text for a set of conditions, without its name: equal conditions have equal texts. */
export function canonicalOf({ value }: Spot): string {
  if (!isObject(value)) return '{}';
  const { name: _, ...conditions } = value;
  return JSON.stringify(canonical(conditions, 'message'));
}

/** Protocol buffers do not write zeros, empty lists and empty maps; a map's values they always write. */
function canonical(value: Json, kind: 'message' | 'map'): Json {
  if (isList(value)) return value.map((item) => canonical(item, 'message'));
  if (!isObject(value)) return value;
  const fields = Object.entries(value)
    .filter(([field, inner]) => inner !== undefined && (kind === 'map' || !isZero(field, inner)))
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([field, inner]) => [
      field,
      canonical(inner ?? null, MAPS.has(field) && kind === 'message' ? 'map' : 'message'),
    ]);
  return Object.fromEntries(fields) as Json;
}

const MAPS: ReadonlySet<string> = new Set([
  'headers',
  'withoutHeaders',
  'queryParams',
  'sourceLabels',
]);

function isZero(field: string, value: Json): boolean {
  if (value === 0 || value === false) return true;
  // one of a StringMatch, which is written though empty
  if (value === '') return !['exact', 'prefix', 'regex'].includes(field);
  return MAPS.has(field) && isObject(value) && Object.keys(value).length === 0;
}
