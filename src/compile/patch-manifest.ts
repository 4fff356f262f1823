import { canonicalManifest } from '../manifest/canonical';
import type { JsonObject, Manifest } from '../manifest/manifest';
import { mergePatch } from '../manifest/merge-patch';

/** The manifest with a plan's patch for its kind, fields in our order. */
export function patchManifest(manifest: Manifest, patch: JsonObject | undefined): Manifest {
  if (patch === undefined) return manifest;
  return canonicalManifest(mergePatch(manifest, patch) as Manifest);
}
