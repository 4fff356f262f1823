import type { Manifest } from '../manifest/manifest';
import { emitYaml } from './emit-yaml';

/**
 * Text of a file that holds the manifests, in the order given: each document begins with `---`, so
 * that files may be concatenated. No manifests make an empty text.
 *
 * A manifest that was emitted before, as the same object, is not looked at again: phases share what
 * does not change. So a manifest must not be mutated.
 */
export function emitDocuments(manifests: readonly Manifest[]): string {
  return manifests.map(emitDocument).join('');
}

const documents = new WeakMap<Manifest, string>();

function emitDocument(manifest: Manifest): string {
  const known = documents.get(manifest);
  if (known !== undefined) return known;
  const text = `---\n${emitYaml(manifest)}`;
  documents.set(manifest, text);
  return text;
}
