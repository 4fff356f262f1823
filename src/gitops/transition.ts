import type { ObjectJson } from '../emit/release-json';
import { equalJson } from '../manifest/equal';
import { keyOf } from '../manifest/identity';
import type { Manifest } from '../manifest/manifest';

/** One object that an amendment touches. */
export interface TransitionObject {
  /** `kept`: the new phase lacks it, and it stays until the next phase. */
  readonly change: 'added' | 'changed' | 'kept';
  readonly object: ObjectJson;
}

/** What an amendment changes in the phase that a release is in. */
export interface Transition {
  /** Ids of the phase before and after; they differ when steps were added or removed. */
  readonly from: string;
  readonly to: string;
  /** Changed and added objects in the order of the new phase, kept ones last. */
  readonly objects: readonly TransitionObject[];
}

/** The objects that differ between what is in `current/` and what will be. */
export function compareObjects(
  before: readonly Manifest[],
  after: readonly Manifest[],
  kept: readonly Manifest[],
): TransitionObject[] {
  const old = new Map(before.map((manifest) => [keyOf(manifest), manifest]));
  const isKept = new Set(kept.map(keyOf));
  const touched = after.flatMap((manifest): TransitionObject[] => {
    const previous = old.get(keyOf(manifest));
    const object = objectJson(manifest);
    if (previous === undefined) return [{ change: 'added', object }];
    return equalJson(previous, manifest) ? [] : [{ change: 'changed', object }];
  });
  const stayed = after.filter((manifest) => isKept.has(keyOf(manifest)));
  return [
    ...touched,
    ...stayed.map((manifest) => ({ change: 'kept' as const, object: objectJson(manifest) })),
  ];
}

function objectJson({ apiVersion, kind, metadata }: Manifest): ObjectJson {
  const { namespace, name } = metadata;
  return { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name };
}
