import { selects } from '../manifest/labels';
import type { Manifest } from '../manifest/manifest';
import type { SidecarCaller } from './caller';
import { intersectHosts, mostSpecific } from './host-name';
import { hasField, labelsIn, listIn, objectIn, textIn, textsIn } from './json-field';
import type { RegistryService } from './registry';
import type { RouteConfig } from './route-config';
import type { Reachable } from './view';
import type { World } from './world';

/** What a sidecar is told of all that its namespace may see. */
export interface Imports {
  readonly services: readonly RegistryService[];
  readonly routes: readonly RouteConfig[];
  /** Destinations of imported routes: it has clusters for them, but no names. */
  readonly inferred: readonly Reachable[];
  readonly outboundTraffic: 'ALLOW_ANY' | 'REGISTRY_ONLY';
  readonly unmodelled?: string;
}

/** What the Sidecar resource of a caller lets in; without one, everything. */
export function importsOf(
  world: World,
  caller: SidecarCaller,
  services: readonly RegistryService[],
  routes: readonly RouteConfig[],
): Imports {
  const sidecar = findSidecar(world, caller);
  const { outboundTraffic } = world.settings;
  if (sidecar === undefined) return { services, routes, inferred: [], outboundTraffic };
  const spec = objectIn(sidecar, 'spec');
  const mode = textIn(objectIn(spec, 'outboundTrafficPolicy'), 'mode');
  const listeners = listIn(spec, 'egress');
  const patterns = listeners.flatMap((listener) => textsIn(listener, 'hosts'));
  const isLetIn = importer(listeners.length > 0 ? patterns : ['*/*'], caller.namespace);
  const imported = routes.filter((config) =>
    config.hosts.some((host) => isLetIn(config.namespace, host)),
  );
  const odd = listeners.some((listener) => ODD_FIELDS.some((field) => hasField(listener, field)));
  return {
    services: services.filter(({ namespace, host }) => isLetIn(namespace, host)),
    routes: imported,
    inferred: inferDestinations(imported, services, caller.namespace),
    outboundTraffic: mode === 'REGISTRY_ONLY' || mode === 'ALLOW_ANY' ? mode : outboundTraffic,
    ...(odd ? { unmodelled: 'egress listeners of a Sidecar with a port of their own' } : {}),
  };
}

const ODD_FIELDS = ['port', 'bind', 'captureMode'];

/** The oldest Sidecar that selects the caller, else the namespace's, else the root namespace's. */
function findSidecar(world: World, caller: SidecarCaller): Manifest | undefined {
  const own = world.sidecars.filter(({ metadata }) => metadata.namespace === caller.namespace);
  const forAll = (sidecar: Manifest): boolean => !hasField(objectIn(sidecar, 'spec'), SELECTOR);
  return (
    own.find((sidecar) =>
      selects(labelsIn(objectIn(objectIn(sidecar, 'spec'), SELECTOR), 'labels'), caller.labels),
    ) ??
    own.find(forAll) ??
    world.sidecars.find(
      (sidecar) => sidecar.metadata.namespace === world.settings.rootNamespace && forAll(sidecar),
    )
  );
}

const SELECTOR = 'workloadSelector';

function importer(
  patterns: readonly string[],
  own: string,
): (namespace: string, host: string) => boolean {
  const pairs = patterns.map((pattern) => {
    const [namespace = '', host = '*'] = pattern.split('/');
    return { namespace: namespace === '.' ? own : namespace, host };
  });
  return (namespace, host) =>
    pairs.some(
      (pair) =>
        (pair.namespace === '*' || pair.namespace === namespace) &&
        intersectHosts(pair.host, host) !== undefined,
    );
}

function inferDestinations(
  routes: readonly RouteConfig[],
  services: readonly RegistryService[],
  own: string,
): readonly Reachable[] {
  const wanted = new Map<string, Set<number>>();
  for (const { host, port } of routes.flatMap(destinationsOf)) {
    const ports = wanted.get(host) ?? new Set<number>();
    wanted.set(host, ports.add(port ?? 0));
  }
  const byHost = new Map<string, RegistryService>();
  for (const service of services) {
    if (!byHost.has(service.host) || service.namespace === own) byHost.set(service.host, service);
  }
  return [...wanted].flatMap(([host, ports]) => {
    const service = mostSpecific(byHost, host);
    if (service === undefined) return [];
    return [ports.has(0) ? { service } : { service, ports }];
  });
}

function destinationsOf(
  config: RouteConfig,
): readonly { readonly host: string; readonly port?: number }[] {
  const http = config.http.flatMap(({ action, mirrors }) => [
    ...(action.kind === 'split' ? action.targets : []),
    ...mirrors.map(({ target }) => target),
  ]);
  return [...http, ...[...config.tcp, ...config.tls].flatMap(({ targets }) => targets)];
}
