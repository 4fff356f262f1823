import type { Labels } from '../manifest/labels';
import type { Cluster } from './cluster';
import { findDestinationRules, pickDestinationRule } from './destination-rules';
import { endpointsOf } from './endpoints';
import { hasField, labelsIn, objectIn } from './json-field';
import type { RegistryService } from './registry';
import type { View } from './view';
import type { World } from './world';

/** The cluster that a destination means to a proxy. */
export function clusterOf(
  world: World,
  view: View,
  host: string,
  port: number,
  subset: string,
): Cluster {
  const name = `outbound|${port}|${subset}|${host}`;
  const known = view.clusters.get(name);
  if (known !== undefined) return known;
  const cluster = buildCluster(world, view, host, port, subset);
  view.clusters.set(name, cluster);
  return cluster;
}

function buildCluster(
  world: World,
  view: View,
  host: string,
  port: number,
  subset: string,
): Cluster {
  const name = `outbound|${port}|${subset}|${host}`;
  const missing = (reason: string): Cluster => ({ name, kind: 'missing', pods: [], reason });
  const found = view.reachable.get(host);
  if (found === undefined) {
    const exists = world.servicesByHost.has(host);
    return missing(exists ? `the caller does not see ${host}` : `there is no ${host}`);
  }
  const { service } = found;
  const servicePort = service.ports.find(({ number }) => number === port);
  if (servicePort === undefined || servicePort.protocol === 'udp') {
    return missing(`${host} has no port ${port}`);
  }
  if (found.ports !== undefined && !found.ports.has(port)) {
    return missing(`the caller's Sidecar lets in other ports of ${host}`);
  }
  const labels = subset === '' ? {} : subsetLabels(world, view, service, subset);
  if (labels === undefined) {
    return missing(`the DestinationRule that binds the caller has no subset ${subset}`);
  }
  if (usesWaypoint(service, view)) return unmodelled(name, `${host} has a waypoint`);
  if (service.originalDestination && (view.kind === 'sidecar' || service.kind === 'entry')) {
    return { name, kind: 'dialled', pods: [], reason: '' };
  }
  const pods = endpointsOf(world, service, servicePort, view.node, labels);
  if (prefersNear(service) && pods.some(({ node }) => node !== pods[0]?.node)) {
    return unmodelled(name, `${host} prefers near pods, and they are on several nodes`);
  }
  return { name, kind: 'pods', pods, reason: pods.length > 0 ? '' : `${host} has no ready pod` };
}

function subsetLabels(
  world: World,
  view: View,
  service: RegistryService,
  subset: string,
): Labels | undefined {
  const { namespace, labels } = view.source;
  const rules = findDestinationRules(world.rules, service.host, service.namespace, namespace);
  return pickDestinationRule(rules, namespace, labels)?.subsets.get(subset);
}

function unmodelled(name: string, reason: string): Cluster {
  return { name, kind: 'unknown', pods: [], reason };
}

/** Whether a waypoint may stand before the pods: its routes decide then. Gateways ask for a label of its own. */
function usesWaypoint({ origin: { metadata } }: RegistryService, { kind }: View): boolean {
  const name = kind === 'gateway' ? 'istio.io/ingress-use-waypoint' : 'istio.io/use-waypoint';
  const found = labelsIn(metadata, 'labels')[name] ?? labelsIn(metadata, 'annotations')[name];
  return found !== undefined && found !== 'none' && found !== 'false';
}

function prefersNear({ origin }: RegistryService): boolean {
  const annotation = labelsIn(origin.metadata, 'annotations')[
    'networking.istio.io/traffic-distribution'
  ];
  return hasField(objectIn(origin, 'spec'), 'trafficDistribution') || annotation !== undefined;
}
