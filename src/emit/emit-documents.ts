import type { Manifest } from '../manifest/manifest';
import { emitYaml } from './emit-yaml';

/**
 * Text of a file that holds the manifests, in the order given: each document begins with `---`, so
 * that files may be concatenated. No manifests make an empty text.
 *
 * A manifest that was emitted before, as the same object, is not looked at again: phases share what
 * does not change. So a manifest must not be mutated.
 */
export function emitDocuments(
  manifests: readonly Manifest[],
  known: DocumentCache = documents,
): string {
  return manifests.map((manifest) => emitDocument(manifest, known)).join('');
}

/** Documents by manifest. One that ends with a release lets its texts go with it. */
export interface DocumentCache {
  readonly get: (manifest: Manifest) => string | undefined;
  readonly set: (manifest: Manifest, text: string) => unknown;
}

const documents: DocumentCache = new WeakMap<Manifest, string>();

function emitDocument(manifest: Manifest, known: DocumentCache): string {
  const before = known.get(manifest);
  if (before !== undefined) return before;
  const text = `---\n${emitYaml(manifest)}`;
  known.set(manifest, text);
  return text;
}
