import { selects } from '../manifest/labels';
import { tellCaller, type GatewayCaller } from './caller';
import { connectionOutcome, findConnectionRule } from './connection-outcome';
import { gatewayHosts } from './gateway-hosts';
import { sharedHosts, takesName, type GatewayServer } from './gateway-server';
import { lookUpHost } from './host-table';
import { httpOutcome } from './http-outcome';
import { lost, unknown } from './lost';
import type { Outcome } from './outcome-kinds';
import { tellPlace } from './place';
import { isSelectedBy } from './registry';
import { hostHeader, type MeshRequest } from './request';
import type { View } from './view';
import { viewOf } from './view-of';
import type { World } from './world';

/** Where a request ends that arrives at a gateway from outside. */
export function gatewayOutcome(world: World, caller: GatewayCaller, request: MeshRequest): Outcome {
  const start = `${tellCaller(caller)} gets a request for ${request.host} on port ${request.port}`;
  const view = viewOf(world, caller);
  if (view.unmodelled !== undefined) return unknown(view.unmodelled, [start]);
  const servers = world.servers.filter(
    (server) => server.port === request.port && isBound(world, server, caller),
  );
  const [first] = servers;
  if (first === undefined) return lost('refused', [start, 'no Gateway opens the port']);
  // Servers of the oldest Gateway decide how the port is opened; others of another kind are ignored.
  const odd = servers.find(({ mode }) => mode === 'unknown');
  if (odd !== undefined) return unknown(`${tellPlace(odd.place)} is of no modelled kind`, [start]);
  const clear = first.mode === 'http' || first.mode === 'tcp';
  const alike = servers.filter(({ mode }) => (clear ? mode === first.mode : TLS_MODES.has(mode)));
  return arrive({ world, view, request, derivation: [start] }, alike);
}

interface Arrival {
  readonly world: World;
  readonly view: View;
  readonly request: MeshRequest;
  readonly derivation: readonly string[];
}

const TLS_MODES: ReadonlySet<string> = new Set(['https', 'tls']);

function arrive(arrival: Arrival, servers: readonly GatewayServer[]): Outcome {
  const { request, derivation } = arrival;
  const [first] = servers;
  const secure = request.secure === true || request.protocol === 'tls';
  if (first?.mode === 'tcp') return connect(arrival, servers);
  if (first?.mode === 'http') {
    if (secure) return unknown('TLS to a port for HTTP in clear is not modelled', derivation);
    if (request.protocol === 'tcp') return unknown('bytes to a port for HTTP', derivation);
    return route(arrival, servers);
  }
  if (!secure) return lost('reset', [...derivation, 'the port takes TLS only']);
  const server = serverByName(servers, request.host);
  if (server === undefined) return lost('reset', [...derivation, 'no server takes the TLS name']);
  return server.mode === 'https' ? route(arrival, [server]) : connect(arrival, [server]);
}

/** The server with the narrowest pattern for a TLS name; of equals the oldest. */
function serverByName(servers: readonly GatewayServer[], name: string): GatewayServer | undefined {
  let best: { readonly server: GatewayServer; readonly length: number } | undefined;
  for (const server of servers) {
    const length = takesName(server, name);
    if (length !== undefined && length > (best?.length ?? -1)) best = { server, length };
  }
  return best?.server;
}

function route(arrival: Arrival, servers: readonly GatewayServer[]): Outcome {
  const { view, request, derivation } = arrival;
  const header = hostHeader(request);
  const host = lookUpHost(gatewayHosts(view, request.port, servers), header);
  if (host === undefined) {
    return lost('no-route', [...derivation, `no route is bound to a server for ${header}: 404`]);
  }
  return httpOutcome({ ...arrival, host, port: request.port, dialled: () => [] });
}

/** Connections that a gateway passes on: the first rule of any server's routes. */
function connect(arrival: Arrival, servers: readonly GatewayServer[]): Outcome {
  const { view, request, derivation } = arrival;
  const named = request.protocol === 'tls' || request.secure === true ? { sni: request.host } : {};
  for (const server of servers) {
    const configs = view.routes.filter(
      ({ gateways, hosts, namespace }) =>
        gateways.has(server.gateway) && sharedHosts(server, hosts, namespace).length > 0,
    );
    const source = { ...view.source, gateway: server.gateway };
    const connection = { ...arrival, source, port: request.port, configs, dialled: () => [] };
    const full = { ...connection, ...(server.mode === 'tls' ? named : {}) };
    if (findConnectionRule(full) !== undefined) return connectionOutcome(full, '', server.place);
  }
  const reason = 'no rule for connections is bound to the server';
  return lost(servers[0]?.mode === 'tcp' ? 'refused' : 'reset', [...derivation, reason]);
}

function isBound(world: World, server: GatewayServer, caller: GatewayCaller): boolean {
  const { binding } = server;
  const { labels = {} } = caller;
  if (binding.kind === 'labels') {
    return Object.keys(binding.labels).length === 0 || selects(binding.labels, labels);
  }
  const service = world.services.find(
    ({ name, namespace }) => name === binding.name && namespace === binding.namespace,
  );
  return (
    service !== undefined &&
    caller.namespace === service.namespace &&
    service.ports.some(({ number }) => number === server.port) &&
    isSelectedBy(service, labels)
  );
}
