import { selects } from '../manifest/labels';
import type { Json, Manifest } from '../manifest/manifest';
import { groupKind } from '../manifest/workload';
import type { GatewayServer } from './gateway-server';
import { intersectHosts } from './host-name';
import { checkGrants } from './http-route-backend';
import { httpRouteRules } from './http-route-rules';
import { labelsIn, listIn, numberIn, objectIn, textIn, textsIn } from './json-field';
import { mostSpecificFirst } from './order-rules';
import { placeIn } from './place';
import type { HttpRule, RouteConfig } from './route-config';

/** What the Gateways and HTTPRoutes of the Gateway API open and route. */
export interface GatewayApi {
  readonly servers: readonly GatewayServer[];
  readonly routes: readonly RouteConfig[];
}

/** Reads the Gateway API objects of a world, which are given oldest first. */
export function readGatewayApi(manifests: readonly Manifest[]): GatewayApi {
  const ofKind = (kind: string): readonly Manifest[] =>
    manifests.filter((manifest) => groupKind(manifest) === `gateway.networking.k8s.io/${kind}`);
  const httpRoutes = ofKind('HTTPRoute');
  const servers: GatewayServer[] = [];
  const routes: RouteConfig[] = [];
  for (const gateway of ofKind('Gateway')) {
    if (textIn(objectIn(gateway, 'spec'), 'gatewayClassName') !== 'istio') continue;
    listIn(objectIn(gateway, 'spec'), 'listeners').forEach((listener, index) => {
      const server = serverOf(gateway, listener, index);
      servers.push(server);
      routes.push(...routesOf(gateway, listener, server, httpRoutes, manifests));
    });
  }
  return { servers, routes };
}

function serverOf(gateway: Manifest, listener: Json, index: number): GatewayServer {
  const { name, namespace = '' } = gateway.metadata;
  const protocol = textIn(listener, 'protocol');
  const mode = protocol === 'HTTP' ? 'http' : protocol === 'HTTPS' ? 'https' : 'unknown';
  return {
    gateway: `${namespace}/${name}~${textIn(listener, 'name') ?? ''}`,
    place: placeIn(gateway, `spec.listeners[${index}]`),
    port: numberIn(listener, 'port') ?? 0,
    mode,
    hosts: [{ namespace: '*', host: textIn(listener, 'hostname') ?? '*' }],
    httpsRedirect: false,
    binding: bindingOf(gateway),
  };
}

/** A Gateway that Istio deploys itself is the Service `<name>-istio`; one with a host name as address is that Service. */
function bindingOf(gateway: Manifest): GatewayServer['binding'] {
  const { name, namespace = '' } = gateway.metadata;
  const given = listIn(objectIn(gateway, 'spec'), 'addresses').find(
    (address) => textIn(address, 'type') === 'Hostname',
  );
  const [service, ofNamespace] = (textIn(given, 'value') ?? `${name}-istio`).split('.');
  return { kind: 'service', namespace: ofNamespace ?? namespace, name: service ?? '' };
}

function routesOf(
  gateway: Manifest,
  listener: Json,
  server: GatewayServer,
  httpRoutes: readonly Manifest[],
  manifests: readonly Manifest[],
): readonly RouteConfig[] {
  const check = checkGrants(manifests);
  const byHost = new Map<string, { readonly route: Manifest; readonly rules: HttpRule[] }>();
  for (const route of httpRoutes) {
    if (!isAttached(route, gateway, listener) || !isAllowed(route, gateway, listener, manifests)) {
      continue;
    }
    const hostnames = textsIn(objectIn(route, 'spec'), 'hostnames');
    const own = server.hosts[0]?.host ?? '*';
    for (const hostname of hostnames.length > 0 ? hostnames : [own]) {
      const host = intersectHosts(own, hostname);
      if (host === undefined) continue;
      const found = byHost.get(host) ?? { route, rules: [] };
      found.rules.push(...httpRouteRules(route, check));
      byHost.set(host, found);
    }
  }
  return [...byHost].map(([host, { route, rules }]) => ({
    place: placeIn(route, 'spec'),
    namespace: route.metadata.namespace ?? '',
    hosts: [host],
    gateways: new Set([server.gateway]),
    visibility: { everyone: true, namespaces: new Set<string>() },
    dialect: 'gateway-api' as const,
    http: mostSpecificFirst(rules),
    tcp: [],
    tls: [],
  }));
}

function isAttached(route: Manifest, gateway: Manifest, listener: Json): boolean {
  return listIn(objectIn(route, 'spec'), 'parentRefs').some((parent) => {
    const namespace = textIn(parent, 'namespace') ?? route.metadata.namespace ?? '';
    const section = textIn(parent, 'sectionName');
    const port = numberIn(parent, 'port');
    return (
      (textIn(parent, 'kind') ?? 'Gateway') === 'Gateway' &&
      textIn(parent, 'name') === gateway.metadata.name &&
      namespace === (gateway.metadata.namespace ?? '') &&
      (section === undefined || section === textIn(listener, 'name')) &&
      (port === undefined || port === numberIn(listener, 'port'))
    );
  });
}

/** Whether a listener takes routes of a namespace: by default of its own only. */
function isAllowed(
  route: Manifest,
  gateway: Manifest,
  listener: Json,
  manifests: readonly Manifest[],
): boolean {
  const namespaces = objectIn(objectIn(listener, 'allowedRoutes'), 'namespaces');
  const from = textIn(namespaces, 'from') ?? 'Same';
  const { namespace = '' } = route.metadata;
  if (from === 'All') return true;
  if (from !== 'Selector')
    return from === 'Same' && namespace === (gateway.metadata.namespace ?? '');
  const found = manifests.find(
    (manifest) => groupKind(manifest) === '/Namespace' && manifest.metadata.name === namespace,
  );
  const labels = {
    'kubernetes.io/metadata.name': namespace,
    ...labelsIn(found?.metadata, 'labels'),
  };
  return selects(labelsIn(objectIn(namespaces, 'selector'), 'matchLabels'), labels);
}
