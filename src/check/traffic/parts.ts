import type { Manifest } from '../../manifest/manifest';
import { describe } from '../../manifest/identity';
import { groupKind } from '../../manifest/workload';
import { covers, isWildcard } from '../../mesh/host-name';
import { indexWorld } from '../../mesh/index-world';
import { objectIn, textIn, textsIn } from '../../mesh/json-field';
import type { Place } from '../../mesh/place';
import type { World } from '../../mesh/world';
import type { CheckState } from '../state';
import { callerClassesOf, type CallerClass } from './caller-classes';
import { groupByKeys } from './group-by-keys';
import { hostKey, hostKeysOf } from './host-keys';
import { neighboursOf } from './neighbours';
import { routeDestinations } from './route-destinations';
import { workloadsOf, type Workload } from './workload-index';

/**
 * The objects that decide about the requests for some hosts, as a small world of its own. Nothing outside of it changes
 * an answer, so a state of a thousand applications costs a thousand times one of them, and not its square.
 */
export interface Part {
  readonly state: CheckState;
  readonly manifests: readonly Manifest[];
  readonly services: readonly Manifest[];
  readonly workloads: readonly Workload[];
  /** Whether anything but Services decides where requests go. */
  readonly isRouted: boolean;
  readonly world: () => World;
  readonly classes: () => readonly CallerClass[];
  /** The object that a place of the routing model is in. */
  readonly manifestAt: (place: Place) => Manifest | undefined;
}

/** The parts of a state; once for each state. */
export function partsOf(state: CheckState): readonly Part[] {
  const known = PARTS.get(state);
  if (known !== undefined) return known;
  const parts = buildParts(state);
  PARTS.set(state, parts);
  return parts;
}

const PARTS = new WeakMap<CheckState, readonly Part[]>();

const ROUTES = [
  'networking.istio.io/VirtualService',
  'gateway.networking.k8s.io/HTTPRoute',
  'networking.k8s.io/Ingress',
];
const TIED = [
  '/Service',
  'networking.istio.io/ServiceEntry',
  'networking.istio.io/DestinationRule',
  ...ROUTES,
];

function buildParts(state: CheckState): readonly Part[] {
  const workloads = workloadsOf(state);
  const tied = TIED.flatMap((kind) => state.ofKind(kind)).filter(
    (manifest) => !isPattern(manifest),
  );
  const keys = new Map(tied.map((manifest) => [manifest, hostKeysOf(manifest, workloads)]));
  const joined = joinDestinations(state, keys);
  const patterns = joinPatterns(state, keys);
  const groups = groupByKeys(tied, (manifest) => [
    ...(keys.get(manifest) ?? []),
    ...(joined.get(manifest) ?? []),
    ...(patterns.get(manifest) ?? []),
  ]);
  return groups.map((group) => partOf(state, group, keys));
}

/** A DestinationRule on a pattern concerns many parts, and ties none of them together. */
function isPattern(manifest: Manifest): boolean {
  return (
    manifest.kind === 'DestinationRule' &&
    isWildcard(textIn(objectIn(manifest, 'spec'), 'host') ?? '')
  );
}

/**
 * Routes belong to the Services that they split requests between, and to those of several workloads. Any other destination
 * is looked at beside each route that leads to it: a Service that everybody calls ties nobody together.
 */
function joinDestinations(
  state: CheckState,
  keys: ReadonlyMap<Manifest, readonly string[]>,
): ReadonlyMap<Manifest, readonly string[]> {
  const ofSeveral = new Set<string>();
  for (const service of state.ofKind('/Service')) {
    const found = keys.get(service) ?? [];
    const pods = found.filter((key) => key.startsWith('pods ')).length;
    if (pods > 1) for (const key of found) ofSeveral.add(key);
  }
  const joined = new Map<Manifest, readonly string[]>();
  for (const route of ROUTES.flatMap((kind) => state.ofKind(kind))) {
    const hosts = routeDestinations(route).flatMap((rule) =>
      rule.hosts.map(hostKey).filter((key) => rule.isSplit || ofSeveral.has(key)),
    );
    joined.set(route, [...new Set(hosts)]);
  }
  return joined;
}

/** Routes of the mesh on a pattern belong to the Services that it covers. */
function joinPatterns(
  state: CheckState,
  keys: ReadonlyMap<Manifest, readonly string[]>,
): ReadonlyMap<Manifest, readonly string[]> {
  const joined = new Map<Manifest, readonly string[]>();
  for (const route of state.ofKind('networking.istio.io/VirtualService')) {
    const patterns = textsIn(objectIn(route, 'spec'), 'hosts').filter(
      (host) => isWildcard(host) && host !== '*',
    );
    if (patterns.length === 0) continue;
    const names = [...keys].filter(([{ kind }]) => ['Service', 'ServiceEntry'].includes(kind));
    const covered = names
      .flatMap(([, found]) => found)
      .filter(
        (key) =>
          key.startsWith('host ') && patterns.some((pattern) => covers(pattern, key.slice(5))),
      );
    joined.set(route, covered);
  }
  return joined;
}

function partOf(
  state: CheckState,
  group: readonly Manifest[],
  keys: ReadonlyMap<Manifest, readonly string[]>,
): Part {
  const services = group.filter((manifest) => groupKind(manifest) === '/Service');
  const found = new Map<string, Workload>();
  for (const key of services.flatMap((service) => keys.get(service) ?? [])) {
    const id = key.startsWith('pods ') ? key.slice('pods '.length) : undefined;
    const workload = id === undefined ? undefined : workloadsOf(state).byId.get(id);
    if (id !== undefined && workload !== undefined) found.set(id, workload);
  }
  const workloads = [...found.values()];
  const makers = workloads.map(({ manifest }) => manifest);
  const isRouted = group.some((manifest) => ROUTES.includes(groupKind(manifest)));
  let complete: readonly Manifest[] | undefined;
  let world: World | undefined;
  let classes: readonly CallerClass[] | undefined;
  let byName: ReadonlyMap<string, Manifest> | undefined;
  const all = (): readonly Manifest[] =>
    (complete ??= [...group, ...makers, ...neighboursOf(state, group, makers)]);
  return {
    state,
    manifests: group,
    services,
    workloads,
    isRouted,
    world: () => (world ??= indexWorld(all(), state.settings)),
    classes: () => (classes ??= callerClassesOf(state, all())),
    manifestAt: ({ object }) =>
      (byName ??= new Map(all().map((manifest) => [describe(manifest), manifest]))).get(object),
  };
}
