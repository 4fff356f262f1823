import { equalJson } from '../manifest/equal';
import type { JsonObject } from '../manifest/manifest';
import type { BaseRoute, TrackHeaders } from '../plan/router';
import type { HeaderMatch, HeaderRoute } from '../plan/step';
import type { Tracks } from './phase';

/** Where a track is reached: a host, and a subset in layout `subsets`. */
export interface TrackHost {
  readonly host: string;
  readonly subset?: string;
}

/** What the routes of a state depend on. */
export interface Split {
  /** Percent of the requests that the canary answers. */
  readonly weight: number;
  readonly headerRoutes: readonly HeaderRoute[];
  /** Percent of the requests that the canary gets a copy of. */
  readonly mirror: number;
}

/** What the routes of an application have in common over all its states. */
export interface RouteTarget {
  readonly hosts: Tracks<TrackHost>;
  readonly trackHeaders?: TrackHeaders | undefined;
  /** Ports of the application's Service, at least one. */
  readonly ports: readonly number[];
  /** In the mesh a route exists for each port that is called; a gateway's listener is another port. */
  readonly audience: 'mesh' | 'external';
}

/**
 * The routes of a VirtualService. Each base route of the application gets both tracks with explicit
 * weights that add up to 100, and before it a copy for each header route; other routes stay.
 */
export function buildRoutes(
  routes: readonly BaseRoute[],
  target: RouteTarget,
  split: Split,
): readonly JsonObject[] {
  return routes.flatMap((route) => {
    const { servicePort, ...rest } = route as BaseRoute & JsonObject;
    if (!isOfApplication(route)) return [rest];
    return portsOf(servicePort, target).flatMap((port) => routesToPort(rest, port, target, split));
  });
}

/** Whether the compiler fills in a base route's destinations. */
export function isOfApplication(route: BaseRoute): boolean {
  return !(route.redirect ?? route.directResponse ?? route.delegate ?? route.route);
}

function portsOf(servicePort: number | undefined, target: RouteTarget): readonly number[] {
  if (servicePort !== undefined) return [servicePort];
  return target.audience === 'mesh' ? target.ports : target.ports.slice(0, 1);
}

function routesToPort(
  route: JsonObject,
  port: number,
  target: RouteTarget,
  split: Split,
): readonly JsonObject[] {
  const byPort = target.audience === 'mesh' && target.ports.length > 1;
  const matches = byPort ? matchesOnPort(matchesOf(route), port) : matchesOf(route);
  if (byPort && matches.length === 0) return [];
  const named =
    byPort && typeof route['name'] === 'string' ? { name: `${route['name']}-${port}` } : {};
  const base = { ...route, ...named, ...(matches.length > 0 ? { match: matches } : {}) };
  const copies = split.headerRoutes.flatMap((headerRoute) => {
    const match = withHeaders(matches, headerRoute.match ?? []);
    // an empty list would match every request
    if (match.length === 0) return [];
    const name =
      typeof base.name === 'string' ? { name: `${base.name}-header-${headerRoute.name}` } : {};
    return [{ ...base, ...name, match, route: destinations(target, port, 100) }];
  });
  return [
    ...copies,
    { ...base, route: destinations(target, port, split.weight), ...mirror(target, port, split) },
  ];
}

function matchesOf(route: JsonObject): readonly JsonObject[] {
  return (route['match'] as readonly JsonObject[] | undefined) ?? [];
}

function matchesOnPort(matches: readonly JsonObject[], port: number): readonly JsonObject[] {
  if (matches.length === 0) return [{ port }];
  return matches
    .filter((match) => match['port'] === undefined || match['port'] === port)
    .map((match) => ({ ...match, port }));
}

/**
 * Matches that ask for one of the headers as well. Where a match already asks something else of the
 * same header, Istio has no way to ask for both: such a request stays with the weights, for a copy
 * that asked for less would take requests that belong to other routes.
 */
function withHeaders(
  matches: readonly JsonObject[],
  headers: readonly HeaderMatch[],
): readonly JsonObject[] {
  const bases = matches.length > 0 ? matches : [{}];
  return bases.flatMap((base) =>
    headers.flatMap(({ headerName, headerValue }) => {
      const asked = (base['headers'] ?? {}) as JsonObject;
      // Istio wants header names in lower case (VirtualService, HTTPMatchRequest.headers)
      const name = headerName.toLowerCase();
      const value = { ...headerValue };
      const before = Object.entries(asked).find(([field]) => field.toLowerCase() === name);
      if (before !== undefined && !equalJson(before[1], value)) return [];
      return [{ ...base, headers: before === undefined ? { ...asked, [name]: value } : asked }];
    }),
  );
}

function destinations(target: RouteTarget, port: number, weight: number): readonly JsonObject[] {
  return (['primary', 'canary'] as const).map((track) => {
    const headers = target.trackHeaders?.[track];
    return {
      destination: { ...target.hosts[track], port: { number: port } },
      ...(headers === undefined ? {} : { headers: { request: { set: { ...headers } } } }),
      weight: track === 'canary' ? weight : 100 - weight,
    };
  });
}

function mirror(target: RouteTarget, port: number, split: Split): JsonObject {
  if (split.mirror === 0) return {};
  return {
    mirror: { ...target.hosts.canary, port: { number: port } },
    mirrorPercentage: { value: split.mirror },
  };
}
