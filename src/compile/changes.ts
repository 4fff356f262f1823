import { keyOf } from '../manifest/identity';
import type { Manifest } from '../manifest/manifest';
import type { Change } from './phase';

/**
 * What differs between two states, in the order of the new one, removed objects last. Equal objects
 * of a release are the same object, so comparing is by identity.
 */
export function changesBetween(
  before: readonly Manifest[],
  after: readonly Manifest[],
): readonly Change[] {
  const [left, arrived] = withoutPairs(before, after);
  if (left.length === 0 && arrived.length === 0) return [];
  const same = new Set(left);
  const kept = new Set(arrived);
  const old = new Map(left.filter((object) => !kept.has(object)).map((o) => [keyOf(o), o]));
  const changes: Change[] = [];
  for (const object of arrived) {
    if (same.has(object)) continue;
    const key = keyOf(object);
    const previous = old.get(key);
    changes.push(
      previous === undefined
        ? { kind: 'added', after: object }
        : { kind: 'changed', before: previous, after: object },
    );
    old.delete(key);
  }
  for (const object of old.values()) changes.push({ kind: 'removed', before: object });
  return changes;
}

/** Whether two states have the same objects, in whatever order. */
export function isSameState(before: readonly Manifest[], after: readonly Manifest[]): boolean {
  const [left, arrived] = withoutPairs(before, after);
  if (left.length !== arrived.length) return false;
  const rest = new Set(left);
  return arrived.every((object) => rest.has(object));
}

/** Both states without the objects that stand at the same place: of neighbours that is nearly all. */
function withoutPairs(
  before: readonly Manifest[],
  after: readonly Manifest[],
): readonly [readonly Manifest[], readonly Manifest[]] {
  const left: Manifest[] = [];
  const arrived: Manifest[] = [];
  if (before === after) return [left, arrived];
  for (let index = 0; index < before.length || index < after.length; index += 1) {
    const [old, young] = [before[index], after[index]];
    if (old === young) continue;
    if (old !== undefined) left.push(old);
    if (young !== undefined) arrived.push(young);
  }
  return [left, arrived];
}
