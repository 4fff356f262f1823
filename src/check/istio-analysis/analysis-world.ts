import { keyOf } from '../../manifest/identity';
import type { Labels } from '../../manifest/labels';
import type { JsonObject, Manifest } from '../../manifest/manifest';
import { groupKind } from '../../manifest/workload';
import { labelsIn, objectIn } from '../../mesh/json-field';
import { meshSettings, type MeshSettings } from '../../mesh/mesh-settings';
import { DEFAULT_GATEWAY } from './default-gateway';
import { indexHosts, type KnownHosts } from './known-hosts';
import { groupBy, labelIndex, type LabelIndex } from './label-index';

/** The objects of a state as Istio's analyzers see them. */
export interface AnalysisWorld {
  /** The objects of a group and kind: `networking.istio.io/VirtualService`, `/Service`. */
  readonly ofKind: (groupKind: string) => readonly Manifest[];
  readonly find: (groupKind: string, namespace: string, name: string) => Manifest | undefined;
  /** Pod objects by label, wherever they are. */
  readonly pods: LabelIndex<Manifest>;
  /** Pod objects of one namespace by label. */
  readonly podsIn: (namespace: string) => LabelIndex<Manifest>;
  /** Hosts of Services and ServiceEntries. */
  readonly hosts: KnownHosts;
  readonly settings: MeshSettings;
}

/**
 * Index objects the way Istio's analyzers do: of two objects with one name the last counts, system namespaces are not
 * looked at, and an ingress gateway is taken to exist.
 */
export function analysisWorld(
  manifests: readonly Manifest[],
  settings: MeshSettings = meshSettings(),
): AnalysisWorld {
  const byKey = new Map<string, Manifest>();
  for (const manifest of [...manifests, ...DEFAULT_GATEWAY]) {
    if (!isIgnored(manifest)) byKey.set(keyOf(manifest), manifest);
  }
  const byKind = groupBy([...byKey.values()], groupKind);
  const ofKind = (kind: string): readonly Manifest[] => byKind.get(kind) ?? [];
  const podsByNamespace = new Map(
    [...groupBy(ofKind('/Pod'), namespaceOf)].map(([namespace, pods]) => [
      namespace,
      labelIndex(pods, labelsOf),
    ]),
  );
  return {
    ofKind,
    find: (kind, namespace, name) => byKey.get(`${kind}/${namespace}/${name}`),
    pods: labelIndex(ofKind('/Pod'), labelsOf),
    podsIn: (namespace) => podsByNamespace.get(namespace) ?? NOTHING,
    hosts: indexHosts(ofKind('networking.istio.io/ServiceEntry'), ofKind('/Service')),
    settings,
  };
}

/** The spec of an object; an empty one if there is none. */
export function specOf(manifest: Manifest): JsonObject {
  return objectIn(manifest, 'spec');
}

/** The namespace of an object; empty if it has none. */
export function namespaceOf(manifest: Manifest): string {
  return manifest.metadata.namespace ?? '';
}

/** The labels of an object. */
export function labelsOf(manifest: Manifest): Labels {
  return labelsIn(manifest.metadata, 'labels');
}

/** The annotations of an object. */
export function annotationsOf(manifest: Manifest): Labels {
  return labelsIn(manifest.metadata, 'annotations');
}

/** A namespace and a name as Istio prints them: `shop/web`, or the name alone. */
export function fullName(manifest: Manifest): string {
  const { namespace, name } = manifest.metadata;
  return namespace === undefined || namespace === '' ? name : `${namespace}/${name}`;
}

/** A reference like `ns/name`, or `name` for the namespace of the object that holds it. */
export function resolveName(
  reference: string,
  namespace: string,
): { readonly namespace: string; readonly name: string } {
  const slash = reference.indexOf('/');
  if (slash < 0) return { namespace, name: reference };
  return { namespace: reference.slice(0, slash), name: reference.slice(slash + 1) };
}

const NOTHING: LabelIndex<Manifest> = { all: [], matching: () => [] };

// Istio, pkg/kube/inject: nothing in these namespaces is ever injected or analyzed.
const IGNORED: ReadonlySet<string> = new Set([
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'local-path-storage',
]);

function isIgnored(manifest: Manifest): boolean {
  const own = groupKind(manifest) === '/Namespace' ? manifest.metadata.name : namespaceOf(manifest);
  return IGNORED.has(own);
}
