import { isObject } from './equal';
import type { Json, JsonObject } from './manifest';

/**
 * Apply a JSON merge patch (RFC 7386): objects merge, null removes a field, anything else, lists
 * included, replaces. The target is left alone; parts that do not change are shared with it.
 */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const merged: Record<string, Json | undefined> = { ...target };
  for (const [field, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    merged[field] = isObject(value) ? mergePatch(objectAt(target, field), value) : value;
  }
  return Object.fromEntries(Object.entries(merged).filter(([field]) => patch[field] !== null));
}

function objectAt(target: JsonObject, field: string): JsonObject {
  const value = target[field];
  return isObject(value) ? value : {};
}
