import { keyOf } from '../../src/manifest/identity';
import type { Manifest } from '../../src/manifest/manifest';
import type { Caller } from '../../src/mesh/caller';
import { indexWorld } from '../../src/mesh/index-world';
import { listIn, objectIn, textIn } from '../../src/mesh/json-field';
import type { MeshSettings } from '../../src/mesh/mesh-settings';
import { outcome } from '../../src/mesh/outcome';
import type { Outcome } from '../../src/mesh/outcome-kinds';
import type { MeshRequest } from '../../src/mesh/request';
import type { World } from '../../src/mesh/world';
import { choicesBetween } from '../../src/proof/choices';
import { unavailableOf } from '../../src/proof/update-strategy';

/** What every mixture of two states does, found by asking each of them on its own. */
export interface Enumeration {
  readonly before: World;
  readonly after: World;
  readonly worlds: readonly World[];
  /** The world of the objects with these keys as given, all others as before, for all that the pods may do. */
  readonly worldsOf: (objects: ReadonlyMap<string, Manifest | undefined>) => readonly World[];
}

/**
 * Every mixture: each routing object as one of its options, each Deployment with any number of ready pods of its old and its
 * new template, no fewer than its strategy keeps. Pods are of Deployments named `name.image`, so that outcomes tell versions.
 */
export function enumerate(
  before: readonly Manifest[],
  after: readonly Manifest[],
  settings: MeshSettings,
  gateways: readonly Manifest[],
): Enumeration {
  const [first, last] = shareEqual(before, after);
  const choices = choicesBetween([first, last]).filter(({ options }) =>
    options.some(({ manifest }) => manifest !== undefined && manifest.kind !== 'Deployment'),
  );
  const old = new Map(first.map((manifest) => [keyOf(manifest), manifest]));
  const young = new Map(last.map((manifest) => [keyOf(manifest), manifest]));
  const workloads = [...new Set([...old.keys(), ...young.keys()])]
    .map((key) => [old.get(key), young.get(key)] as const)
    .filter((pair) => pair.some((manifest) => manifest?.kind === 'Deployment'));
  const pods = product(workloads.map(([one, other]) => podStates(one, other)));
  const fixed = (state: readonly Manifest[]): readonly Manifest[] =>
    state.filter(({ kind }) => kind !== 'Deployment');
  const index = (objects: readonly Manifest[], running: readonly (readonly Manifest[])[]): World =>
    indexWorld([...objects, ...running.flat(), ...gateways], settings);
  const settled = (state: readonly Manifest[]): World =>
    index(
      fixed(state),
      state.filter(({ kind }) => kind === 'Deployment').map((it) => [named(it, replicasOf(it))]),
    );
  const changing = new Set(choices.map(({ key }) => key));
  const constant = fixed(first).filter((manifest) => !changing.has(keyOf(manifest)));
  const mixtures = product(choices.map(({ options }) => options.map(({ manifest }) => manifest)));
  const present = (picked: readonly (Manifest | undefined)[]): readonly Manifest[] =>
    picked.filter((manifest) => manifest !== undefined);
  return {
    before: settled(first),
    after: settled(last),
    worlds: mixtures.flatMap((picked) =>
      pods.map((running) => index([...constant, ...present(picked)], running)),
    ),
    worldsOf: (objects) => {
      const rest = fixed(first).filter((manifest) => !objects.has(keyOf(manifest)));
      return pods.map((running) => index([...rest, ...present([...objects.values()])], running));
    },
  };
}

/** How many worlds an enumeration of two states has. */
export function countMixtures(before: readonly Manifest[], after: readonly Manifest[]): number {
  const [first, last] = shareEqual(before, after);
  return choicesBetween([first, last]).reduce((count, { options }) => {
    const found = options.map(({ manifest }) => manifest);
    if (!found.some((manifest) => manifest?.kind === 'Deployment')) return count * options.length;
    return count * podStates(found[0], found.at(-1)).length;
  }, 1);
}

