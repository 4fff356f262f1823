import { complain, complainOf } from './complain';
import { portNumbersOf } from './port-spots';
import { isRecord, read } from './record';
import { baseRouteLists, isOwnRoute } from './route-spots';
import type { Occurrence, PlanContext, PlanRule } from './rule';
import { field, fields, isGiven, items, planSpot, type Spot } from './spot';

/** Rules on base routes. */
export const baseRouteRules: readonly PlanRule[] = [
  {
    id: 'base-route-invalid',
    severity: 'error',
    title: 'base routes are a list of routes with lists of conditions',
    why: 'The compiler copies base routes for header routes and adds the destinations. Without any route, or with one of another form, Istio refuses the VirtualService or answers 404.',
    fix: "write http: [{ match: [{ uri: { prefix: '/api' } }], timeout: '5s' }, {}], or leave it out",
    find: ({ input }) => [
      ...findNoMesh(field(planSpot(input), 'router', 'mesh')),
      ...baseRouteLists(planSpot(input)).flatMap(findBadList),
    ],
  },
  {
    id: 'route-unreachable',
    severity: 'warning',
    title: 'no base route comes after one that matches everything',
    why: 'The first route that matches wins, so a route after one that matches everything never answers. Users get the fields of the other route, for example its timeout.',
    fix: 'move the route without conditions to the end',
    find: (context) => {
      const [external, mesh] = baseRouteLists(planSpot(context.input));
      const ports = portNumbersOf(context);
      // in the mesh a route leads to the port that was called: it closes no other port
      return [...findUnreachable(external, []), ...findUnreachable(mesh, ports)];
    },
  },
  {
    id: 'route-port-unknown',
    severity: 'error',
    title: "base routes name ports of the application's Service",
    why: 'A route to a port that the Service does not have has no endpoints: its users get 503.',
    fix: 'use a port number of the Service, not of the container',
    find: (context) => findUnknownPorts(context),
  },
];

function findNoMesh(mesh: Spot): readonly Occurrence[] {
  if (!isGiven(mesh)) return [];
  if (!isRecord(mesh.value)) return [complain(mesh, 'not base routes of the mesh')];
  return isGiven(field(mesh, 'http')) ? [] : [complain(field(mesh, 'http'), 'no base routes')];
}

function findBadList(list: Spot): readonly Occurrence[] {
  if (!isGiven(list)) return [];
  const routes = items(list);
  if (routes.length === 0) return [complain(list, 'not a list of at least one route')];
  return routes.flatMap((route) => {
    if (!isRecord(route.value)) return [complain(route, 'not a route')];
    const match = field(route, 'match');
    if (!isGiven(match)) return [];
    if (!Array.isArray(match.value)) return [complain(match, 'not a list of conditions')];
    return items(match).flatMap((one) => {
      if (!isRecord(one.value)) return [complain(one, 'not a condition')];
      const headers = field(one, 'headers');
      if (!isGiven(headers) || isRecord(headers.value)) return [];
      return [complain(headers, 'not conditions on headers')];
    });
  });
}

function findUnreachable(list: Spot, ports: readonly number[]): readonly Occurrence[] {
  const closed = new Map<unknown, string>();
  return items(list).flatMap((route) => {
    const port =
      ports.length > 1 && isOwnRoute(route) ? read(route.value, 'servicePort') : undefined;
    const by = closed.get(undefined) ?? closed.get(port);
    if (matchesEverything(route) && by === undefined) closed.set(port, route.path);
    return by === undefined
      ? []
      : [complainOf(route, `never answers, because ${by} matches everything`)];
  });
}

function matchesEverything(route: Spot): boolean {
  const matches = items(field(route, 'match'));
  return matches.length === 0 || matches.some(isCatchAll);
}

/** Istio's own notion (route.go, isCatchAllMatch): no condition but a path that every request has. */
function isCatchAll(match: Spot): boolean {
  return fields(match).every(({ key, value }) => {
    if (key === 'uri') return read(value, 'prefix') === '/' || read(value, 'regex') === '.*';
    return key === 'name' || key === 'statPrefix' || key === 'ignoreUriCase';
  });
}

function findUnknownPorts(context: PlanContext): readonly Occurrence[] {
  const ports: readonly unknown[] = portNumbersOf(context);
  const [external, mesh] = baseRouteLists(planSpot(context.input));
  const listeners = listenerPorts(read(context.input, 'router', 'gateway'));
  const ofMatches = (routes: Spot): readonly Spot[] =>
    items(routes)
      .flatMap((route) => items(field(route, 'match')))
      .map((match) => field(match, 'port'))
      .filter(isGiven);
  const own = [...items(external), ...items(mesh)]
    .map((route) => field(route, 'servicePort'))
    .filter(isGiven);
  const unknown = (spots: readonly Spot[], known: readonly unknown[], of: string) =>
    spots
      .filter(({ value }) => !known.includes(value))
      .map((spot) =>
        complain(spot, `not a port of ${of}`, { allowed: known.join(', ') || 'none' }),
      );
  return [
    ...(ports.length === 0 ? [] : unknown([...own, ...ofMatches(mesh)], ports, 'the Service')),
    ...(listeners === undefined
      ? []
      : unknown(ofMatches(external), listeners, 'the Gateway').map((occurrence) => ({
          ...occurrence,
          fix: 'at a gateway `match.port` is the port of the Gateway',
        }))),
  ];
}

/** Ports that a Gateway of the release listens on; undefined for one that exists. */
function listenerPorts(gateway: unknown): readonly unknown[] | undefined {
  if (!isRecord(gateway)) return undefined;
  const plain = read(gateway, 'tls', 'plainHttp') === 'closed' ? [] : [gateway['port'] ?? 80];
  return gateway['tls'] === undefined ? plain : [...plain, 443];
}
