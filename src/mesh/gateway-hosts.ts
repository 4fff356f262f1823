import { bindRules, catchAllsLast, type BoundRule } from './bind-rules';
import { sharedHosts, type GatewayServer } from './gateway-server';
import { buildHostTable, type HostTable } from './host-table';
import type { View } from './view';

/**
 * The virtual hosts of a gateway for servers that share a port. Unlike in the mesh, the rules of all objects on one host are
 * put one after the other. After Istio, pilot/pkg/networking/core/gateway.go.
 */
export function gatewayHosts(
  view: View,
  port: number,
  servers: readonly GatewayServer[],
): HostTable {
  const key = `${port} ${servers.map(({ gateway, place }) => `${gateway} ${place.path}`).join()}`;
  const known = view.tables.get(key);
  if (known !== undefined) return known;
  const rules = new Map<string, BoundRule[]>();
  const redirected = new Set<string>();
  for (const server of servers) {
    addRoutes(view, port, server, rules, redirected);
  }
  const table = buildHostTable(
    [...rules].map(([name, bound]) => ({
      domains: [name],
      host: { name, rules: catchAllsLast(bound), httpsRedirect: redirected.has(name) },
    })),
  );
  view.tables.set(key, table);
  return table;
}

function addRoutes(
  view: View,
  port: number,
  server: GatewayServer,
  rules: Map<string, BoundRule[]>,
  redirected: Set<string>,
): void {
  const source = { ...view.source, gateway: server.gateway };
  for (const config of view.routes) {
    if (!config.gateways.has(server.gateway)) continue;
    const shared = sharedHosts(server, config.hosts, config.namespace);
    const bound = shared.length > 0 ? bindRules(config, port, source) : [];
    if (bound.length === 0) continue;
    for (const host of shared) {
      rules.set(host, [...(rules.get(host) ?? []), ...bound]);
      if (server.httpsRedirect) redirected.add(host);
    }
  }
  if (!server.httpsRedirect) return;
  for (const { host } of server.hosts) {
    redirected.add(host);
    rules.set(host, rules.get(host) ?? []);
  }
}
