import { isList, isObject } from '../manifest/equal';
import type { Json, JsonObject } from '../manifest/manifest';

/**
 * The Go type that the controller decodes a field into. It decides what a round trip through the
 * API does to it: zero values and empty collections are left out, an empty struct is not.
 */
export type GoShape =
  | { readonly kind: 'scalar' }
  | { readonly kind: 'list'; readonly of: GoShape }
  | { readonly kind: 'map'; readonly of: GoShape }
  | { readonly kind: 'struct'; readonly fields: Readonly<Record<string, GoShape>> };

/** A text, number or boolean. */
export const scalar: GoShape = { kind: 'scalar' };

/** A slice. */
export function listOf(of: GoShape): GoShape {
  return { kind: 'list', of };
}

/** A map with texts as keys. */
export function mapOf(of: GoShape): GoShape {
  return { kind: 'map', of };
}

/** A pointer to a struct. */
export function struct(fields: Readonly<Record<string, GoShape>>): GoShape {
  return { kind: 'struct', fields };
}

/**
 * A value as Go holds it after decoding: fields that the type lacks are gone, and so are zero
 * scalars. Explicitly empty lists and maps are still there.
 */
export function decodeGo(shape: GoShape, value: Json | undefined): Json | undefined {
  switch (shape.kind) {
    case 'scalar':
      return isZero(value) || isList(value) || isObject(value) ? undefined : value;
    case 'list':
      return isList(value) ? value.map((item) => decodeItem(shape.of, item)) : undefined;
    case 'map':
      return isObject(value)
        ? mapFields(value, (item) => decodeItem(shape.of, item ?? null))
        : undefined;
    case 'struct':
      return isObject(value) ? decodeStruct(shape.fields, value) : undefined;
  }
}

/** What is left of a decoded value once it is written and read again: empty lists and maps are gone. */
export function storeGo(shape: GoShape, value: Json | undefined): Json | undefined {
  switch (shape.kind) {
    case 'scalar':
      return value;
    case 'list':
      if (!isList(value) || value.length === 0) return undefined;
      return value.map((item) => storeItem(shape.of, item));
    case 'map':
      if (!isObject(value) || Object.keys(value).length === 0) return undefined;
      return mapFields(value, (item) => storeItem(shape.of, item ?? null));
    case 'struct':
      if (!isObject(value)) return undefined;
      return mapFields(value, (item, field) => {
        const known = shape.fields[field];
        return known === undefined ? undefined : storeGo(known, item);
      });
  }
}

function decodeStruct(fields: Readonly<Record<string, GoShape>>, value: JsonObject): JsonObject {
  return mapFields(value, (item, field) => {
    const shape = fields[field];
    return shape === undefined ? undefined : decodeGo(shape, item);
  });
}

/** Items of lists and maps are there even when they are zero. */
function decodeItem(shape: GoShape, item: Json): Json {
  return decodeGo(shape, item) ?? zeroOf(shape, item);
}

function storeItem(shape: GoShape, item: Json): Json {
  return storeGo(shape, item) ?? zeroOf(shape, item);
}

function zeroOf(shape: GoShape, item: Json): Json {
  if (shape.kind === 'scalar') return isList(item) || isObject(item) ? '' : item;
  return shape.kind === 'list' ? [] : {};
}

function mapFields(
  value: JsonObject,
  change: (item: Json | undefined, field: string) => Json | undefined,
): JsonObject {
  const changed: Record<string, Json> = {};
  for (const [field, item] of Object.entries(value)) {
    const next = change(item, field);
    if (next !== undefined) changed[field] = next;
  }
  return changed;
}

function isZero(value: Json | undefined): boolean {
  return value === undefined || value === null || value === '' || value === 0 || value === false;
}
