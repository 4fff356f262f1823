import type { Manifest } from '../manifest/manifest';
import { emitDocuments, type DocumentCache } from './emit-documents';
import { emitYaml } from './emit-yaml';
import { objectFileName } from './object-file-name';
import type { OutputType } from './release-json';

/** How the objects of a phase are divided into files. */
export interface FileLayout {
  readonly output: OutputType;
  /** File extension of the manifests, such as `.k8s.yaml`. */
  readonly extension: string;
  /** Name of the chart, as in cdk8s's file names. */
  readonly chart: string;
  /** Namespace of the release; objects of others have it in their file name. */
  readonly namespace: string;
}

/** Texts that the phases of a release have in common, so that each is made once. */
export interface SharedTexts {
  readonly documents: DocumentCache;
  /** By the files they list, one on each line. */
  readonly kustomizations: Map<string, string>;
}

/** The files of one phase, by path relative to its directory, `kustomization.yaml` included. */
export function emitPhaseFiles(
  objects: readonly Manifest[],
  layout: FileLayout,
  { documents, kustomizations }: SharedTexts = createSharedTexts(),
): ReadonlyMap<string, string> {
  const groups = groupByFile(objects, layout);
  const files = new Map<string, string>();
  for (const [path, members] of groups) files.set(path, emitDocuments(members, documents));
  const resources = [...groups.keys()];
  const list = resources.join('\n');
  const kustomization = kustomizations.get(list) ?? emitKustomization(resources);
  kustomizations.set(list, kustomization);
  files.set('kustomization.yaml', kustomization);
  return files;
}

/** Begin to share texts. */
export function createSharedTexts(): SharedTexts {
  return { documents: new Map(), kustomizations: new Map() };
}

/** The path of the file that an object of a phase is written to. */
export function filePath(object: Manifest, layout: FileLayout): string {
  const { output, extension, chart, namespace } = layout;
  switch (output) {
    case 'FILE_PER_APP':
      return `app${extension}`;
    case 'FILE_PER_CHART':
      return `${chart}${extension}`;
    case 'FILE_PER_RESOURCE':
      return `${objectFileName(object, namespace)}${extension}`;
    case 'FOLDER_PER_CHART_FILE_PER_RESOURCE':
      return `${chart}/${objectFileName(object, namespace)}${extension}`;
  }
}

/** A kustomization that applies files in this order; kustomize would sort by kind otherwise. */
export function emitKustomization(resources: readonly string[]): string {
  return `---\n${emitYaml({
    apiVersion: 'kustomize.config.k8s.io/v1beta1',
    kind: 'Kustomization',
    resources,
    sortOptions: { order: 'fifo' },
  })}`;
}

function groupByFile(
  objects: readonly Manifest[],
  layout: FileLayout,
): ReadonlyMap<string, readonly Manifest[]> {
  const groups = new Map<string, Manifest[]>();
  for (const object of objects) {
    const path = filePath(object, layout);
    const members = groups.get(path);
    if (members === undefined) groups.set(path, [object]);
    else members.push(object);
  }
  return groups;
}
