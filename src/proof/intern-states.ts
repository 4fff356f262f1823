import { equalJson } from '../manifest/equal';
import { keyOf } from '../manifest/identity';
import type { Manifest } from '../manifest/manifest';

/** The states with equal objects of one identity made the same object, so that comparing is by identity. */
export function internStates(
  states: readonly (readonly Manifest[])[],
): readonly (readonly Manifest[])[] {
  const byKey = new Map<string, Manifest[]>();
  return states.map((state) =>
    state.map((manifest) => {
      const key = keyOf(manifest);
      const known = byKey.get(key) ?? [];
      byKey.set(key, known);
      const same = known.find((other) => other === manifest || equalJson(other, manifest));
      if (same !== undefined) return same;
      known.push(manifest);
      return manifest;
    }),
  );
}
