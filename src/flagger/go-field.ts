import type { Json } from '../manifest/manifest';
import { asObject, numberIn } from '../mesh/json-field';

/** The whole number in a field, as Go's `int` holds it: 0 where there is none. */
export function wholeIn(value: Json | undefined, field: string): number {
  return numberIn(value, field) ?? 0;
}

/** The boolean in a field: false where there is none. */
export function flagIn(value: Json | undefined, field: string): boolean {
  return asObject(value)[field] === true;
}
