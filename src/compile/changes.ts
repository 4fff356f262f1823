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
  if (before === after) return [];
  const same = new Set(before);
  const kept = new Set(after);
  const old = new Map(before.filter((object) => !kept.has(object)).map((o) => [keyOf(o), o]));
  const changes: Change[] = [];
  for (const object of after) {
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
