import type { Labels } from '../../manifest/labels';
import type { Manifest } from '../../manifest/manifest';
import { labelsIn, listIn, textIn, textsIn } from '../../mesh/json-field';
import type { AnalysisMessage } from './analysis-message';
import { labelsOf, namespaceOf, specOf, type AnalysisWorld } from './analysis-world';
import { labelIndex } from './label-index';

/**
 * IST0174 for DestinationRules on a host that nobody has, IST0173 for subsets without pods. As in Istio, only Pod objects
 * count, those of any namespace, and the Service's own selector does not.
 */
export function analyzeSubsetPods(world: AnalysisWorld): AnalysisMessage[] {
  const pods = labelIndex(world.ofKind('/Pod'), podLabelsWith(world.ofKind('/Node')));
  return world.ofKind('networking.istio.io/DestinationRule').flatMap((manifest) => {
    const spec = specOf(manifest);
    const host = textIn(spec, 'host') ?? '';
    const known = world.hosts.resolve(host, namespaceOf(manifest), textsIn(spec, 'exportTo'));
    if (known === undefined) return [unknownHost(manifest, host)];
    const subsets = listIn(spec, 'subsets').map((subset, index) => ({
      name: textIn(subset, 'name') ?? '',
      labels: { ...known.workloads, ...labelsIn(subset, 'labels') },
      path: `spec.subsets[${index}]`,
    }));
    // Of two subsets with one name the last counts.
    return [...new Map(subsets.map((subset) => [subset.name, subset])).values()]
      .filter(({ labels }) => pods.matching(labels).length === 0)
      .map(({ name, labels, path }) => noPods(manifest, name, labels, path));
  });
}

function unknownHost(manifest: Manifest, host: string): AnalysisMessage {
  const message = `is about ${host}, which is no Service or ServiceEntry: it has no effect`;
  return { code: 'IST0174', manifest, path: 'spec.host', message, given: host };
}

function noPods(manifest: Manifest, name: string, labels: Labels, path: string): AnalysisMessage {
  const told = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  const message = `subset ${name} selects no pods: requests to it get 503 (UH)`;
  return { code: 'IST0173', manifest, path, message, given: told.join(', ') };
}

const TOPOLOGY = [
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
  'topology.istio.io/subzone',
];

/** The labels of a pod with those that the mesh adds for its node. */
function podLabelsWith(nodes: readonly Manifest[]): (pod: Manifest) => Labels {
  const byName = new Map(nodes.map((node) => [node.metadata.name, node]));
  return (pod) => {
    const node = byName.get(textIn(specOf(pod), 'nodeName') ?? '');
    if (node === undefined) return labelsOf(pod);
    const given = labelsOf(node);
    const added = TOPOLOGY.flatMap((key) => {
      const value = given[key];
      return !value ? [] : [[key, value] as const];
    });
    return {
      ...labelsOf(pod),
      ...Object.fromEntries(added),
      'kubernetes.io/hostname': node.metadata.name,
    };
  };
}
