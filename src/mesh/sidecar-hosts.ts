import { bindRules, type BoundRule } from './bind-rules';
import { covers, isWildcard, mostSpecific } from './host-name';
import { buildHostTable, type HostTable, type VirtualHost } from './host-table';
import { ANY_REQUEST } from './http-match';
import { placeIn } from './place';
import type { RegistryService } from './registry';
import { MESH, type RouteConfig } from './route-config';
import type { View } from './view';

interface Entry {
  readonly domains: readonly string[];
  readonly host: VirtualHost;
}

/** The virtual hosts of a sidecar for one port. After Istio, pilot/pkg/networking/core/httproute.go and route/route.go. */
export function sidecarHosts(view: View, port: number): HostTable {
  const known = view.tables.get(`${port}`);
  if (known !== undefined) return known;
  const table = buildHostTable(listHosts(view, port));
  view.tables.set(`${port}`, table);
  return table;
}

function listHosts(view: View, port: number): readonly Entry[] {
  const onPort = new Map(
    view.services
      .filter(({ kind, ports }) => kind !== 'external-name' && ports.some((p) => p.number === port))
      .map((service) => [service.host, service]),
  );
  const owners = ownersOfHosts(view);
  const entries: Entry[] = [];
  const routed = new Set<string>();
  for (const config of view.routes) {
    if (!config.gateways.has(MESH)) continue;
    const rules = bindRules(config, port, view.source);
    if (rules.length === 0) continue;
    const { hosts, services } = separate(config, onPort, owners);
    const http = services.filter((service) => isHttpOn(service, port));
    // Names outside the registry are bound on port 80 alone, unless the object has a Service on the port.
    if (http.length === 0 && port !== 80) continue;
    entries.push(...hosts.map((name) => ({ domains: [name], host: hostOf(name, rules) })));
    for (const service of http) {
      routed.add(service.host);
      entries.push({ domains: domainsOf(service, view), host: hostOf(service.host, rules) });
    }
  }
  for (const service of onPort.values()) {
    if (routed.has(service.host) || !isHttpOn(service, port)) continue;
    const rules = [defaultRule(service, port)];
    entries.push({ domains: domainsOf(service, view), host: hostOf(service.host, rules) });
  }
  return entries;
}

/** Which config each Service belongs to: the first with its name, else the first with the longest wildcard. */
function ownersOfHosts(view: View): ReadonlyMap<string, RouteConfig> {
  const first = new Map<string, RouteConfig>();
  for (const config of view.routes) {
    if (!config.gateways.has(MESH)) continue;
    for (const host of config.hosts) if (!first.has(host)) first.set(host, config);
  }
  return first;
}

function separate(
  config: RouteConfig,
  onPort: ReadonlyMap<string, RegistryService>,
  owners: ReadonlyMap<string, RouteConfig>,
): { readonly hosts: readonly string[]; readonly services: readonly RegistryService[] } {
  const hosts: string[] = [];
  const services: RegistryService[] = [];
  for (const host of config.hosts) {
    const own = onPort.get(host);
    if (own !== undefined) services.push(own);
    else if (!isWildcard(host)) hosts.push(host);
    else {
      const meant = [...onPort.values()].filter((service) => covers(host, service.host));
      if (meant.length === 0) hosts.push(host);
      services.push(...meant.filter((service) => mostSpecific(owners, service.host) === config));
    }
  }
  return { hosts, services };
}

function isHttpOn(service: RegistryService, port: number): boolean {
  const found = service.ports.find(({ number }) => number === port);
  return found?.protocol === 'http' || found?.protocol === 'auto';
}

function hostOf(name: string, rules: readonly BoundRule[]): VirtualHost {
  return { name, rules, httpsRedirect: false };
}

/** A Service without routes of its own: everything goes to all its pods. */
function defaultRule(service: RegistryService, port: number): BoundRule {
  const place = placeIn(service.origin, '');
  const target = { host: service.host, subset: '', port, weight: 1, place };
  const rule = { place, name: 'default', matches: [], mirrors: [] };
  const config = { ...DEFAULTS, place, namespace: service.namespace };
  return {
    match: ANY_REQUEST,
    rule: { ...rule, action: { kind: 'split', targets: [target] } },
    config,
  };
}

const DEFAULTS = {
  hosts: [],
  gateways: new Set<string>(),
  visibility: { everyone: true, namespaces: new Set<string>() },
  dialect: 'istio' as const,
  http: [],
  tcp: [],
  tls: [],
};

/** The names under which a sidecar calls a Service, those of ExternalName Services that stand for it included. */
function domainsOf(service: RegistryService, view: View): readonly string[] {
  const aliases = view.services.filter(({ alias }) => alias === service.host);
  const names = [service, ...aliases].flatMap((named) => namesOf(named, view.source.namespace));
  const pods = service.kind === 'headless' ? names.map((name) => `*.${name}`) : [];
  return [...names, ...pods, ...(service.address === undefined ? [] : [service.address])];
}

function namesOf(service: RegistryService, namespace: string): readonly string[] {
  const { kind, host, name, namespace: own } = service;
  if (kind === 'entry') return [host];
  const short = own === namespace ? [name] : [];
  return [host, ...short, `${name}.${own}`, `${name}.${own}.svc`];
}
