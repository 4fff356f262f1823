import { parse } from 'yaml';
import type { Manifest } from '../manifest/manifest';
import type { Files } from './files';

/** Name of the file that lists the manifests of a phase in order. */
export const KUSTOMIZATION_FILE = 'kustomization.yaml';

/** One object of a phase as it stands in a file. */
export interface ManifestDocument {
  /** The file, relative to the phase. */
  readonly path: string;
  /** The text of the document, from its `---` to its last newline. */
  readonly text: string;
  readonly manifest: Manifest;
}

/**
 * The objects of a phase, in the order of the resources of its `kustomization.yaml`. Throws on
 * files that are not a phase; the files of a phase are checked by their hash before.
 */
export function readDocuments(files: Files): ManifestDocument[] {
  return resourcesOf(files).flatMap((path) => {
    const text = files.get(path);
    if (text === undefined)
      throw new Error(`${KUSTOMIZATION_FILE} lists ${path}, which is missing`);
    return splitDocuments(text).flatMap((document) => {
      const manifest = parseYaml(document, path) as Manifest | null;
      return manifest === null ? [] : [{ path, text: document, manifest }];
    });
  });
}

/** The objects of a phase, in the order of its `kustomization.yaml`. */
export function readManifests(files: Files): Manifest[] {
  return readDocuments(files).map(({ manifest }) => manifest);
}

/** The texts of the documents of a file: each starts with a line that is exactly `---`. */
export function splitDocuments(text: string): string[] {
  return text.split(/^(?=---$)/m).filter((document) => document.trim() !== '');
}

function resourcesOf(files: Files): readonly string[] {
  const text = files.get(KUSTOMIZATION_FILE);
  if (text === undefined) throw new Error(`a phase without ${KUSTOMIZATION_FILE}`);
  const kustomization = parseYaml(text, KUSTOMIZATION_FILE) as { resources?: string[] } | null;
  return kustomization?.resources ?? [];
}

/** YAML 1.1 is what Kubernetes reads: `yes` is true there, and so are the quotes of the emitter. */
function parseYaml(text: string, path: string): unknown {
  try {
    return parse(text, { version: '1.1' });
  } catch (error) {
    throw new Error(`${path} is not YAML: ${(error as Error).message}`, { cause: error });
  }
}
