import type { Cluster } from './cluster';
import { clusterOf } from './find-cluster';
import type { Delivered, Destination, Failure, MirrorEnd } from './outcome-kinds';
import { tellPlace, type Place } from './place';
import { countBy, type Pod } from './pods';
import type { Mirror, RouteConfig, Target } from './route-config';
import type { Share } from './split';
import type { View } from './view';
import type { World } from './world';

/** What the delivery of a request needs to know besides its destinations. */
export interface Delivery {
  readonly world: World;
  readonly view: View;
  readonly kind: 'route' | 'tcp';
  readonly dialect: RouteConfig['dialect'];
  readonly route: Place;
  /** The port that a destination without one means. */
  readonly port: number;
  /** Who answers at the address that was dialled. */
  readonly dialled: () => readonly Pod[];
  /** How the request got here. */
  readonly derivation: readonly string[];
}

/** Sends a request to the destinations of a rule, in their shares. Undefined where a destination is not modelled. */
export function deliver(
  delivery: Delivery,
  shares: readonly Share[],
  mirrors: readonly Mirror[] = [],
): Delivered | { readonly kind: 'unmodelled'; readonly reason: string } {
  const destinations: Destination[] = [];
  const derivation = [...delivery.derivation];
  for (const { target, share } of shares) {
    const cluster = clusterAt(delivery, target);
    if (cluster.kind === 'unknown') return { kind: 'unmodelled', reason: cluster.reason };
    const destination = { ...endOf(delivery, cluster), share, place: target.place };
    destinations.push(destination);
    derivation.push(tellDestination(destination, cluster));
  }
  return {
    kind: delivery.kind,
    route: delivery.route,
    destinations,
    mirrors: mirrors.map((mirror) => mirrorEnd(delivery, mirror)),
    ...sumUp(destinations, delivery.kind, delivery.dialect),
    derivation,
  };
}

/** Shares by workload, and of what fails. */
export function sumUp(
  destinations: readonly Destination[],
  kind: 'route' | 'tcp',
  dialect: RouteConfig['dialect'],
): { readonly workloads: Readonly<Record<string, number>>; readonly errors: readonly Failure[] } {
  const workloads: Record<string, number> = {};
  const errors: Failure[] = [];
  for (const { state, share, pods } of destinations) {
    if (state === 'ok') {
      for (const [workload, count] of countBy(pods, (pod) => pod.workload)) {
        workloads[workload] = (workloads[workload] ?? 0) + (share * count) / pods.length;
      }
    } else {
      // A route of the Gateway API answers 500 for a backend that does not exist; all else is 503.
      const status = state === 'NC' && dialect === 'gateway-api' ? 500 : 503;
      const at = errors.findIndex(({ code }) => code === state);
      const before = errors[at]?.share ?? 0;
      const failure = { code: state, ...(kind === 'tcp' ? {} : { status }), share: before + share };
      if (at < 0) errors.push(failure);
      else errors[at] = failure;
    }
  }
  return { workloads, errors };
}

function clusterAt({ world, view, port }: Delivery, target: Target): Cluster {
  if (target.refused !== undefined) {
    return { name: 'UnknownService', kind: 'missing', pods: [], reason: target.refused };
  }
  const named = world.servicesByHost.get(target.host);
  const host = named?.alias ?? target.host;
  return clusterOf(
    world,
    view,
    host,
    target.port ?? defaultPort(world, view, target, port),
    target.subset,
  );
}

/**
 * The port of a destination that names none. A gateway takes the Service's only port; a sidecar always the port that was
 * called, because it knows only that port of any Service: Istio, pilot/pkg/networking/core/route/route.go.
 */
function defaultPort(world: World, view: View, { host }: Target, called: number): number {
  if (view.kind === 'sidecar') return called;
  const ports = view.reachable.get(host)?.service.ports ?? [];
  return ports.length === 1 ? (ports[0]?.number ?? called) : called;
}

function endOf(
  delivery: Delivery,
  cluster: Cluster,
): Pick<Destination, 'cluster' | 'state' | 'pods'> {
  if (cluster.kind === 'missing') return { cluster: cluster.name, state: 'NC', pods: [] };
  if (cluster.kind === 'dialled') {
    const pods = delivery.dialled();
    return { cluster: cluster.name, state: pods.length > 0 ? 'ok' : 'UF', pods };
  }
  const { pods } = cluster;
  return { cluster: cluster.name, state: pods.length > 0 ? 'ok' : 'UH', pods };
}

function mirrorEnd(delivery: Delivery, { target, percent }: Mirror): MirrorEnd {
  const end = endOf(delivery, clusterAt(delivery, target));
  return { ...end, percent, place: target.place };
}

function tellDestination({ share, state, pods, place }: Destination, cluster: Cluster): string {
  const exact = share * 100;
  const percent = `${Number.isInteger(exact) ? exact : Number(exact.toFixed(4))} %`;
  const at = place === undefined ? '' : ` (${tellPlace(place)})`;
  const to = `${percent} go to ${cluster.name}${at}`;
  if (state === 'NC') return `${to}: no such cluster, ${cluster.reason}`;
  if (state === 'UH') return `${to}: ${cluster.reason}`;
  if (state === 'UF') return `${to}: nobody answers at the address that was dialled`;
  const where = cluster.kind === 'dialled' ? ', at the address that was dialled' : '';
  return `${to}: ${pods.length} ready ${pods.length === 1 ? 'pod' : 'pods'}${where}`;
}
