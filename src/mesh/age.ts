import type { Manifest } from '../manifest/manifest';
import { textIn } from './json-field';

/** Sorts manifests by age, the oldest first; of the same second by name, then by namespace. */
export function oldestFirst(manifests: readonly Manifest[]): readonly Manifest[] {
  if (manifests.length < 2) return manifests;
  return manifests
    .map((manifest) => ({ manifest, created: createdAt(manifest) }))
    .sort(
      (one, other) =>
        one.created - other.created ||
        compareText(one.manifest.metadata.name, other.manifest.metadata.name) ||
        compareText(one.manifest.metadata.namespace ?? '', other.manifest.metadata.namespace ?? ''),
    )
    .map(({ manifest }) => manifest);
}

// Objects that were never applied have no age: they count as created together, at a time of no meaning.
const UNSET = Date.UTC(2026, 0, 1);

function createdAt(manifest: Manifest): number {
  const written = textIn(manifest.metadata, 'creationTimestamp');
  if (written === undefined) return UNSET;
  const time = Date.parse(written);
  return Number.isNaN(time) ? UNSET : Math.floor(time / 1000) * 1000;
}

function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
