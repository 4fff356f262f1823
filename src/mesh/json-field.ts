import type { Json, JsonObject } from '../manifest/manifest';

// Worlds are read from other people's YAML: a field of the wrong type reads as an absent one.

/** The object in a field; an empty one where the field holds anything else. */
export function objectIn(value: Json | undefined, field: string): JsonObject {
  return asObject(asObject(value)[field]);
}

/** The list in a field; an empty one where the field holds anything else. */
export function listIn(value: Json | undefined, field: string): readonly Json[] {
  const found = asObject(value)[field];
  return isList(found) ? found : [];
}

/** The string in a field. */
export function textIn(value: Json | undefined, field: string): string | undefined {
  const found = asObject(value)[field];
  return typeof found === 'string' ? found : undefined;
}

/** The number in a field. */
export function numberIn(value: Json | undefined, field: string): number | undefined {
  const found = asObject(value)[field];
  return typeof found === 'number' && Number.isFinite(found) ? found : undefined;
}

/** The strings of a list in a field. */
export function textsIn(value: Json | undefined, field: string): readonly string[] {
  return listIn(value, field).filter((item) => typeof item === 'string');
}

/** The string values of an object in a field, as labels and selectors are. */
export function labelsIn(value: Json | undefined, field: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [key, text] of Object.entries(objectIn(value, field))) {
    if (typeof text === 'string') found[key] = text;
  }
  return found;
}

/** Whether a field holds anything, be it an empty object. */
export function hasField(value: Json | undefined, field: string): boolean {
  return asObject(value)[field] !== undefined && asObject(value)[field] !== null;
}

/** A value as an object; an empty one if it is anything else. */
export function asObject(value: Json | undefined): JsonObject {
  return isObject(value) ? value : EMPTY;
}

const EMPTY: JsonObject = {};

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !isList(value);
}
