import type { Json, Manifest } from '../../manifest/manifest';
import { selects } from '../../manifest/labels';
import { hasField, labelsIn, listIn, numberIn, objectIn, textIn } from '../../mesh/json-field';
import type { AnalysisMessage } from './analysis-message';
import { labelsOf, namespaceOf, specOf, type AnalysisWorld } from './analysis-world';
import { missingSelector } from './gateway-selector';
import { groupBy, tellSelector } from './label-index';

/** IST0162 for ports of a Gateway that no Service leads to, IST0101 for a Gateway without pods. */
export function analyzeGatewayPorts(world: AnalysisWorld): AnalysisMessage[] {
  const services = groupBy(world.ofKind('/Service'), namespaceOf);
  const portsBySelector = new Map<string, ReadonlySet<number> | undefined>();
  return world.ofKind('networking.istio.io/Gateway').flatMap((manifest) => {
    const selector = labelsIn(specOf(manifest), 'selector');
    const key = tellSelector(selector);
    if (!portsBySelector.has(key)) {
      portsBySelector.set(key, openPorts(world.pods.matching(selector), services));
    }
    const open = portsBySelector.get(key);
    if (open === undefined) return [missingSelector(manifest, selector)];
    return listIn(specOf(manifest), 'servers').flatMap((server, index) => {
      const port = numberIn(objectIn(server, 'port'), 'number') ?? 0;
      if (!hasField(server, 'port') || open.has(port)) return [];
      return [
        {
          code: 'IST0162',
          manifest,
          path: `spec.servers[${index}].port.number`,
          line: 'spec.selector',
          message: `listens on port ${port}, which no Service of its pods leads to: nobody can call it from outside`,
          given: String(port),
          allowed: [...open].sort((one, other) => one - other).join(', '),
        },
      ];
    });
  });
}

/** The container ports that Services lead to, for some pods; undefined without pods. */
function openPorts(
  pods: readonly Manifest[],
  services: ReadonlyMap<string, readonly Manifest[]>,
): ReadonlySet<number> | undefined {
  if (pods.length === 0) return undefined;
  const open = new Set<number>();
  const seen = new Set<string>();
  for (const pod of pods) {
    const key = `${namespaceOf(pod)} ${tellSelector(labelsOf(pod))}`;
    if (seen.has(key)) continue;
    seen.add(key);
    for (const service of services.get(namespaceOf(pod)) ?? []) {
      if (!picks(service, pod)) continue;
      for (const port of listIn(specOf(service), 'ports')) {
        // Where the protocol is left out, Istio's analyzer sees no TCP, though the API server would fill it in.
        if (textIn(port, 'protocol') === 'TCP') open.add(targetOf(port));
      }
    }
  }
  return open;
}

/** Without a selector a Service picks every pod: so Istio reads it here. */
function picks(service: Manifest, pod: Manifest): boolean {
  const selector = labelsIn(specOf(service), 'selector');
  return Object.keys(selector).length === 0 || selects(selector, labelsOf(pod));
}

/** A target port given by name counts as the Service's own port. */
function targetOf(port: Json): number {
  return numberIn(port, 'targetPort') || (numberIn(port, 'port') ?? 0);
}
