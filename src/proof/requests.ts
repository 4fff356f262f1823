import type { Caller } from '../mesh/caller';
import { covers, intersectHosts, isWildcard } from '../mesh/host-name';
import type { HttpMatch } from '../mesh/http-match';
import { matchesRequest, type MeshRequest } from '../mesh/request';
import { MESH, type RouteConfig } from '../mesh/route-config';
import { matchesString, type StringMatch } from '../mesh/string-match';
import type { World } from '../mesh/world';
import { askedNames, collectAliases } from './asked-names';
import { cellsOf } from './cells';

/** The requests of a caller, one for each class that the routes of some states can tell apart. */
export interface RequestClasses {
  readonly requests: readonly MeshRequest[];
  /** Conditions for which no request was found: what depends on them is not proved. */
  readonly missed: readonly string[];
}

/** One request for each class that any of the worlds routes in a way of its own, for one caller. */
export function requestsOf(
  worlds: readonly World[],
  caller: Caller,
  known = new Map<string, RequestClasses>(),
): RequestClasses {
  const found = new Map<string, MeshRequest>();
  const missed = new Set<string>();
  for (const address of caller.kind === 'gateway' ? gatewayAddresses(worlds) : hosts(worlds)) {
    if (caller.kind === 'outside') {
      if (address.kind === 'service') put(found, { host: address.host, port: address.port });
      continue;
    }
    const { host, port, protocol, secure } = address;
    const base = {
      host,
      port,
      ...(protocol === undefined ? {} : { protocol }),
      ...(secure ? { secure } : {}),
    };
    if (protocol !== undefined) {
      put(found, base);
      continue;
    }
    const name = JSON.stringify(base);
    const classes = known.get(name) ?? classesOf(worlds, base);
    known.set(name, classes);
    for (const text of classes.missed) missed.add(text);
    for (const request of classes.requests) put(found, request);
  }
  const requests = [...found.values()];
  return { requests, missed: [...missed, ...unaskedNames(worlds, caller, requests)] };
}

/** One request for each class that the matches for its host can tell apart. */
function classesOf(worlds: readonly World[], base: MeshRequest): RequestClasses {
  const missed = new Set<string>();
  const matches = matchesOn(worlds, base.host);
  const told = new Map<string, MeshRequest>();
  for (const cell of requestCells(matches, missed)) {
    const request = { ...base, ...cell };
    const truth = matches.map((match) => `${matchesRequest(match, request)}`).join();
    if (!told.has(truth)) told.set(truth, request);
  }
  return { requests: [...told.values()], missed: [...missed] };
}

interface Address {
  readonly kind: 'service' | 'name';
  readonly host: string;
  readonly port: number;
  readonly protocol?: 'tcp' | 'tls';
  readonly secure?: true;
}

