import type { Manifest } from '../manifest/manifest';
import type { MeshSettings } from './mesh-settings';

/** Reads something of a manifest. */
type Read<Found extends object> = (manifest: Manifest, settings: MeshSettings) => Found;

/**
 * The same reading, done once for each manifest and settings. Worlds of neighbouring states share most of their objects
 * by identity, and so what was read of them. Nothing is kept longer than its manifest.
 */
export function readOnce<Found extends object>(read: Read<Found>): Read<Found> {
  const bySettings = new WeakMap<MeshSettings, WeakMap<Manifest, Found>>();
  return (manifest, settings) => {
    let known = bySettings.get(settings);
    if (known === undefined) bySettings.set(settings, (known = new WeakMap()));
    let found = known.get(manifest);
    if (found === undefined) known.set(manifest, (found = read(manifest, settings)));
    return found;
  };
}
