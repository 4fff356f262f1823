import type { Labels } from '../manifest/labels';
import type { Pod } from './pods';
import { isSelectedBy, type RegistryPort, type RegistryService } from './registry';
import type { World } from './world';

/** The pods that answer on a port of a Service, for a client on a node. */
export function endpointsOf(
  world: World,
  service: RegistryService,
  port: RegistryPort,
  node: string,
  labels: Labels = {},
): readonly Pod[] {
  const wanted = Object.entries(labels);
  // pods of one workload share their labels: each set of them is looked at once
  const known = new Map<Labels, boolean>();
  const isMeant = (own: Labels): boolean => {
    const before = known.get(own);
    if (before !== undefined) return before;
    const meant = isSelectedBy(service, own) && wanted.every(([key, value]) => own[key] === value);
    known.set(own, meant);
    return meant;
  };
  const pods = world.pods.filter(
    (pod) =>
      pod.namespace === service.namespace &&
      isMeant(pod.labels) &&
      (pod.ready || service.publishNotReady) &&
      !pod.terminating &&
      (port.targetName === undefined || pod.portNames.has(port.targetName)) &&
      (!service.localOnly || pod.node === node),
  );
  return wanted.length > 0 ? pods : [...pods, ...service.endpoints.map(outsidePod)];
}

/** An address outside the cluster, in the place of a pod. */
export function outsidePod(address: string): Pod {
  return {
    namespace: '',
    name: address,
    workload: address,
    labels: {},
    ready: true,
    terminating: false,
    node: '',
    address,
    portNames: new Set(),
  };
}
