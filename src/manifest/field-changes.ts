import { alignItems } from './align-items';
import { equalJson, isList, isObject } from './equal';
import type { Json, JsonObject } from './manifest';

/** One field that differs between two JSON values. */
export interface FieldChange {
  /** Path of the field, such as `spec.http[0].route[1].weight`; that of a removed item is its old one. */
  readonly path: string;
  /** Undefined where the field or the item is new. */
  readonly before: Json | undefined;
  /** Undefined where the field or the item is gone. */
  readonly after: Json | undefined;
}

/**
 * The smallest fields that differ between two objects, in the order of the new one, removed fields
 * last. An item that was put into a list, or taken out of it, leaves the others as they were.
 */
export function fieldChanges(before: JsonObject, after: JsonObject): readonly FieldChange[] {
  return changesIn('', before, after);
}

function changesIn(
  path: string,
  before: Json | undefined,
  after: Json | undefined,
): readonly FieldChange[] {
  if (equalJson(before, after)) return [];
  if (isList(before) && isList(after)) return changesInList(path, before, after);
  if (isObject(before) && isObject(after)) return changesInObject(path, before, after);
  return [{ path, before, after }];
}

function changesInObject(
  path: string,
  before: JsonObject,
  after: JsonObject,
): readonly FieldChange[] {
  const fields = new Set([...Object.keys(after), ...Object.keys(before)]);
  return [...fields].flatMap((field) =>
    changesIn(append(path, field), before[field], after[field]),
  );
}

/** Equal items at both ends stay; those between are paired so that the fewest fields differ. */
function changesInList(
  path: string,
  before: readonly Json[],
  after: readonly Json[],
): readonly FieldChange[] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && equalJson(before[start], after[start])) start += 1;
  let end = 0;
  while (end < shorter - start && equalJson(before.at(-1 - end), after.at(-1 - end))) end += 1;
  const old = before.slice(start, before.length - end);
  const young = after.slice(start, after.length - end);
  const place = (index: number): string => `${path}[${start + index}]`;
  if (old.length > young.length) {
    const kept = pair(young, old);
    return [
      ...young.flatMap((item, index) => changesIn(place(index), old[kept[index] ?? -1], item)),
      ...old.flatMap((item, index) =>
        kept.includes(index) ? [] : [{ path: place(index), before: item, after: undefined }],
      ),
    ];
  }
  const placed = pair(old, young);
  return young.flatMap((item, index) => changesIn(place(index), old[placed.indexOf(index)], item));
}

/** Lists that are longer than these of Kubernetes objects are would take too long to pair. */
const MAX_PAIRS = 400;

function pair(shorter: readonly Json[], longer: readonly Json[]): readonly number[] {
  const isEasy = shorter.length * (longer.length - shorter.length + 1) <= MAX_PAIRS;
  if (!isEasy || shorter.length === longer.length) return shorter.map((_, index) => index);
  return alignItems(shorter, longer, (short, long) => changesIn('', short, long).length);
}

function append(path: string, field: string): string {
  if (!/^[A-Za-z_$][\w$-]*$/.test(field)) return `${path}['${field}']`;
  return path === '' ? field : `${path}.${field}`;
}
