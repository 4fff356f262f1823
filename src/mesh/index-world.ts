import type { Manifest } from '../manifest/manifest';
import { groupKind } from '../manifest/workload';
import { oldestFirst } from './age';
import { indexDestinationRules } from './destination-rules';
import { followDelegates } from './follow-delegates';
import { readGatewayApi } from './gateway-http-routes';
import { istioServers } from './gateway-server';
import { readIngresses } from './ingress';
import { meshHttpRoutes } from './mesh-http-routes';
import { meshSettings, type MeshSettings } from './mesh-settings';
import { listPods } from './pods';
import { readOnce } from './read-once';
import { listServices } from './registry';
import type { RouteConfig } from './route-config';
import { virtualServiceOf } from './virtual-service';
import type { World } from './world';

/**
 * Indexes the objects of a state, so that many requests can be asked of it. Objects of kinds that route nothing are ignored.
 * What there is no object for does not exist. Of the same objects (`===`) and the same settings, what was read for one world
 * serves the next: never change an object that is indexed.
 */
export function indexWorld(
  manifests: readonly Manifest[],
  settings: MeshSettings = meshSettings(),
): World {
  const byKind = groupByKind(manifests);
  const ofKind = (kind: string): readonly Manifest[] => oldestFirst(byKind.get(kind) ?? []);
  const services = listServices(manifests, settings);
  const gatewayApi = byKind.has(GATEWAY)
    ? readGatewayApi([
        ...ofKind(GATEWAY),
        ...ofKind('gateway.networking.k8s.io/HTTPRoute'),
        ...ofKind('gateway.networking.k8s.io/ReferenceGrant'),
        ...ofKind('/Namespace'),
      ])
    : NOTHING;
  const ingresses = byKind.has(INGRESS)
    ? readIngresses(
        [...ofKind(INGRESS), ...ofKind('networking.k8s.io/IngressClass'), ...ofKind('/Service')],
        settings,
      )
    : NOTHING;
  return {
    settings,
    pods: listPods(manifests),
    services,
    servicesByHost: new Map(services.toReversed().map((service) => [service.host, service])),
    routes: [
      ...meshHttpRoutes(ofKind('gateway.networking.k8s.io/HTTPRoute')),
      ...gatewayApi.routes,
      ...readVirtualServices(ofKind('networking.istio.io/VirtualService'), settings),
      ...ingresses.routes,
    ],
    servers: [
      ...ofKind('networking.istio.io/Gateway').flatMap((gateway) => serversOf(gateway, settings)),
      ...gatewayApi.servers,
      ...ingresses.servers,
    ],
    rules: indexDestinationRules(ofKind('networking.istio.io/DestinationRule'), settings),
    sidecars: ofKind('networking.istio.io/Sidecar'),
    envoyFilters: ofKind('networking.istio.io/EnvoyFilter'),
    views: new WeakMap(),
  };
}

const INGRESS = 'networking.k8s.io/Ingress';
const GATEWAY = 'gateway.networking.k8s.io/Gateway';
const NOTHING = { servers: [], routes: [] } as const;

const serversOf = readOnce(istioServers);

function groupByKind(manifests: readonly Manifest[]): ReadonlyMap<string, readonly Manifest[]> {
  const groups = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    const kind = groupKind(manifest);
    const group = groups.get(kind);
    if (group === undefined) groups.set(kind, [manifest]);
    else group.push(manifest);
  }
  return groups;
}

function readVirtualServices(
  manifests: readonly Manifest[],
  settings: MeshSettings,
): readonly RouteConfig[] {
  const named = new Map<string, RouteConfig>();
  for (const manifest of manifests) {
    const { name, namespace = '' } = manifest.metadata;
    named.set(`${namespace}/${name}`, virtualServiceOf(manifest, settings));
  }
  return followDelegates([...named.values()], named);
}
