import { isList, isObject } from './equal';
import type { Json, JsonObject, Manifest } from './manifest';

/**
 * The manifest with its fields in the one order we write: `apiVersion`, `kind`, `metadata`, then the
 * rest by name, and by name below. cdk8s writes the same order. Parts that are in order are shared.
 */
export function canonicalManifest(manifest: Manifest): Manifest {
  const { apiVersion, kind, metadata, ...rest } = manifest;
  const sorted = sortFields(rest);
  return { apiVersion, kind, metadata: sortFields(metadata) as Manifest['metadata'], ...sorted };
}

function sortFields(object: JsonObject): JsonObject {
  if (isSorted(object)) return object;
  const sorted: Record<string, Json> = {};
  for (const field of Object.keys(object).sort()) {
    const value = object[field];
    if (value !== undefined) sorted[field] = sortDeep(value);
  }
  return sorted;
}

function sortDeep(value: Json): Json {
  if (isList(value)) return value.every(isSortedDeep) ? value : value.map(sortDeep);
  return isObject(value) ? sortFields(value) : value;
}

/** Nearly everything is: what cdk8s resolves, and what is made of parts in order. */
function isSorted(object: JsonObject): boolean {
  let before = '';
  for (const field in object) {
    const value = object[field];
    if (value === undefined || field < before || !isSortedDeep(value)) return false;
    before = field;
  }
  return true;
}

function isSortedDeep(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return isList(value) ? value.every(isSortedDeep) : isSorted(value);
}
