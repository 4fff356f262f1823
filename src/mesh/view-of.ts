import { nodeOf, type GatewayCaller, type SidecarCaller } from './caller';
import { textIn } from './json-field';
import { MESH, type RouteConfig } from './route-config';
import { importsOf, type Imports } from './sidecar-imports';
import type { Reachable, View } from './view';
import { isPrivate, isVisible } from './visibility';
import type { World } from './world';

/** The view of a caller; worked out once for each world and caller. */
export function viewOf(world: World, caller: SidecarCaller | GatewayCaller): View {
  const known = world.views.get(caller);
  if (known !== undefined) return known;
  const view = buildView(world, caller);
  world.views.set(caller, view);
  return view;
}

function buildView(world: World, caller: SidecarCaller | GatewayCaller): View {
  const { kind, namespace, labels = {} } = caller;
  const services = world.services.filter(({ visibility }) => isVisible(visibility, namespace));
  const routes = orderRoutes(world.routes, namespace);
  const imports: Imports =
    kind === 'sidecar'
      ? importsOf(world, caller, services, routes)
      : { services, routes, inferred: [], outboundTraffic: world.settings.outboundTraffic };
  const reachable = new Map<string, Reachable>();
  for (const service of imports.services) {
    if (!reachable.has(service.host)) reachable.set(service.host, { service });
  }
  for (const inferred of imports.inferred) {
    if (!reachable.has(inferred.service.host)) reachable.set(inferred.service.host, inferred);
  }
  const unmodelled = imports.unmodelled ?? filteredBy(world, namespace) ?? oddSetting(world);
  return {
    kind,
    source: { gateway: MESH, namespace, labels },
    node: nodeOf(caller),
    services: imports.services,
    reachable,
    routes: imports.routes,
    outboundTraffic: imports.outboundTraffic,
    ...(unmodelled === undefined ? {} : { unmodelled }),
    tables: new Map(),
    clusters: new Map(),
  };
}

/** Routes that a namespace sees: its private ones, then those exported to it, then the public; of HTTPRoutes all first. */
function orderRoutes(routes: readonly RouteConfig[], namespace: string): readonly RouteConfig[] {
  const ranked: RouteConfig[][] = [[], [], [], []];
  for (const config of routes) {
    if (!isVisible(config.visibility, namespace)) continue;
    ranked[rankOf(config, namespace)]?.push(config);
  }
  return ranked.flat();
}

function rankOf(config: RouteConfig, namespace: string): number {
  const own = config.namespace === namespace;
  if (config.dialect === 'gateway-api') return isPrivate(config.visibility, namespace) ? 0 : 1;
  if (config.visibility.everyone) return 3;
  return own ? 1 : 2;
}

function filteredBy(world: World, namespace: string): string | undefined {
  const found = world.envoyFilters.find((filter) =>
    [namespace, world.settings.rootNamespace].includes(filter.metadata.namespace ?? ''),
  );
  if (found === undefined) return undefined;
  return `EnvoyFilter ${found.metadata.namespace ?? ''}/${textIn(found.metadata, 'name') ?? ''} may change anything`;
}

function oddSetting(world: World): string | undefined {
  const [field] = world.settings.unmodelled;
  return field === undefined ? undefined : `the mesh setting ${field} is not modelled`;
}
