import { covers, intersectHosts, isWildcard } from '../mesh/host-name';
import { MESH, type RouteConfig } from '../mesh/route-config';
import type { World } from '../mesh/world';
import { cellsOf } from './cells';

/** Something that can be called: a port under a name. */
export interface Address {
  readonly kind: 'service' | 'name';
  readonly host: string;
  readonly port: number;
  readonly protocol?: 'tcp' | 'tls';
  readonly secure?: true;
}

/** What a workload can call: every port of every Service, and names that only routes know. */
export function meshAddresses(worlds: readonly World[]): readonly Address[] {
  const found = new Map<string, Address>();
  for (const { services, routes } of worlds) {
    for (const { host, ports } of services) {
      for (const { number, protocol } of ports) {
        if (protocol === 'udp') continue;
        const raw = protocol === 'tcp' || protocol === 'tls' ? { protocol } : {};
        found.set(`${host}:${number}`, {
          kind: 'service',
          host: nameOf(host),
          port: number,
          ...raw,
        });
      }
    }
    const known = new Set(services.map(({ host }) => host));
    for (const config of routes) {
      if (!config.gateways.has(MESH)) continue;
      for (const host of config.hosts) {
        if (known.has(host) || host === '*') continue;
        if (isWildcard(host) && [...known].some((name) => covers(host, name))) continue;
        for (const name of namesOf(host, config)) {
          found.set(`${name}:80`, { kind: 'name', host: name, port: 80 });
        }
      }
    }
  }
  return [...found.values()];
}

/** What a gateway can be asked for: every port of every server, under every host that routes are bound to it for. */
export function gatewayAddresses(worlds: readonly World[]): readonly Address[] {
  const found = new Map<string, Address>();
  for (const { servers, routes } of worlds) {
    for (const { gateway, port, mode, hosts: served } of servers) {
      const bound = routes.filter(({ gateways }) => gateways.has(gateway));
      for (const config of bound) {
        const shared = config.hosts.flatMap((pattern) =>
          served.flatMap((own) => intersectHosts(own.host, pattern) ?? []),
        );
        for (const host of shared.flatMap((pattern) => namesOf(pattern, config))) {
          const raw = mode === 'tcp' || mode === 'tls' ? { protocol: mode } : {};
          const secure = mode === 'https' ? { secure: true as const } : {};
          found.set(`${mode} ${host}:${port}`, { kind: 'name', host, port, ...raw, ...secure });
        }
      }
    }
  }
  return [...found.values()];
}

/** Names that a pattern stands for: any, and those that routes for it ask for. */
function namesOf(pattern: string, { http }: RouteConfig): readonly string[] {
  if (!isWildcard(pattern)) return [pattern];
  const asked = http.flatMap(({ matches }) => matches.flatMap(({ authority }) => authority ?? []));
  const values = asked.flatMap((authority) => cellsOf([authority], nameOf(pattern)).values);
  return [nameOf(pattern), ...values.filter((value) => covers(pattern, value))];
}

/** A name that a pattern stands for. */
function nameOf(host: string): string {
  if (host === '*') return 'any.example';
  return isWildcard(host) ? `any${host.slice(1)}` : host;
}
