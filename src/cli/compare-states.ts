import type { ObjectJson } from '../emit/release-json';
import { equalJson } from '../manifest/equal';
import { keyOf } from '../manifest/identity';
import type { Manifest } from '../manifest/manifest';

/** An object that two states do not have in common. */
export type Difference =
  | { readonly change: 'changed'; readonly before: Manifest; readonly after: Manifest }
  | { readonly change: 'added'; readonly after: Manifest }
  | { readonly change: 'removed'; readonly before: Manifest };

/**
 * The objects that differ, told apart by group, kind, namespace and name: another version of the
 * API is a change. Changed and added ones in the order of the state after, removed ones last.
 */
export function compareStates(
  before: readonly Manifest[],
  after: readonly Manifest[],
): readonly Difference[] {
  const old = new Map(before.map((manifest) => [keyOf(manifest), manifest]));
  const differences = after.flatMap((manifest): readonly Difference[] => {
    const previous = old.get(keyOf(manifest));
    old.delete(keyOf(manifest));
    if (previous === undefined) return [{ change: 'added', after: manifest }];
    if (equalJson(previous, manifest)) return [];
    return [{ change: 'changed', before: previous, after: manifest }];
  });
  return [
    ...differences,
    ...[...old.values()].map((manifest) => ({ change: 'removed' as const, before: manifest })),
  ];
}

/** The object that a difference is about, as it is after; a removed one as it was. */
export function objectOf(difference: Difference): Manifest {
  return difference.change === 'removed' ? difference.before : difference.after;
}

/** What names that object, in the words of `release.json`. */
export function objectJsonOf(difference: Difference): ObjectJson {
  const { apiVersion, kind, metadata } = objectOf(difference);
  const { namespace, name } = metadata;
  return { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name };
}