/** Equal objects of both states made the same object. */
function shareEqual(
  before: readonly Manifest[],
  after: readonly Manifest[],
): readonly [readonly Manifest[], readonly Manifest[]] {
  const known = new Map(before.map((manifest) => [JSON.stringify(manifest), manifest]));
  return [before, after.map((manifest) => known.get(JSON.stringify(manifest)) ?? manifest)];
}

type Pods = readonly Manifest[];

function podStates(one: Manifest | undefined, other: Manifest | undefined): readonly Pods[] {
  const [old, young] = [one, other].map((it) => (it === undefined ? 0 : replicasOf(it)));
  const [from = 0, to = 0] = [old, young];
  const [first, last] = [one ?? other, other ?? one];
  if (first === undefined || last === undefined) return [[]];
  if (templateOf(first) === templateOf(last)) {
    return numbers(Math.min(from, to), Math.max(from, to)).map((ready) => [named(first, ready)]);
  }
  const least = Math.min(from, to);
  const kept = least - Math.max(unavailableOf(first, least), unavailableOf(last, least));
  return numbers(0, from).flatMap((ready) =>
    numbers(0, to)
      .filter((more) => ready + more >= kept)
      .map((more) => [named(first, ready), named(last, more)]),
  );
}

function templateOf(deployment: Manifest): string {
  return JSON.stringify(objectIn(objectIn(deployment, 'spec'), 'template'));
}

function replicasOf(deployment: Manifest): number {
  return objectIn(deployment, 'spec')['replicas'] as number;
}

function named(deployment: Manifest, ready: number): Manifest {
  const spec = objectIn(deployment, 'spec');
  const pod = objectIn(objectIn(spec, 'template'), 'spec');
  const [container] = listIn(pod, 'containers');
  const name = `${deployment.metadata.name}.${textIn(container, 'image') ?? ''}`;
  const most = Math.max(replicasOf(deployment), ready);
  return {
    ...deployment,
    metadata: { ...deployment.metadata, name },
    spec: { ...spec, replicas: most },
    status: { readyReplicas: ready },
  };
}

function numbers(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

function product<Item>(lists: readonly (readonly Item[])[]): readonly (readonly Item[])[] {
  return lists.reduce<readonly (readonly Item[])[]>(
    (made, list) => made.flatMap((left) => list.map((item) => [...left, item])),
    [[]],
  );
}

/** What a call gets in a world, as the obligations count it. */
export interface Answer {
  readonly unknown: boolean;
  readonly lost: number;
  /** Whether a rule that somebody wrote decides. */
  readonly byRule: boolean;
  /** Share of the requests that each version answers. */
  readonly shares: ReadonlyMap<string, number>;
  /** The workloads that run a version and answer any. */
  readonly workloads: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Ask a call of a world. */
export function answerOf(world: World, caller: Caller, request: MeshRequest): Answer {
  const found = outcome(world, caller, request);
  const shares = new Map<string, number>();
  const workloads = new Map<string, Set<string>>();
  for (const [key, share] of Object.entries(found.workloads)) {
    // an address outside the cluster answers too, and is no version of anything
    const [, workload, version] = /^([^/]+\/[^.]+)\.(.+)$/.exec(key) ?? [];
    if (workload === undefined || version === undefined || share === 0) continue;
    shares.set(version, (shares.get(version) ?? 0) + share);
    workloads.set(version, (workloads.get(version) ?? new Set<string>()).add(workload));
  }
  return {
    unknown: found.kind === 'unknown',
    lost: lostOf(found, world, request),
    byRule: isByRule(found),
    shares,
    workloads,
  };
}

function lostOf(found: Outcome, world: World, { host }: MeshRequest): number {
  // no Service has the name: the proxy lets it pass, and DNS does not know it
  const named = !host.endsWith('.cluster.local') || world.servicesByHost.has(host);
  if (found.kind === 'passthrough' && !named) return 1;
  // what the mesh answers in the place of the application
  if (found.kind === 'direct-response' && found.status === 502) return 1;
  return found.errors.reduce((sum, { share }) => sum + share, 0);
}

function isByRule(found: Outcome): boolean {
  const object = 'route' in found ? found.route?.object : undefined;
  return object !== undefined && !object.startsWith('Service ');
}
