import type { Manifest } from '../manifest/manifest';
import { serviceHost } from './host-name';
import { NO_CHECK } from './http-route-backend';
import { httpRouteRules } from './http-route-rules';
import { listIn, numberIn, objectIn, textIn } from './json-field';
import { mostSpecificFirst } from './order-rules';
import { placeIn } from './place';
import { MESH, type HttpRule, type RouteConfig } from './route-config';

/**
 * The routes that HTTPRoutes give to sidecars: those whose parent is a Service. A route in the Service's namespace binds
 * all callers, one elsewhere binds the callers of its own namespace only, and wins there. Oldest first.
 */
export function meshHttpRoutes(routes: readonly Manifest[]): readonly RouteConfig[] {
  const merged = new Map<string, RouteConfig>();
  for (const route of routes) {
    const { namespace = '' } = route.metadata;
    for (const parent of listIn(objectIn(route, 'spec'), 'parentRefs')) {
      if (textIn(parent, 'kind') !== 'Service' || (textIn(parent, 'group') ?? '') !== '') continue;
      const serviceNamespace = textIn(parent, 'namespace') ?? namespace;
      const host = serviceHost(textIn(parent, 'name') ?? '', serviceNamespace);
      const producer = serviceNamespace === namespace;
      const key = `${producer ? '' : namespace} ${host}`;
      const older = merged.get(key);
      const rules = bindToPort(httpRouteRules(route, NO_CHECK), numberIn(parent, 'port'));
      merged.set(key, {
        place: older?.place ?? placeIn(route, 'spec'),
        namespace,
        hosts: [host],
        gateways: new Set([MESH]),
        visibility: { everyone: producer, namespaces: new Set([namespace]) },
        dialect: 'gateway-api',
        http: mostSpecificFirst([...(older?.http ?? []), ...rules]),
        tcp: [],
        tls: [],
      });
    }
  }
  return [...merged.values()];
}

function bindToPort(rules: readonly HttpRule[], port: number | undefined): readonly HttpRule[] {
  if (port === undefined) return rules;
  return rules.map((rule) => ({
    ...rule,
    matches: rule.matches.map((match) => ({ ...match, port })),
  }));
}
