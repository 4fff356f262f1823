import { parseDocument } from 'yaml';
import { keyOf } from '../manifest/identity';
import type { Manifest } from '../manifest/manifest';
import type { Files } from './files';
import { KUSTOMIZATION_FILE, type ManifestDocument, readDocuments } from './read-documents';

/** A phase that also holds objects it does not have itself. */
export interface KeptPhase {
  readonly files: Files;
  /** The objects that the phase lacks and that were kept. */
  readonly kept: readonly Manifest[];
}

/**
 * The files of a phase with the objects of `current/` that it drops: their documents go, verbatim,
 * to the end of the file of the same name, or stay in their own file, listed last.
 */
export function keepDropped(current: Files, phase: Files): KeptPhase {
  const keys = new Set(readDocuments(phase).map(({ manifest }) => keyOf(manifest)));
  const dropped = readDocuments(current).filter(({ manifest }) => !keys.has(keyOf(manifest)));
  if (dropped.length === 0) return { files: phase, kept: [] };

  const files = new Map(phase);
  for (const { path, text } of dropped) files.set(path, `${files.get(path) ?? ''}${text}`);
  files.set(KUSTOMIZATION_FILE, listFiles(phase, dropped));
  return { files, kept: dropped.map(({ manifest }) => manifest) };
}

/** The text of `kustomization.yaml` with the files that the phase itself does not have. */
function listFiles(phase: Files, dropped: readonly ManifestDocument[]): string {
  const text = phase.get(KUSTOMIZATION_FILE) ?? '';
  const paths = new Set(dropped.map(({ path }) => path).filter((path) => !phase.has(path)));
  if (paths.size === 0) return text;
  const kustomization = parseDocument(text);
  for (const path of paths) kustomization.addIn(['resources'], path);
  return kustomization.toString({ lineWidth: 0 });
}