/** What a workload can call: every port of every Service, and names that only routes know. */
function hosts(worlds: readonly World[]): readonly Address[] {
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
function gatewayAddresses(worlds: readonly World[]): readonly Address[] {
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

/** Names that routes ask for and no request has: a Service is called by its full name only. */
function unaskedNames(
  worlds: readonly World[],
  caller: Caller,
  requests: readonly MeshRequest[],
): readonly string[] {
  if (caller.kind === 'outside') return [];
  const binds = ({ gateways }: RouteConfig): boolean =>
    [...gateways].some((name) => (name === MESH) === (caller.kind === 'sidecar'));
  const asked = worlds.flatMap(({ routes }) =>
    routes.filter(binds).flatMap(({ http }) => http.flatMap(({ matches }) => [...matches])),
  );
  return asked.flatMap(({ authority }) =>
    authority === undefined || requests.some(({ host }) => matchesString(authority, host) === true)
      ? []
      : [`host ${tellCondition(authority)}`],
  );
}

/** A name that a pattern stands for. */
function nameOf(host: string): string {
  if (host === '*') return 'any.example';
  return isWildcard(host) ? `any${host.slice(1)}` : host;
}

function matchesOn(worlds: readonly World[], host: string): readonly HttpMatch[] {
  const aliases = worlds.flatMap(({ services }) =>
    services.flatMap(({ host: name, alias }) =>
      alias === undefined ? [] : [[name, alias] as const],
    ),
  );
  const names = askedNames(host, collectAliases(aliases));
  const concerns = ({ hosts }: RouteConfig): boolean =>
    hosts.length === 0 || names.some((name) => hosts.some((pattern) => covers(pattern, name)));
  const configs = new Set(worlds.flatMap(({ routes }) => routes.filter(concerns)));
  // the variants of a route mostly have the same matches
  const byText = new Map<string, HttpMatch>();
  for (const { http } of configs) {
    for (const match of http.flatMap(({ matches }) => matches)) byText.set(textOf(match), match);
  }
  return [...byText.values()];
}

/** What a match asks of a request, as one text. */
function textOf({ headers, withoutHeaders, queryParams, ...match }: HttpMatch): string {
  const maps = [headers, withoutHeaders, queryParams].map((map) => [...map]);
  return JSON.stringify([match, maps]);
}

type Part = Pick<MeshRequest, 'path' | 'method' | 'headers'>;

/** Every combination of path, method, query and headers that some match tells from the others. */
function requestCells(matches: readonly HttpMatch[], missed: Set<string>): readonly Part[] {
  const given = <Value>(values: readonly (Value | undefined)[]): readonly Value[] =>
    values.filter((value) => value !== undefined);
  const values = (
    what: string,
    conditions: readonly StringMatch[],
    rest: string,
  ): readonly string[] => {
    if (conditions.length === 0) return [rest];
    const cells = cellsOf(conditions, rest);
    for (const condition of cells.missed) missed.add(`${what} ${tellCondition(condition)}`);
    return cells.values;
  };
  const paths = values('path', given(matches.map(({ uri }) => uri)), '/');
  const methods = values('method', given(matches.map(({ method }) => method)), 'GET');
  let parts: readonly Part[] = paths.flatMap((path) =>
    methods.map((method) => ({ path, ...(method === 'GET' ? {} : { method }) })),
  );
  for (const [name, conditions] of conditionsByName(matches, ({ queryParams }) => [queryParams])) {
    const found = [undefined, ...values(`query ${name}`, conditions, 'zz-any')];
    parts = limit(
      parts.flatMap((part) =>
        found.map((value) =>
          value === undefined ? part : { ...part, path: withQuery(part.path, name, value) },
        ),
      ),
      missed,
    );
  }
  const headerConditions = conditionsByName(matches, (match) => [
    match.headers,
    match.withoutHeaders,
  ]);
  for (const [name, conditions] of headerConditions) {
    const found = [undefined, ...values(`header ${name}`, conditions, 'zz-any')];
    parts = limit(
      parts.flatMap((part) =>
        found.map((value) =>
          value === undefined ? part : { ...part, headers: { ...part.headers, [name]: value } },
        ),
      ),
      missed,
    );
  }
  return parts;
}

/** More classes than this of one host are not asked. */
const MOST = 4096;

function limit(parts: readonly Part[], missed: Set<string>): readonly Part[] {
  if (parts.length <= MOST) return parts;
  missed.add(`more than ${MOST} classes of requests`);
  return parts.slice(0, MOST);
}

function conditionsByName(
  matches: readonly HttpMatch[],
  mapsOf: (match: HttpMatch) => readonly ReadonlyMap<string, StringMatch>[],
): ReadonlyMap<string, readonly StringMatch[]> {
  const byName = new Map<string, StringMatch[]>();
  for (const match of matches) {
    for (const [name, condition] of mapsOf(match).flatMap((map) => [...map])) {
      byName.set(name, [...(byName.get(name) ?? []), condition]);
    }
  }
  return byName;
}

function withQuery(path = '/', name: string, value: string): string {
  const pair = `${encodeURIComponent(name)}=${encodeURIComponent(value)}`;
  return `${path}${path.includes('?') ? '&' : '?'}${pair}`;
}

function tellCondition(condition: StringMatch): string {
  return 'value' in condition ? `${condition.kind} '${condition.value}'` : condition.kind;
}

function put(found: Map<string, MeshRequest>, request: MeshRequest): void {
  found.set(JSON.stringify(request), request);
}
