import { isList, isObject } from './equal';
import type { Json, JsonObject, Manifest } from './manifest';

/**
 * The manifest with its fields in the one order we write: `apiVersion`, `kind`, `metadata`, then the
 * rest by name, and by name below. cdk8s writes the same order.
 */
export function canonicalManifest(manifest: Manifest): Manifest {
  const { apiVersion, kind, metadata, ...rest } = manifest;
  const sorted = sortFields(rest);
  return { apiVersion, kind, metadata: sortFields(metadata) as Manifest['metadata'], ...sorted };
}

function sortFields(object: JsonObject): JsonObject {
  const sorted: Record<string, Json> = {};
  for (const field of Object.keys(object).sort()) {
    const value = object[field];
    if (value !== undefined) sorted[field] = sortDeep(value);
  }
  return sorted;
}

function sortDeep(value: Json): Json {
  if (isList(value)) return value.map(sortDeep);
  return isObject(value) ? sortFields(value) : value;
}
