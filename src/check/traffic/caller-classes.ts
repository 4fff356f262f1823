import type { Manifest } from '../../manifest/manifest';
import type { Labels } from '../../manifest/labels';
import { groupKind } from '../../manifest/workload';
import type { Caller } from '../../mesh/caller';
import { hasField, labelsIn, listIn, objectIn, textIn, textsIn } from '../../mesh/json-field';
import type { CheckState } from '../state';
import { gatewayWorkloadsOf } from './gateway-workloads';
import { workloadsOf } from './workload-index';

/** Callers that one answer speaks for. */
export interface CallerClass {
  readonly caller: Caller;
  /** Who they are, in the plural: `sidecars in shop`. */
  readonly told: string;
  /** Whether anything of the part names their namespace; others stand for all that nothing names. */
  readonly named: boolean;
}

/**
 * The callers that the objects of a part can tell apart: sidecars in each namespace that an object lies in or names, those
 * with labels that a match asks for, one namespace for all others, and the workloads of each gateway.
 */
export function callerClassesOf(
  state: CheckState,
  manifests: readonly Manifest[],
): readonly CallerClass[] {
  const { rootNamespace } = state.settings;
  const closed = namespacesOutsideMesh(state);
  const open = (namespace: string): boolean =>
    namespace !== rootNamespace && !closed.has(namespace);
  const named = [...new Set(manifests.flatMap(namespacesNamed))].filter(open);
  const other = mayTellApart(state, manifests)
    ? allNamespaces(state).find((namespace) => open(namespace) && !named.includes(namespace))
    : undefined;
  return [
    ...named.map((namespace) => sidecars(namespace, {}, 'named')),
    ...(other === undefined ? [] : [sidecars(other, {}, 'other')]),
    ...labelledSources(manifests).map(({ namespace, labels }) =>
      sidecars(namespace, labels, 'named'),
    ),
    ...gatewayWorkloadsOf(state, manifests).map(({ told, namespace, labels }) => ({
      caller: { kind: 'gateway', namespace, labels } as const,
      told,
      named: true,
    })),
  ];
}

/** Clients in the cluster that the mesh does not govern. */
export const OUTSIDE_CLASS: CallerClass = {
  caller: { kind: 'outside' },
  told: 'clients outside the mesh',
  named: true,
};

/** Classes of callers as one phrase: `sidecars in shop and in web`. */
export function tellClasses(classes: readonly CallerClass[]): string {
  return joinWords([...new Set(classes.map(({ told }) => told))]);
}

/** `a, b and c` */
export function joinWords(words: readonly string[]): string {
  if (words.length < 2) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
}

function sidecars(namespace: string, labels: Labels, kind: 'named' | 'other'): CallerClass {
  const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  const where = namespace === '' ? 'the mesh' : namespace;
  const told =
    kind === 'other'
      ? `sidecars in other namespaces (${where})`
      : `sidecars in ${where}${pairs.length > 0 ? ` with ${pairs.join(', ')}` : ''}`;
  return { caller: { kind: 'sidecar', namespace, labels }, told, named: kind === 'named' };
}

/** Whether callers of namespaces that nothing names may be routed unlike those of the namespace that all objects are in. */
function mayTellApart(state: CheckState, manifests: readonly Manifest[]): boolean {
  const { serviceExport, virtualServiceExport, destinationRuleExport } = state.settings;
  const defaults = [serviceExport, virtualServiceExport, destinationRuleExport];
  if (defaults.some((list) => !list.includes('*'))) return true;
  const [first] = manifests;
  return manifests.some((manifest) => {
    const { metadata, kind } = manifest;
    return (
      kind === 'Sidecar' ||
      kind === 'EnvoyFilter' ||
      (kind !== 'Gateway' && metadata.namespace !== first?.metadata.namespace) ||
      listIn(objectIn(manifest, 'spec'), 'exportTo').length > 0 ||
      metadata.annotations?.['networking.istio.io/exportTo'] !== undefined ||
      hasField(objectIn(manifest, 'spec'), 'workloadSelector') ||
      matchesOf(manifest).some((match) => hasField(match, 'sourceNamespace'))
    );
  });
}

function namespacesNamed(manifest: Manifest): readonly string[] {
  const { namespace = '' } = manifest.metadata;
  const exported = labelsIn(manifest.metadata, 'annotations')['networking.istio.io/exportTo'] ?? '';
  const named = [...textsIn(objectIn(manifest, 'spec'), 'exportTo'), ...exported.split(',')]
    .map((item) => item.trim())
    .filter((item) => !['', '*', '.', '~'].includes(item));
  const sources = matchesOf(manifest)
    .map((match) => textIn(match, 'sourceNamespace') ?? '')
    .filter(Boolean);
  return groupKind(manifest) === 'networking.istio.io/Gateway'
    ? []
    : [namespace, ...named, ...sources];
}

function labelledSources(
  manifests: readonly Manifest[],
): readonly { readonly namespace: string; readonly labels: Labels }[] {
  const found = manifests.flatMap((manifest) =>
    matchesOf(manifest)
      .map((match) => ({
        namespace: textIn(match, 'sourceNamespace') ?? manifest.metadata.namespace ?? '',
        labels: labelsIn(match, 'sourceLabels'),
      }))
      .filter(({ labels }) => Object.keys(labels).length > 0),
  );
  if (found.length < 2) return found;
  const keyed = found.map((source) => [JSON.stringify(source), source] as const);
  return [...new Map(keyed).values()];
}

function matchesOf(manifest: Manifest): ReturnType<typeof listIn> {
  if (manifest.kind !== 'VirtualService') return [];
  return listIn(objectIn(manifest, 'spec'), 'http').flatMap((rule) => listIn(rule, 'match'));
}

/** Namespaces whose pods get no sidecar, as far as the files say. */
export function namespacesOutsideMesh(state: CheckState): ReadonlySet<string> {
  const known = CLOSED.get(state);
  if (known !== undefined) return known;
  const closed = state
    .ofKind('/Namespace')
    .filter(({ metadata }) => labelsIn(metadata, 'labels')['istio-injection'] === 'disabled');
  const names = new Set(closed.map(({ metadata }) => metadata.name));
  CLOSED.set(state, names);
  return names;
}

const CLOSED = new WeakMap<CheckState, ReadonlySet<string>>();

/** Every namespace that an object of the state lies in. */
function allNamespaces(state: CheckState): readonly string[] {
  const known = NAMESPACES.get(state);
  if (known !== undefined) return known;
  const workloads = workloadsOf(state).all.map(({ namespace }) => namespace);
  const found = [...new Set(workloads)];
  NAMESPACES.set(state, found);
  return found;
}

const NAMESPACES = new WeakMap<CheckState, readonly string[]>();
