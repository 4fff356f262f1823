import { equalJson } from '../manifest/equal';
import { keyOf } from '../manifest/identity';
import type { Manifest } from '../manifest/manifest';

/** Gives equal manifests back as the same object. */
export type Intern = (manifest: Manifest) => Manifest;

/**
 * A store of one release's manifests. Whatever goes through it is shared by identity over all
 * states, which is what makes emission, diffs and the comparison of states cheap.
 */
export function createIntern(): Intern {
  const known = new Map<string, Manifest[]>();
  return (manifest) => {
    const key = keyOf(manifest);
    const candidates = known.get(key);
    if (candidates === undefined) {
      known.set(key, [manifest]);
      return manifest;
    }
    const equal = candidates.find((candidate) => equalJson(candidate, manifest));
    if (equal === undefined) candidates.push(manifest);
    return equal ?? manifest;
  };
}
