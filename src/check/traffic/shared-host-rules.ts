import { isWildcard } from '../../mesh/host-name';
import { isCatchAll } from '../../mesh/http-match';
import { outcome as outcomeOf } from '../../mesh/outcome';
import { matchesRequest } from '../../mesh/request';
import { MESH, type RouteConfig } from '../../mesh/route-config';
import type { Breach, CheckRule } from '../rule';
import type { CheckState } from '../state';
import { tellClasses, type CallerClass } from './caller-classes';
import { holderOf } from './holders';
import { partsOf, type Part } from './parts';
import { answersOf, isAnsweredBy, type Answer } from './probes';
import { tellAnswerers } from './tell-shares';

/** Rules on VirtualServices that share a host: which of them answers does not depend on their age. */
export const sharedHostRules: readonly CheckRule[] = [
  {
    id: 'virtual-service-ignored',
    area: 'traffic',
    severity: 'error',
    title: 'one VirtualService binds a host for the callers of the mesh',
    why: 'Sidecars take the oldest VirtualService of a host and ignore the others: nothing is merged. Deleting and creating one again changes which of them answers.',
    fix: 'put all rules for the host into one VirtualService',
    find: (state) => overParts(state, findIgnored),
  },
  {
    id: 'shared-host-overlap',
    area: 'traffic',
    severity: 'warning',
    title: 'VirtualServices that share a host at a gateway ask for different requests',
    why: 'A gateway puts the rules of all VirtualServices of a host one after the other, in an order that Istio does not define: the older one first, today. A request that two of them take is answered by either.',
    fix: 'give them path prefixes of which none begins with another, or put the rules into one VirtualService',
    find: (state) => overParts(state, findOverlaps),
  },
  {
    id: 'shared-host-404-in-mesh',
    area: 'traffic',
    severity: 'error',
    title: "a VirtualService that binds the mesh to a shared host answers all of the host's paths",
    why: 'At a gateway the rules of several VirtualServices are joined, at a sidecar they are not: the one that binds the mesh answers alone, and the paths of the others get 404 there.',
    fix: 'bind the shared host to the gateway only, in a VirtualService of its own, and give the mesh one on the name of the Service',
    find: (state) => overParts(state, findMesh404),
  },
];

function overParts(state: CheckState, find: (part: Part) => readonly Breach[]): readonly Breach[] {
  return partsOf(state)
    .filter(({ isRouted }) => isRouted)
    .filter((part) => part.manifests.filter(({ kind }) => kind === 'VirtualService').length > 1)
    .flatMap(find);
}

/** A config that none of its callers in the mesh gets for a host, because another one holds it. */
function findIgnored(part: Part): readonly Breach[] {
  return part.world().routes.flatMap((config) => {
    const manifest = part.manifestAt(config.place);
    if (config.dialect !== 'istio' || !config.gateways.has(MESH) || manifest === undefined)
      return [];
    const answers = answersOf(part).filter(
      (answer) => answer.config === config && answer.by === MESH,
    );
    return config.hosts.flatMap((host) => {
      const asked = answers.filter((answer) => answer.host === host && !isWildcard(host));
      const holders = asked.map((answer) => holderOf(part, answer));
      const owner = holders.find((holder) => holder !== undefined && holder !== config);
      const first = asked[holders.indexOf(owner)];
      if (owner === undefined || first === undefined || holders.includes(config)) return [];
      const who = tellClasses(asked.map((answer) => answer.asked));
      const message = `${who} get ${host} from ${owner.place.object}, which comes first: ${tellAnswerers(first.outcome)}`;
      const path = pathOfHost(config, host);
      return [{ manifest, path, given: host, message, code: 'IST0109' }];
    });
  });
}

function pathOfHost({ hosts }: RouteConfig, host: string): string {
  return `spec.hosts[${Math.max(hosts.indexOf(host), 0)}]`;
}

/** Requests that rules of two configs take at one gateway. What only asks for more than a catch-all is in order. */
function findOverlaps(part: Part): readonly Breach[] {
  const told = new Set<string>();
  const answers = answersOf(part).filter(
    ({ by, rule, config }) => by !== MESH && rule !== undefined && config.dialect === 'istio',
  );
  return answers.flatMap((answer) => {
    const { config, rule, request } = answer;
    if (rule === undefined) return [];
    return part.world().routes.flatMap((other) => {
      if (other === config || !shareHost(config, other, answer)) return [];
      const rival = other.http.find(({ place, matches }) => {
        if (place.object === rule.place.object) return false;
        return (
          matches.length === 0 || matches.some((match) => matchesRequest(match, request) === true)
        );
      });
      const manifest = part.manifestAt(rule.place);
      if (rival === undefined || manifest === undefined) return [];
      const open = takesEverything(rival);
      if (open !== takesEverything(rule)) return [];
      const key = [rule.place, rival.place]
        .map(({ object }) => object)
        .sort()
        .join();
      if (told.has(key)) return [];
      told.add(key);
      const winner = isAnsweredBy(answer, rule) ? rule.place.object : rival.place.object;
      const path = request.path ?? '/';
      const message = `${rival.place.object} (${rival.place.path}) takes ${answer.request.host}${path} too; ${winner} answers because it is older, or comes first by name`;
      return [
        {
          manifest,
          path: rule.place.path,
          message,
          ...(open ? { severity: 'error' as const } : {}),
        },
      ];
    });
  });
}

function shareHost(one: RouteConfig, other: RouteConfig, { by, host }: Answer): boolean {
  return (
    other.dialect === 'istio' &&
    other.gateways.has(by) &&
    other.hosts.includes(host) &&
    one.hosts.includes(host)
  );
}

function takesEverything({ matches }: RouteConfig['http'][number]): boolean {
  return matches.length === 0 || matches.some(isCatchAll);
}

/** Requests that a gateway answers by one config, and a sidecar by the 404 of another. */
function findMesh404(part: Part): readonly Breach[] {
  const { routes } = part.world();
  const told = new Set<string>();
  return answersOf(part).flatMap((answer) => {
    const { rule, config, host, by, outcome } = answer;
    if (by === MESH || rule === undefined || outcome.kind === 'no-route') return [];
    const holder = routes.find(
      (other) =>
        other !== config &&
        other.gateways.has(MESH) &&
        other.hosts.includes(host) &&
        other.dialect === 'istio',
    );
    // a config that binds the mesh itself is told as ignored
    if (holder === undefined || config.gateways.has(MESH)) return [];
    const lost = answersInMesh(part, answer);
    const manifest = part.manifestAt(holder.place);
    const key = `${holder.place.object} ${config.place.object} ${host}`;
    if (lost.length === 0 || manifest === undefined || told.has(key)) return [];
    told.add(key);
    const message = `${tellClasses(lost)} get 404 for ${host}${answer.request.path ?? '/'}, which ${config.place.object} answers at the gateway`;
    return [{ manifest, path: pathOfHost(holder, host), given: host, message }];
  });
}

/** The sidecars that get 404 for a request that a gateway takes. */
function answersInMesh(part: Part, { request, host }: Answer): readonly CallerClass[] {
  const { secure: _, ...rest } = request;
  const asked = { ...rest, host, port: 80 };
  return part
    .classes()
    .filter(({ caller }) => caller.kind === 'sidecar')
    .filter(({ caller }) => outcomeOf(part.world(), caller, asked).kind === 'no-route');
}
