import { describe, keyOf } from '../../manifest/identity';
import type { Manifest } from '../../manifest/manifest';
import { inNamespace, isNamespaced } from './default-namespace';
import type { DocumentText } from './document-text';
import { listObjects, type ListedObject } from './list-objects';
import { isKustomization, patchFiles } from './patch-files';
import type { Problem } from './problem';
import { readDocuments, type SourceDocument } from './read-documents';
import type { SourceText } from './source-text';
import type { YamlLibrary } from './yaml-library';

/** Where an object is written. */
export interface Origin {
  readonly document: DocumentText;
  /** Path of the object in the document: empty, or `items[3]` in a List. */
  readonly path: string;
}

/** The objects that are in a cluster together, and where each is written. */
export interface LoadedState {
  /** As the user named it. */
  readonly name: string;
  readonly manifests: readonly Manifest[];
  readonly origins: ReadonlyMap<Manifest, Origin>;
  readonly problems: readonly Problem[];
  /** Files that hold objects, and files that hold nothing of Kubernetes. */
  readonly files: number;
  readonly skipped: readonly string[];
}

/** The files of one state. */
export interface StateTexts {
  readonly name: string;
  readonly texts: readonly SourceText[];
  /** What went wrong while the files were read. */
  readonly problems: readonly Problem[];
}

/** How texts become a state. */
export interface LoadOptions {
  /** Where objects without a namespace go. */
  readonly namespace: string;
  readonly loadYaml: () => Promise<YamlLibrary>;
}

/** Reads the files of a state. What cannot be read or is no object is a problem, the rest is there. */
export async function loadState(state: StateTexts, options: LoadOptions): Promise<LoadedState> {
  const patches = await findPatches(state.texts, options);
  const gathered: Gathered = {
    namespace: options.namespace,
    objects: new Map(),
    problems: [...state.problems],
    skipped: [],
    bare: [],
    named: [],
    files: 0,
  };
  for (const text of state.texts) {
    if (isKustomization(text.file)) continue;
    if (patches.has(text.file) || isOtherJson(text)) gathered.skipped.push(text.file);
    else await gatherFile(gathered, text, options);
  }
  const { problems, files, skipped, bare, named } = gathered;
  const [assumed] = bare;
  if (assumed !== undefined && named.length > 0) problems.push(mixed(assumed, options.namespace));
  const kept = [...gathered.objects.values()];
  if (kept.length === 0 && problems.length === 0) problems.push(nothing(state));
  return {
    name: state.name,
    manifests: kept.map(({ manifest }) => manifest),
    origins: new Map(kept.map(({ manifest, origin }) => [manifest, origin])),
    problems,
    files,
    skipped,
  };
}

/** What the files so far hold. */
interface Gathered {
  readonly namespace: string;
  readonly objects: Map<string, { readonly manifest: Manifest; readonly origin: Origin }>;
  readonly problems: Problem[];
  readonly skipped: string[];
  /** The first object without a namespace of its own, and the first with one. */
  readonly bare: Origin[];
  readonly named: Origin[];
  files: number;
}

async function gatherFile(
  gathered: Gathered,
  text: SourceText,
  { loadYaml }: LoadOptions,
): Promise<void> {
  const { documents, problems } = await readDocuments(text, loadYaml);
  gathered.problems.push(...problems);
  let isKubernetes = false;
  for (const document of documents) {
    const listed = listObjects(document);
    if (listed === undefined) continue;
    isKubernetes = true;
    gathered.problems.push(...listed.problems);
    const own = withoutValue(document);
    for (const object of listed.objects) gatherObject(gathered, object, own);
  }
  if (isKubernetes) gathered.files += 1;
  else if (problems.length === 0) gathered.skipped.push(text.file);
}

function gatherObject(gathered: Gathered, object: ListedObject, document: DocumentText): void {
  const { objects, problems, namespace, bare, named } = gathered;
  const origin = { document, path: object.path };
  let { manifest } = object;
  if (isNamespaced(manifest)) {
    const isBare = manifest.metadata.namespace === undefined;
    const seen = isBare ? bare : named;
    if (seen.length === 0) seen.push(origin);
    if (isBare) manifest = inNamespace(manifest, namespace);
  }
  const key = object.isGenerated ? `generated ${objects.size}` : keyOf(manifest);
  const other = objects.get(key);
  if (other !== undefined) problems.push(twice(manifest, origin, other.origin));
  objects.set(key, { manifest, origin });
}

/** Settings of other programs, some of them with comments, which JSON has not. */
function isOtherJson({ file, text, named }: SourceText): boolean {
  return !named && /\.json$/i.test(file) && !text.includes('"apiVersion"');
}

async function findPatches(
  texts: readonly SourceText[],
  { loadYaml }: LoadOptions,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (const text of texts.filter(({ file }) => isKustomization(file))) {
    const { documents } = await readDocuments(text, loadYaml);
    const directory = text.file.slice(0, text.file.lastIndexOf('/') + 1);
    for (const { value } of documents) {
      for (const path of patchFiles(value)) found.add(directory + path);
    }
  }
  return found;
}

function withoutValue({ value: _, ...document }: SourceDocument): DocumentText {
  return document;
}

function twice(manifest: Manifest, { document, path }: Origin, first: Origin): Problem {
  return {
    rule: 'object-twice',
    file: document.file,
    message: `${describe(manifest)} is there twice`,
    spot: { kind: 'field', document, path },
    first: { kind: 'field', document: first.document, path: first.path },
  };
}

function mixed({ document, path }: Origin, namespace: string): Problem {
  return {
    rule: 'namespace-assumed',
    file: document.file,
    message: `objects without a namespace are checked in '${namespace}', and others name theirs`,
    spot: { kind: 'field', document, path: path === '' ? 'metadata' : `${path}.metadata` },
  };
}

function nothing({ name, texts }: StateTexts): Problem {
  const what = texts.length === 0 ? 'no .yaml, .yml or .json file' : 'no Kubernetes object';
  return { rule: 'nothing-to-check', file: name, message: `${what} in ${name}` };
}
