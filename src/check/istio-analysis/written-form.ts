import { isList, isObject } from '../../manifest/equal';
import type { Json } from '../../manifest/manifest';
import { asObject, textIn } from '../../mesh/json-field';

/** A match of a rule as text that is equal for equal conditions: without its name, fields sorted, none that say nothing. */
export function writtenForm(match: Json): string {
  const { name: _, ...rest } = asObject(match);
  return JSON.stringify(canonical(rest));
}

/** A rule or a match for people: its name in quotes, else its number. */
export function tellNumbered(item: Json | undefined, index: number): string {
  const name = textIn(item, 'name');
  return name ? `'${name}'` : `#${index}`;
}

function canonical(value: Json | undefined): Json {
  if (isList(value)) return value.map(canonical);
  if (!isObject(value)) return value ?? null;
  const fields: Record<string, Json> = {};
  for (const field of Object.keys(value).sort()) {
    const found = value[field];
    if (isEmpty(found)) continue;
    fields[field] = canonical(found);
  }
  return fields;
}

function isEmpty(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === false || value === 0) return true;
  return isList(value) && value.length === 0;
}
