import { gatewayAddresses, meshAddresses } from './addresses';
import type { Caller } from '../mesh/caller';
import { covers } from '../mesh/host-name';
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
  for (const address of caller.kind === 'gateway'
    ? gatewayAddresses(worlds)
    : meshAddresses(worlds)) {
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
  const names = new Set<string>();
  const narrow = (wide: readonly Part[]): readonly Part[] =>
    limit(distinct(wide, matches, names), missed);
  parts = narrow(parts);
  for (const [name, conditions] of conditionsByName(matches, ({ queryParams }) => [queryParams])) {
    names.add(name);
    const found = [undefined, ...values(`query ${name}`, conditions, 'zz-any')];
    parts = narrow(
      parts.flatMap((part) =>
        found.map((value) =>
          value === undefined ? part : { ...part, path: withQuery(part.path, name, value) },
        ),
      ),
    );
  }
  const headerConditions = conditionsByName(matches, (match) => [
    match.headers,
    match.withoutHeaders,
  ]);
  for (const [name, conditions] of headerConditions) {
    names.add(name);
    const found = [undefined, ...values(`header ${name}`, conditions, 'zz-any')];
    parts = narrow(
      parts.flatMap((part) =>
        found.map((value) =>
          value === undefined ? part : { ...part, headers: { ...part.headers, [name]: value } },
        ),
      ),
    );
  }
  return parts;
}

/** More classes than this of one host are not asked. */
const MOST = 4096;

/**
 * Parts that no match can tell apart by what they have so far are one: a match that fails already fails, and the others ask
 * only for what is still to come.
 */
function distinct(
  parts: readonly Part[],
  matches: readonly HttpMatch[],
  names: ReadonlySet<string>,
): readonly Part[] {
  const only = (map: HttpMatch['headers']): HttpMatch['headers'] =>
    new Map([...map].filter(([name]) => names.has(name)));
  const asked = matches.map(({ authority: _, scheme: __, ...match }) => ({
    ...match,
    headers: only(match.headers),
    withoutHeaders: only(match.withoutHeaders),
    queryParams: only(match.queryParams),
  }));
  const byTruth = new Map<string, Part>();
  for (const part of parts) {
    const request = { host: '', port: 0, ...part };
    const truth = asked.map((match) => `${matchesRequest(match, request)}`).join();
    if (!byTruth.has(truth)) byTruth.set(truth, part);
  }
  return [...byTruth.values()];
}

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
