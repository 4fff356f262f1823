import { covers, isWildcard } from '../../mesh/host-name';
import { sharedHosts } from '../../mesh/gateway-server';
import { MESH, type RouteConfig } from '../../mesh/route-config';
import { isVisible } from '../../mesh/visibility';
import type { Breach, CheckRule } from '../rule';
import type { CheckState } from '../state';
import { joinWords, tellClasses } from './caller-classes';
import { holderOf } from './holders';
import { isKnownNamespace, meantHost } from './known-namespaces';
import { partsOf, type Part } from './parts';
import { answersOf } from './probes';
import { workloadsOf } from './workload-index';

/** Rules on which hosts, gateways and callers a VirtualService binds. */
export const bindingRules: readonly CheckRule[] = [
  {
    id: 'virtual-service-host-unknown',
    area: 'traffic',
    severity: 'error',
    title: 'a VirtualService of the mesh has the full name of a Service as host',
    why: 'Istio completes a name without a dot, and takes any other as it is. `api.shop` matches no Service: callers that say the full name skip the routes and reach all ready pods.',
    fix: "write the full name: 'api.shop.svc.cluster.local'",
    find: (state) => overConfigs(state, findUnknownHosts),
  },
  {
    id: 'gateway-missing',
    area: 'traffic',
    severity: 'error',
    title: 'every gateway that a VirtualService names exists',
    why: "A gateway without namespace is looked for in the VirtualService's own. If there is none, the routes are bound to nobody, and requests from outside get 404.",
    fix: "write 'namespace/name' of the Gateway object",
    find: (state) => overConfigs(state, findMissingGateways),
  },
  {
    id: 'host-not-on-gateway',
    area: 'traffic',
    severity: 'error',
    title: 'the gateways of a VirtualService serve its hosts',
    why: 'A gateway answers 404 for a host that no server of it lists, whatever the VirtualService says.',
    fix: "add the host to the Gateway's servers, or name the gateway that has it",
    find: (state) => overConfigs(state, findUnservedHosts),
  },
  {
    id: 'routes-hidden-from-gateway',
    area: 'traffic',
    severity: 'error',
    title: "a VirtualService is exported to the namespace of its gateway's workload",
    why: 'What a gateway sees is decided by the namespace that its pods run in, not by that of the Gateway object. A VirtualService that is exported to `.` alone does not exist for a gateway in another namespace: requests get 404.',
    fix: "add the namespace of the gateway's pods to `exportTo`",
    find: (state) => overConfigs(state, findHiddenRoutes),
  },
  {
    id: 'virtual-service-not-on-gateway',
    area: 'traffic',
    severity: 'error',
    title: 'a VirtualService on an external host is bound to the gateway that serves the host',
    why: 'Without the gateway in `gateways`, routes are for the mesh only: requests that arrive at the gateway get 404.',
    fix: 'add the Gateway to `gateways`',
    find: (state) => overConfigs(state, findUnboundHosts),
  },
  {
    id: 'mesh-host-without-default-route',
    area: 'traffic',
    severity: 'warning',
    title: 'a VirtualService on a Service takes every request of the mesh',
    why: 'A VirtualService replaces the default route of its Service. Requests that no match takes get 404, although the Service could answer them.',
    fix: 'end the list with a rule without a match',
    find: (state) => overConfigs(state, findNoDefault),
  },
];

function overConfigs(
  state: CheckState,
  find: (part: Part, config: RouteConfig) => readonly Omit<Breach, 'manifest'>[],
): readonly Breach[] {
  return partsOf(state)
    .filter(({ isRouted }) => isRouted)
    .flatMap((part) =>
      part
        .world()
        .routes.filter(({ dialect }) => dialect === 'istio')
        .flatMap((config) => {
          const manifest = part.manifestAt(config.place);
          if (manifest === undefined) return [];
          return find(part, config).map((breach) => ({ manifest, ...breach }));
        }),
    );
}

type Found = Omit<Breach, 'manifest'>;

function findUnknownHosts(part: Part, config: RouteConfig): readonly Found[] {
  if (!config.gateways.has(MESH)) return [];
  return config.hosts.flatMap((host, index) => {
    const meant = isWildcard(host) ? undefined : meantHost(part.state, host);
    if (meant === undefined || part.world().servicesByHost.has(host)) return [];
    const message = `binds only callers that send exactly '${host}'; those that call ${meant} skip it`;
    return [{ path: `spec.hosts[${index}]`, given: host, message, fix: `write '${meant}'` }];
  });
}

