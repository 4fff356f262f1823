import type { Json, Manifest } from '../../manifest/manifest';
import { selects } from '../../manifest/labels';
import { labelsIn, listIn, numberIn, textIn } from '../../mesh/json-field';
import type { AnalysisMessage } from './analysis-message';
import { fullName, namespaceOf, specOf, type AnalysisWorld } from './analysis-world';
import { isInMesh, templateOf } from './in-mesh';
import { groupBy } from './label-index';

/**
 * IST0116: Services of one Deployment give one port different protocols. IST0137: they lead from different ports to the same
 * container port.
 */
export function analyzeSharedDeployments(world: AnalysisWorld): AnalysisMessage[] {
  const bySelector = groupBy(world.ofKind('/Service').flatMap(pairsOf), ({ key }) => key);
  return world
    .ofKind('apps/Deployment')
    .filter((deployment) => isInMesh(world, templateOf(deployment)))
    .flatMap((deployment) => {
      const labels = labelsIn(templateOf(deployment).metadata, 'labels');
      const services = Object.entries(labels)
        .flatMap(
          ([key, value]) => bySelector.get(`${namespaceOf(deployment)} ${key}=${value}`) ?? [],
        )
        .map(({ service }) => service)
        .filter((service) => selects(labelsIn(specOf(service), 'selector'), labels));
      const ports = services.flatMap(portsOf);
      if (ports.length < 2) return [];
      return [...findProtocols(deployment, ports), ...findTargets(deployment, ports)];
    });
}

interface ServicePort {
  readonly service: string;
  readonly port: number;
  readonly protocol: string;
  readonly target: string;
}

/** A Service under the first pair of its selector; one without a selector selects nothing. */
function pairsOf(
  service: Manifest,
): readonly { readonly key: string; readonly service: Manifest }[] {
  const [pair] = Object.entries(labelsIn(specOf(service), 'selector'));
  if (pair === undefined) return [];
  return [{ key: `${namespaceOf(service)} ${pair[0]}=${pair[1]}`, service }];
}

function portsOf(service: Manifest): readonly ServicePort[] {
  return listIn(specOf(service), 'ports').map((port) => ({
    service: fullName(service),
    port: numberIn(port, 'port') ?? 0,
    protocol: textIn(port, 'protocol') || 'TCP',
    target: targetOf(port),
  }));
}

function targetOf(port: Json): string {
  const given = numberIn(port, 'targetPort') ?? textIn(port, 'targetPort') ?? 0;
  return String(given === 0 || given === '' ? (numberIn(port, 'port') ?? 0) : given);
}

function findProtocols(
  manifest: Manifest,
  ports: readonly ServicePort[],
): readonly AnalysisMessage[] {
  return [...groupBy(ports, ({ port }) => String(port))].flatMap(([port, members]) => {
    const protocols = new Set(members.map(({ protocol }) => protocol));
    if (protocols.size < 2) return [];
    const message = `belongs to ${tellServices(members)}, which give port ${port} different protocols (${[...protocols].join(', ')})`;
    return [{ code: 'IST0116', manifest, path: 'spec.template', message, line: 'metadata.name' }];
  });
}

function findTargets(
  manifest: Manifest,
  ports: readonly ServicePort[],
): readonly AnalysisMessage[] {
  return [...groupBy(ports, ({ target }) => target)].flatMap(([target, members]) => {
    const numbers = new Set(members.map(({ port }) => port));
    if (numbers.size < 2) return [];
    const message = `belongs to ${tellServices(members)}, which lead from different ports (${[...numbers].join(', ')}) to its port ${target}`;
    return [{ code: 'IST0137', manifest, path: 'spec.template', message, line: 'metadata.name' }];
  });
}

function tellServices(ports: readonly ServicePort[]): string {
  return [...new Set(ports.map(({ service }) => service))].join(', ');
}
