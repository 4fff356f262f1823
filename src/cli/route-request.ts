import type { Caller } from '../mesh/caller';
import { resolveName } from '../mesh/dial';
import type { GatewayServer } from '../mesh/gateway-server';
import { takesName } from '../mesh/gateway-server';
import { covers, isWildcard } from '../mesh/host-name';
import type { MeshRequest } from '../mesh/request';
import { MESH } from '../mesh/route-config';
import { selects } from '../manifest/labels';
import type { World } from '../mesh/world';
import { CliError } from './cli-error';
import { closest, describeChoices } from './describe-choices';
import { EXIT } from './exit-codes';

/** What is asked of a request, as far as somebody said. */
export interface AskedRequest {
  readonly host?: string;
  readonly port?: number;
  readonly path: string;
  readonly method: string;
  readonly header: Readonly<Record<string, string>>;
}

/** The hosts that make sense for a caller: those with routes, else every Service with pods. */
export function listHosts(world: World, caller: Caller): readonly string[] {
  if (caller.kind === 'gateway') {
    const servers = serversOf(world, caller);
    const names = new Set(servers.map(({ gateway }) => gateway));
    return routedHosts(world, (gateways) => [...names].some((name) => gateways.has(name)));
  }
  const routed = routedHosts(world, (gateways) => gateways.has(MESH));
  const called = routed.filter((host) => world.servicesByHost.has(host));
  if (called.length > 0) return called;
  if (routed.length > 0 && caller.kind === 'sidecar') return routed;
  return world.services.filter(({ selector }) => selector !== undefined).map(({ host }) => host);
}

/**
 * Completes a request to a host by what the state says: the port, and whether a gateway wants TLS.
 * @throws CliError 64 for a host that nothing in the state has
 */
export function requestTo(
  host: string,
  { port, path, method, header }: AskedRequest,
  world: World,
  caller: Caller,
): MeshRequest {
  refuseUnknown(host, world, caller);
  const request = { host, path, method, headers: header };
  if (caller.kind !== 'gateway') return { ...request, port: port ?? portOf(host, world, caller) };
  const servers = serversOf(world, caller).filter(
    (server) => takesName(server, host) !== undefined,
  );
  const ports = [...new Set(servers.map((server) => server.port))];
  const [only] = ports;
  const chosen = port ?? (only !== undefined && ports.length === 1 ? only : 80);
  const mode = servers.find((server) => server.port === chosen)?.mode;
  return {
    ...request,
    port: chosen,
    ...(mode === 'https' ? { secure: true } : {}),
    ...(mode === 'tls' || mode === 'tcp' ? { protocol: mode } : {}),
  };
}

/** The servers that a gateway workload opens. */
function serversOf(
  world: World,
  { namespace, labels = {} }: Extract<Caller, { readonly kind: 'gateway' }>,
): readonly GatewayServer[] {
  return world.servers.filter(({ binding }) => {
    if (binding.kind === 'service') return binding.namespace === namespace;
    return Object.keys(binding.labels).length === 0 || selects(binding.labels, labels);
  });
}

function routedHosts(
  world: World,
  isBound: (gateways: ReadonlySet<string>) => boolean,
): readonly string[] {
  const hosts = world.routes
    .filter(({ gateways }) => isBound(gateways))
    .flatMap((route) => route.hosts);
  return [...new Set(hosts)].filter((host) => !isWildcard(host));
}

/** A Service with a single port is called there; all others on 80. */
function portOf(host: string, world: World, caller: Caller): number {
  const ports = resolveName(world, caller, host)?.ports ?? [];
  const [only] = ports;
  return only !== undefined && ports.length === 1 ? only.number : 80;
}

function refuseUnknown(host: string, world: World, caller: Caller): void {
  if (/^[\d.]+$|:/.test(host) || resolveName(world, caller, host) !== undefined) return;
  const patterns = [
    ...world.routes.flatMap(({ hosts }) => hosts),
    ...world.servers.flatMap(({ hosts }) => hosts.map((server) => server.host)),
  ];
  if (patterns.some((pattern) => pattern !== '*' && covers(pattern, host))) return;
  const known = [...new Set([...listHosts(world, caller), ...patterns])].filter(
    (pattern) => pattern !== '*',
  );
  // a short name means something only to a caller in the Service's own namespace
  const named = world.services.find(({ name }) => name === host);
  const spellings = world.services.map(({ name, namespace }) => `${name}.${namespace}`);
  const best =
    named === undefined ? closest(host, [...spellings, ...known]) : `${host}.${named.namespace}`;
  const hint = best === undefined ? '' : `; did you mean '${best}'?`;
  const choices = describeChoices('', known);
  throw new CliError(EXIT.usage, `nothing here has the host '${host}'; ${choices}${hint}`);
}
