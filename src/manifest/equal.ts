import type { Json, JsonObject } from './manifest';

/** Whether two JSON values are equal. The order of fields does not count; an undefined field is an absent one. */
export function equalJson(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object') return false;
  if (left === null || right === null) return false;
  if (isList(left) || isList(right)) {
    return isList(left) && isList(right) && equalLists(left, right);
  }
  return equalObjects(left, right);
}

/** Whether a JSON value is a list; unlike `Array.isArray` it keeps the readonly type. */
export function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** Whether a JSON value is an object, neither a list nor null. */
export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function equalLists(left: readonly Json[], right: readonly Json[]): boolean {
  return left.length === right.length && left.every((item, index) => equalJson(item, right[index]));
}

function equalObjects(left: JsonObject, right: JsonObject): boolean {
  let fields = 0;
  for (const field in left) {
    const value = left[field];
    if (value === undefined) continue;
    if (!equalJson(value, right[field])) return false;
    fields += 1;
  }
  for (const field in right) {
    if (right[field] !== undefined) fields -= 1;
  }
  return fields === 0;
}
