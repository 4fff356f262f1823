import { equalJson } from '../manifest/equal';
import type { Json, JsonObject, Manifest } from '../manifest/manifest';
import { asObject, labelsIn, listIn, numberIn, objectIn, textIn } from '../mesh/json-field';
import type { CanarySettings } from './canary-settings';
import { FLUX_ANNOTATIONS } from './flux-annotations';
import { isOwnedBy, ownedBy } from './owner-reference';
import { discoverPorts, templateOf, type TargetDeployment } from './target';

/** The three Services of a Canary. */
export interface CanaryServices {
  /** What users call; it selects the primary. */
  readonly apex: Manifest;
  readonly primary: Manifest;
  /** It selects the target. */
  readonly canary: Manifest;
}

/** The Services as the controller wants them. */
export function wantedServices(settings: CanarySettings, target: TargetDeployment): CanaryServices {
  // only port discovery looks at the pods
  const template = settings.service.portDiscovery ? templateOf(target.deployment) : undefined;
  const known = WANTED.get(settings);
  if (known !== undefined && known.template === template && known.label === target.label) {
    return known.services;
  }
  const { names } = settings;
  const primaryPods = `${target.labelValue}-primary`;
  const services = {
    apex: service(settings, target, names.apex, primaryPods, 'apex'),
    primary: service(settings, target, names.primaryService, primaryPods, 'primary'),
    canary: service(settings, target, names.canaryService, target.labelValue, 'canary'),
  };
  WANTED.set(settings, { template, label: target.label, services });
  return services;
}

/**
 * A live Service with what the controller enforces: ports and selector always, labels and
 * annotations only on its own. Type, cluster address and node ports stay.
 */
export function repairService(
  live: Manifest,
  wanted: Manifest,
  settings: CanarySettings,
): Manifest {
  if (live === wanted || REPAIRED.get(live) === wanted) return live;
  const spec = objectIn(live, 'spec');
  const ports = keepNodePorts(listIn(wanted['spec'], 'ports'), listIn(spec, 'ports'));
  const selector = objectIn(wanted['spec'], 'selector');
  const samePorts = equalJson(sortPorts(listIn(spec, 'ports')), sortPorts(ports));
  const owned = isOwnedBy(live, settings);
  const labels = owned ? wanted.metadata.labels : live.metadata.labels;
  const known = owned ? wanted.metadata.annotations : live.metadata.annotations;
  const differs =
    !samePorts ||
    !equalJson(spec['selector'], selector) ||
    !equalJson(live.metadata.labels, labels) ||
    !equalJson(live.metadata.annotations, known);
  if (!differs) {
    REPAIRED.set(live, wanted);
    return live;
  }
  const annotations = { ...known, ...FLUX_ANNOTATIONS };
  return {
    ...live,
    metadata: { ...live.metadata, ...(labels === undefined ? {} : { labels }), annotations },
    spec: { ...spec, ports, selector },
  };
}

const WANTED = new WeakMap<
  CanarySettings,
  {
    readonly template: JsonObject | undefined;
    readonly label: string;
    readonly services: CanaryServices;
  }
>();

/** Services that were found to be as they are wanted. */
const REPAIRED = new WeakMap<Manifest, Manifest>();

function service(
  settings: CanarySettings,
  target: TargetDeployment,
  name: string,
  pods: string,
  role: 'apex' | 'primary' | 'canary',
): Manifest {
  const { service: given, namespace } = settings;
  const metadata = objectIn(given.written, role);
  const first = {
    name: given.portName,
    protocol: 'TCP',
    port: given.port,
    targetPort: given.targetPort,
    ...(given.appProtocol === '' ? {} : { appProtocol: given.appProtocol }),
  };
  const others = discoverPorts(templateOf(target.deployment), given).map((port) => ({
    name: port.name,
    protocol: 'TCP',
    port: port.port,
    targetPort: port.port,
  }));
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: {
      name,
      namespace,
      labels: { ...labelsIn(metadata, 'labels'), [target.label]: name },
      annotations: { ...labelsIn(metadata, 'annotations'), ...FLUX_ANNOTATIONS },
      ownerReferences: ownedBy(settings),
    },
    spec: {
      type: 'ClusterIP',
      selector: { [target.label]: pods },
      ports: [first, ...others],
      ...(given.headless ? { clusterIP: 'None' } : {}),
      ...(given.trafficDistribution === ''
        ? {}
        : { trafficDistribution: given.trafficDistribution }),
    },
  };
}

function keepNodePorts(wanted: readonly Json[], live: readonly Json[]): readonly Json[] {
  return wanted.map((port) => {
    const same = live.find((one) => textIn(one, 'name') === textIn(port, 'name'));
    const nodePort = numberIn(same, 'nodePort') ?? 0;
    return nodePort > 0 ? { ...asObject(port), nodePort } : port;
  });
}

function sortPorts(ports: readonly Json[]): readonly Json[] {
  return [...ports].sort(
    (left, right) => (numberIn(left, 'port') ?? 0) - (numberIn(right, 'port') ?? 0),
  );
}
