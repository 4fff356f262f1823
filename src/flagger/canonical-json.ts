import { isList, isObject } from '../manifest/equal';
import type { Json } from '../manifest/manifest';

/** A JSON text that is the same for equal values: fields by name, absent and null ones left out. */
export function canonicalJson(value: Json): string {
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  let text = '';
  for (const field of Object.keys(value).sort()) {
    const item = value[field];
    if (item === undefined || item === null) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(field)}:${canonicalJson(item)}`;
  }
  return `{${text}}`;
}
