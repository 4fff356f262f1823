import { groupKind } from '../manifest/workload';
import type { Manifest } from '../manifest/manifest';
import { indexWorld } from '../mesh/index-world';
import { meshSettings, type MeshSettings } from '../mesh/mesh-settings';
import type { World } from '../mesh/world';

/** The objects of one state, as rules read them. */
export interface CheckState {
  readonly manifests: readonly Manifest[];
  readonly settings: MeshSettings;
  /** The objects of a group and kind: `networking.istio.io/VirtualService`, `/Service`. */
  readonly ofKind: (groupKind: string) => readonly Manifest[];
  /** The routing model's index, made at its first use. */
  readonly world: () => World;
}

/** Index the objects of a state for rules. */
export function checkState(
  manifests: readonly Manifest[],
  settings: MeshSettings = meshSettings(),
): CheckState {
  const byKind = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const kind = groupKind(manifest);
    const members = byKind.get(kind);
    if (members === undefined) byKind.set(kind, [manifest]);
    else members.push(manifest);
  }
  let world: World | undefined;
  return {
    manifests,
    settings,
    ofKind: (kind) => byKind.get(kind) ?? [],
    world: () => (world ??= indexWorld(manifests, settings)),
  };
}
