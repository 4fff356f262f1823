import type { Labels } from '../manifest/labels';
import type { Manifest } from '../manifest/manifest';
import { groupKind } from '../manifest/workload';
import type { Caller } from '../mesh/caller';
import { labelsIn, objectIn, textsIn } from '../mesh/json-field';
import type { World } from '../mesh/world';

/** A namespace in which nothing is: callers there see what is exported to everyone. */
export const ELSEWHERE = 'elsewhere';

/**
 * One caller of each class that the objects can tell apart: a sidecar in each namespace and in one that nothing is in, with
 * each set of labels that anything asks for; each gateway; and a client outside the mesh.
 */
export function callersOf(
  manifests: readonly Manifest[],
  worlds: readonly World[],
): readonly Caller[] {
  const labelSets = [{}, ...sourceLabels(manifests, worlds)];
  const namespaces = [...namespacesOf(manifests, worlds), ELSEWHERE];
  // only callers on another node tell a Service that stays on its node
  const nodes = worlds.some(({ services }) => services.some(({ localOnly }) => localOnly))
    ? [{}, { node: 'another-node' }]
    : [{}];
  const sidecars = namespaces.flatMap((namespace) =>
    labelSets.flatMap((labels) =>
      nodes.map((node): Caller => ({ kind: 'sidecar', namespace, labels, ...node })),
    ),
  );
  const outside = nodes.map((node): Caller => ({ kind: 'outside', ...node }));
  return [...sidecars, ...gatewayCallers(manifests, worlds), ...outside];
}

function namespacesOf(manifests: readonly Manifest[], worlds: readonly World[]): readonly string[] {
  const found = new Set<string>();
  for (const manifest of manifests) {
    if (!CALLING.has(groupKind(manifest))) continue;
    if (manifest.metadata.namespace !== undefined) found.add(manifest.metadata.namespace);
    for (const name of textsIn(objectIn(manifest, 'spec'), 'exportTo')) {
      if (!['.', '*', '~'].includes(name)) found.add(name);
    }
  }
  for (const { sourceNamespace } of matchesOf(worlds)) {
    if (sourceNamespace !== undefined) found.add(sourceNamespace);
  }
  return [...found];
}

/** Where these are, or where they say that others are, callers can be told apart. */
const CALLING: ReadonlySet<string> = new Set([
  '/Service',
  '/Pod',
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'apps/ReplicaSet',
  'networking.istio.io/VirtualService',
  'networking.istio.io/DestinationRule',
  'networking.istio.io/ServiceEntry',
  'networking.istio.io/Sidecar',
]);

function sourceLabels(manifests: readonly Manifest[], worlds: readonly World[]): readonly Labels[] {
  const sets = matchesOf(worlds).map((match) => match.sourceLabels);
  for (const manifest of manifests) {
    const selector = objectIn(objectIn(manifest, 'spec'), 'workloadSelector');
    const kind = groupKind(manifest);
    if (kind === 'networking.istio.io/Sidecar') sets.push(labelsIn(selector, 'labels'));
    if (kind === 'networking.istio.io/DestinationRule')
      sets.push(labelsIn(selector, 'matchLabels'));
  }
  const byText = new Map(sets.map((set) => [JSON.stringify(Object.entries(set).sort()), set]));
  return [...byText.values()].filter((set) => Object.keys(set).length > 0);
}

function matchesOf(worlds: readonly World[]): readonly {
  readonly sourceLabels: Labels;
  readonly sourceNamespace?: string;
}[] {
  return worlds.flatMap(({ routes }) =>
    routes.flatMap(({ http, tcp, tls }) =>
      [...http, ...tcp, ...tls].flatMap((rule) => [...rule.matches]),
    ),
  );
}

/** The gateway workloads that Gateways select: where their pods are, or else where Istio installs its own. */
function gatewayCallers(
  manifests: readonly Manifest[],
  worlds: readonly World[],
): readonly Caller[] {
  const callers = new Map<string, Caller>();
  for (const world of worlds) {
    for (const { binding } of world.servers) {
      if (binding.kind === 'service') {
        const service = world.services.find(
          ({ name, namespace }) => name === binding.name && namespace === binding.namespace,
        );
        const labels = service?.selector ?? {};
        add(callers, { kind: 'gateway', namespace: binding.namespace, labels });
        continue;
      }
      const { labels } = binding;
      const running = world.pods.filter((pod) =>
        Object.entries(labels).every(([key, value]) => pod.labels[key] === value),
      );
      const namespaces = new Set(running.map(({ namespace }) => namespace));
      for (const namespace of namespaces.size > 0 ? namespaces : [world.settings.rootNamespace]) {
        add(callers, { kind: 'gateway', namespace, labels });
      }
    }
  }
  return [...callers.values()];
}

function add(callers: Map<string, Caller>, caller: Caller): void {
  callers.set(`${caller.namespace ?? ''} ${JSON.stringify(caller)}`, caller);
}