function findMissingGateways(part: Part, config: RouteConfig): readonly Found[] {
  const known = new Set(
    part.state
      .ofKind('networking.istio.io/Gateway')
      .map(({ metadata: { name, namespace = '' } }) => `${namespace}/${name}`),
  );
  return [...config.gateways].flatMap((gateway, index): readonly Found[] => {
    if (gateway === MESH || known.has(gateway)) return [];
    const place = { path: `spec.gateways[${index}]`, given: gateway, code: 'IST0101' };
    const [namespace = ''] = gateway.split('/');
    const elsewhere = [...known].find((name) => name.endsWith(gateway.slice(namespace.length)));
    const own = namespace === config.namespace || isKnownNamespace(part.state, namespace);
    if (!own && known.size === 0) {
      const message = `Gateway ${gateway} is not in the files given; without it these routes are bound to nobody there`;
      return [{ ...place, message, severity: 'info' }];
    }
    const message = `there is no Gateway ${gateway}: requests for ${joinWords(config.hosts)} get 404 there`;
    const fix = elsewhere === undefined ? {} : { fix: `write '${elsewhere}'` };
    const likely = namespace === config.namespace ? {} : { severity: 'warning' as const };
    return [{ ...place, message, ...likely, ...fix }];
  });
}

/** External hosts that none of the named gateways has. A Service's own name is for the mesh. */
function findUnservedHosts(part: Part, config: RouteConfig): readonly Found[] {
  const servers = part.world().servers.filter(({ gateway }) => config.gateways.has(gateway));
  const named = [...config.gateways].filter((gateway) => gateway !== MESH);
  const complete = named.every((name) => servers.some(({ gateway }) => gateway === name));
  if (named.length === 0 || !complete) return [];
  return config.hosts.flatMap((host, index) => {
    const served = servers.some(
      (server) => sharedHosts(server, [host], config.namespace).length > 0,
    );
    if (served || isInternal(part, host)) return [];
    const allowed = [...new Set(servers.flatMap(({ hosts }) => hosts.map((item) => item.host)))];
    const none = config.hosts.every(
      (item) => !servers.some((server) => sharedHosts(server, [item], config.namespace).length > 0),
    );
    return [
      {
        path: `spec.hosts[${index}]`,
        given: host,
        allowed: allowed.join(', '),
        message: `no server of ${joinWords(named)} has ${host}: requests for it get 404`,
        ...(none ? { code: 'IST0132' } : {}),
      },
    ];
  });
}

function findHiddenRoutes(part: Part, config: RouteConfig): readonly Found[] {
  const hidden = answersOf(part).filter(
    ({ by, asked, config: of }) =>
      of === config && by !== MESH && !isVisible(config.visibility, asked.caller.namespace ?? ''),
  );
  const [first] = hidden;
  if (first === undefined) return [];
  const { caller } = first.asked;
  const { namespace = '' } = caller;
  const who = tellClasses(hidden.map(({ asked }) => asked));
  const message = `not exported to ${namespace}: ${who} answers 404 for ${joinWords([...new Set(hidden.map(({ host }) => host))])}`;
  // where the pods of the gateway are not in the files, their namespace is a guess
  const seen = workloadsOf(part.state).isPopulated(namespace);
  return [{ path: 'spec.exportTo', message, ...(seen ? {} : { severity: 'warning' as const }) }];
}

function isInternal(part: Part, host: string): boolean {
  return part.world().servicesByHost.has(host) || host.endsWith('.local') || host.endsWith('.svc');
}

/** External hosts for the mesh alone, although a Gateway serves them and no other route does. */
function findUnboundHosts(part: Part, config: RouteConfig): readonly Found[] {
  if (!config.gateways.has(MESH) || config.gateways.size > 1) return [];
  return config.hosts.flatMap((host, index) => {
    if (isInternal(part, host) || isWildcard(host)) return [];
    const serving = gatewaysWith(part.state, host);
    const [gateway] = serving;
    const routed = part
      .world()
      .routes.some(
        (other) =>
          other !== config &&
          [...other.gateways].some((name) => name !== MESH) &&
          other.hosts.some((pattern) => covers(pattern, host)),
      );
    if (gateway === undefined || routed) return [];
    const message = `${gateway} serves ${host}, but these routes are bound to the mesh only: requests from outside get 404`;
    return [{ path: 'spec.gateways', given: config.hosts[index] ?? '', message }];
  });
}

/** The Gateways that list a host by name. */
function gatewaysWith(state: CheckState, host: string): readonly string[] {
  return state
    .ofKind('networking.istio.io/Gateway')
    .filter((gateway) => JSON.stringify(gateway['spec'] ?? {}).includes(`"${host}"`))
    .map(({ metadata: { name, namespace = '' } }) => `Gateway ${namespace}/${name}`);
}

function findNoDefault(part: Part, config: RouteConfig): readonly Found[] {
  const lost = answersOf(part).filter(
    (answer) =>
      answer.config === config &&
      answer.by === MESH &&
      answer.rule === undefined &&
      answer.outcome.kind === 'no-route' &&
      [config, undefined].includes(holderOf(part, answer)) &&
      part.world().servicesByHost.has(answer.request.host),
  );
  const [first] = lost;
  if (first === undefined) return [];
  const who = tellClasses(lost.map(({ asked }) => asked));
  const message = `requests of ${who} for ${first.request.host} that no match takes get 404`;
  return [{ path: 'spec.http', message }];
}
