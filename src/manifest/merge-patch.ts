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
    if (value === null) delete merged[field];
    else merged[field] = isObject(value) ? mergePatch(objectAt(target, field), value) : value;
  }
  return merged;
}

function objectAt(target: JsonObject, field: string): JsonObject {
  const value = target[field];
  return isObject(value) ? value : {};
}
