import { isList, isObject } from '../../manifest/equal';
import type { Json, JsonObject, Manifest } from '../../manifest/manifest';
import type { Problem } from './problem';
import type { SourceDocument } from './read-documents';

/** An object of a document. */
export interface ListedObject {
  readonly manifest: Manifest;
  /** Path of the object in its document: empty, or `items[3]` in a List. */
  readonly path: string;
  /** The API server makes up its name, so it is like no other object. */
  readonly isGenerated: boolean;
}

/** What a document holds: objects, parts of objects that are none, or nothing of Kubernetes. */
export interface Listed {
  readonly objects: readonly ListedObject[];
  readonly problems: readonly Problem[];
}

/**
 * The Kubernetes objects in a document; those of a List are objects of their own. Undefined for a
 * document that is no business of Kubernetes: values, a kustomization, configuration of a tool.
 */
export function listObjects(document: SourceDocument): Listed | undefined {
  const { value } = document;
  if (value === null || !isObject(value) || isForeign(value)) return undefined;
  const listed = { objects: [] as ListedObject[], problems: [] as Problem[] };
  add(listed, document, value, '', 0);
  return listed;
}

function add(
  listed: { readonly objects: ListedObject[]; readonly problems: Problem[] },
  document: SourceDocument,
  value: Json | undefined,
  path: string,
  depth: number,
): void {
  const items = isObject(value) && depth < DEEPEST ? itemsOf(value) : undefined;
  if (items !== undefined) {
    items.forEach((item, index) => {
      add(listed, document, item, `${path === '' ? '' : `${path}.`}items[${index}]`, depth + 1);
    });
    return;
  }
  const missing = missingField(value);
  if (missing === undefined && isObject(value)) {
    listed.objects.push({ ...withName(value), path });
    return;
  }
  const message = `no Kubernetes object: it has no ${missing ?? 'fields'}`;
  const spot = { kind: 'field', document, path: spotOf(value, path) } as const;
  listed.problems.push({ rule: 'object-incomplete', file: document.file, message, spot });
}

/** Lists in lists of lists are no manifest that anybody writes. */
const DEEPEST = 5;

/** The items of a List; those of a typed one, as the API writes it, have its type. */
function itemsOf(value: JsonObject): readonly Json[] | undefined {
  const { kind, items, apiVersion } = value;
  if (typeof kind !== 'string' || !kind.endsWith('List') || !isList(items)) return undefined;
  if (kind === 'List') return items;
  const type = { apiVersion, kind: kind.slice(0, -'List'.length) };
  return items.map((item) => (isObject(item) ? { ...type, ...item } : item));
}

/** Groups of configuration that is read by a tool and never sent to a cluster. */
const TOOLS =
  /^(?:kustomize\.config\.k8s\.io|kind\.x-k8s\.io|skaffold|kubeadm\.k8s\.io|kubelet\.config\.k8s\.io|kubeproxy\.config\.k8s\.io|apiserver\.config\.k8s\.io|audit\.k8s\.io|k3d\.io|ctlptl\.dev|backstage\.io)\//;

function isForeign({ apiVersion, kind, name, version, clusters }: JsonObject): boolean {
  if (apiVersion === undefined && kind === undefined) return true;
  if (typeof apiVersion === 'string' && TOOLS.test(apiVersion)) return true;
  // a chart's Chart.yaml, and a kubeconfig
  if (kind === undefined) return typeof name === 'string' && version !== undefined;
  return kind === 'Config' && isList(clusters);
}

function missingField(value: Json | undefined): string | undefined {
  if (!isObject(value)) return 'fields';
  const { apiVersion, kind, metadata } = value;
  if (!isText(apiVersion)) return 'apiVersion';
  if (!isText(kind)) return 'kind';
  if (!isObject(metadata)) return 'metadata.name';
  return isText(metadata['name']) || isText(metadata['generateName']) ? undefined : 'metadata.name';
}

/** A name such as the API server makes of `generateName`. */
function withName(value: JsonObject): Pick<ListedObject, 'manifest' | 'isGenerated'> {
  const manifest = value as Manifest;
  const { name: given, generateName } = manifest.metadata as JsonObject;
  if (isText(given) || typeof generateName !== 'string') return { manifest, isGenerated: false };
  const name = `${generateName}xxxxx`;
  return { manifest: { ...manifest, metadata: { ...manifest.metadata, name } }, isGenerated: true };
}

function isText(value: Json | undefined): boolean {
  return typeof value === 'string' && value !== '';
}

/** The nearest field that is there. */
function spotOf(value: Json | undefined, path: string): string {
  if (!isObject(value)) return path;
  const field = ['metadata', 'kind', 'apiVersion'].find((name) => value[name] !== undefined);
  return [path, field ?? ''].filter((part) => part !== '').join('.');
}
